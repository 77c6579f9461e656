// The HTTP conventions of the shop's callers over one engine: `{success, data, metadata}` or
// `{success, error, details}`, a bearer token or API key, a limit of requests an hour, and cache headers.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'

import { SartorError } from 'sartor'

const MAX_BODY_BYTES = 1 << 20
const HOUR_MS = 3_600_000

/** What a client is told, with the status that says so. */
class Refusal extends Error {
  constructor(status, code, message, headers = {}) {
    super(message)
    Object.assign(this, { status, code, headers, details: {} })
  }
}

const statusOf = (error) => {
  if (error instanceof Refusal) return error.status
  if (!(error instanceof SartorError)) return 500
  return { UNKNOWN_PRODUCT: 404, NOT_AVAILABLE: 503, INTERNAL: 500, TOO_LARGE: 413, FORBIDDEN: 451 }[error.code] ?? 400
}

const digest = (text) => createHash('sha256').update(text).digest('hex')

/** At most so many requests an hour for each key, by fixed windows. */
class Limiter {
  #windows = new Map()

  constructor(perHour) {
    this.perHour = perHour
  }

  take(key, at) {
    const hour = Math.floor(at / HOUR_MS)
    const window = this.#windows.get(key)
    const used = window?.hour === hour ? window.used + 1 : 1
    this.#windows.set(key, { hour, used })
    const resets = Math.ceil(((hour + 1) * HOUR_MS - at) / 1000)
    const headers = { 'X-RateLimit-Limit': this.perHour, 'X-RateLimit-Remaining': Math.max(0, this.perHour - used), 'X-RateLimit-Reset': resets }
    if (used > this.perHour) throw new Refusal(429, 'RATE_LIMITED', `more than ${this.perHour} requests in this hour`, { ...headers, 'Retry-After': resets })
    return headers
  }
}

const bodyOf = async (request) => {
  const pieces = []
  let size = 0
  for await (const piece of request) {
    size += piece.length
    if (size > MAX_BODY_BYTES) throw new Refusal(413, 'TOO_LARGE', `a body of more than ${MAX_BODY_BYTES} bytes`)
    pieces.push(piece)
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch {
    throw new Refusal(400, 'MALFORMED', 'the body is not JSON')
  }
}

/** `GET /a/:b` as a test of method and path. */
const route = (pattern, options, handle) => {
  const [method, path] = pattern.split(' ')
  const names = []
  const expression = path.replace(/:(\w+)/g, (_, name) => (names.push(name), '([^/]+)'))
  return { method, path: new RegExp(`^/api/v1${expression}$`), names, ...options, handle }
}

// Seconds for which the caller's own cache may keep an answer.
const kept = { profile: 60, outlook: 4 * 3600, segment: 6 * 3600, offer: 30 * 60 }

const routes = [
  route('GET /integration/health', { open: true }, ({ engine }) => engine.health()),
  route('POST /integration/enhanced-chat', {}, ({ engine, shop, profiles, body, at, isAnalyst }) => {
    const profile = profiles.get(String(body?.customerId ?? ''))
    const answer = engine.chat(profile, shop, { ...body, promptSafeOnly: !isAnalyst || Boolean(body.promptSafeOnly) }, at)
    for (const decision of answer.meta.record) engine.observe(profile, decision, at)
    profiles.put(profile)
    return answer
  }),
  route('GET /personalization/profile/:customerId', { keep: kept.profile }, ({ profiles, customerId, at }) => profiles.get(customerId).view(at)),
  route('POST /personalization/profile/:customerId/update', {}, ({ engine, profiles, customerId, body, at }) => {
    const profile = profiles.get(customerId)
    const observed = [].concat(body?.events ?? body).map((event) => engine.observe(profile, event, at))
    profiles.put(profile)
    return { observed, profile: profile.view(at) }
  }),
  route('POST /personalization/recommendations', {}, ({ engine, shop, profiles, body, at }) => {
    const { customerId, ...request } = body ?? {}
    return engine.recommend(profiles.get(String(customerId ?? '')), shop, request, at)
  }),
  route('GET /sales-optimization/pricing/:customerId', { analyst: true, keep: kept.offer }, ({ engine, shop, profiles, customerId, query, at }) => {
    const productIds = (query.get('products') ?? '').split(',').filter(Boolean)
    return engine.quote(profiles.get(customerId), shop, productIds, { jurisdiction: query.get('jurisdiction') }, at)
  }),
  route('GET /predictive-analytics/churn/:customerId', { analyst: true, keep: kept.outlook }, ({ engine, profiles, customerId, at }) => {
    const { churn, probabilityAlive, reasons, unknown } = engine.outlook(profiles.get(customerId), at)
    return { customerId, churn, probabilityAlive, reasons, unknown }
  }),
  route('GET /predictive-analytics/ltv/:customerId', { analyst: true, keep: kept.outlook }, ({ engine, profiles, customerId, at }) => {
    const { currency, lifetimeValue, expectedPurchases, reasons, unknown } = engine.outlook(profiles.get(customerId), at)
    return { customerId, currency, lifetimeValue, expectedPurchases, reasons, unknown }
  }),
  route('GET /predictive-analytics/purchase-probability/:customerId', { analyst: true, keep: kept.outlook }, ({ engine, profiles, customerId, at }) => {
    const { purchaseProbability, nextPurchaseDays, unknown } = engine.outlook(profiles.get(customerId), at)
    return { customerId, purchaseProbability, nextPurchaseDays, unknown }
  }),
  route('GET /predictive-analytics/next-best-action/:customerId', { analyst: true }, ({ engine, shop, profiles, customerId, at }) =>
    engine.nextActions(profiles.get(customerId), shop, at)),
  route('GET /segmentation/segment/:customerId', { keep: kept.segment }, ({ engine, profiles, customerId, at }) =>
    engine.segment(profiles.get(customerId), at)),
]

/**
 * A server over one engine, which `swap` replaces while requests run. `keys` maps each API key to its role:
 * `chat` gets prompt-safe answers, `analyst` everything.
 */
export const createApp = ({ engine, shop, profiles, keys, now = Date.now, perHour = 1000 }) => {
  const roles = new Map([...keys].map(([key, role]) => [digest(key), role]))
  const limiter = new Limiter(perHour)
  let current = engine

  const answer = async (request) => {
    const url = new URL(request.url, 'http://127.0.0.1')
    const here = routes.filter(({ path }) => path.test(url.pathname))
    const found = here.find(({ method }) => method === request.method)
    if (here.length === 0) throw new Refusal(404, 'NOT_FOUND', 'there is no such path')
    if (!found) throw new Refusal(405, 'METHOD_NOT_ALLOWED', 'not by this method', { Allow: here.map(({ method }) => method).join(', ') })

    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? request.headers['x-api-key']
    const key = digest(String(given ?? ''))
    const role = roles.get(key)
    if (!role && !found.open) throw new Refusal(401, 'UNAUTHORIZED', 'a bearer token or an API key is needed', { 'WWW-Authenticate': 'Bearer' })
    const at = now()
    const headers = role ? limiter.take(key, Date.now()) : {}
    if (found.analyst && role !== 'analyst') throw new Refusal(403, 'ROLE_NEEDED', 'the role analyst is needed', headers)

    const body = request.method === 'POST' ? await bodyOf(request) : undefined
    const taken = current // one engine for the whole of this request, whatever is swapped in meanwhile
    let values
    try {
      values = found.path.exec(url.pathname).slice(1).map(decodeURIComponent)
    } catch {
      throw new Refusal(400, 'MALFORMED', 'the path is not well-formed')
    }
    const named = Object.fromEntries(found.names.map((name, place) => [name, values[place]]))
    const data = found.handle({ engine: taken, shop, profiles, body, at, query: url.searchParams, isAnalyst: role === 'analyst', ...named })
    return { data, modelId: taken.modelId, at, headers: { ...headers, 'Cache-Control': found.keep ? `private, max-age=${found.keep}` : 'no-store' } }
  }

  const server = createServer(async (request, response) => {
    const started = performance.now()
    const send = (status, headers, content) => {
      response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers })
      response.end(JSON.stringify(content))
    }
    try {
      const { data, modelId, at, headers } = await answer(request)
      const tookMs = Math.round((performance.now() - started) * 1000) / 1000
      send(200, headers, { success: true, data, metadata: { modelId, asOf: at, tookMs } })
    } catch (error) {
      const status = statusOf(error)
      if (status === 500) console.error(error)
      const [code, details] = status === 500 ? ['INTERNAL', {}] : [error.code, { message: error.message, ...error.details }]
      // A body that was not read to its end cannot be followed by another request.
      send(status, { ...error.headers, 'Cache-Control': 'no-store', ...(request.complete ? {} : { Connection: 'close' }) }, { success: false, error: code, details })
    }
  })

  return { server, swap: (fresh) => (current = fresh) }
}
