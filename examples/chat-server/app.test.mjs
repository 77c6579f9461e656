// The server, asked over HTTP on this machine.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { Catalog, Profile, Shop, Trainer } from 'sartor'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createApp } from './app.mjs'
import { MemoryProfiles } from './profiles.mjs'

const asOf = Date.UTC(2026, 5, 1)
const keys = new Map([['chat-key', 'chat'], ['staff-key', 'analyst'], ['busy-key', 'chat']])
let app, address, trainer, folder

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sartor-server-'))
  const catalogue = 'id,name,price,category,colour,occasion\n' + Array.from({ length: 12 }, (_, at) => `suit_${at},Navy suit ${at},${1100 + at},suits,navy,wedding\n`).join('')
  writeFileSync(join(folder, 'catalogue.csv'), catalogue)
  const events = []
  for (let customer = 0; customer < 40; customer++) {
    for (const purpose of ['analytics', 'personalization']) {
      events.push({ type: 'track', event: 'Consent Changed', messageId: `c${events.length}`, userId: `customer_${customer}`, timestamp: new Date(asOf - 400 * 86_400_000), properties: { purpose, state: 'granted', basis: 'consent' } })
    }
    for (let order = 0; order <= customer % 5; order++) {
      events.push({ type: 'track', event: 'Order Completed', messageId: `o${events.length}`, userId: `customer_${customer}`, timestamp: new Date(asOf - (350 - 60 * order - customer) * 86_400_000), properties: { order_id: `o${events.length}`, currency: 'USD', total: 1100, products: [{ product_id: `suit_${customer % 12}`, price: 1100, quantity: 1 }] } })
    }
  }
  writeFileSync(join(folder, 'events.jsonl'), events.map((event) => JSON.stringify(event)).join('\n'))
  trainer = new Trainer(await Catalog.fromCsv(join(folder, 'catalogue.csv')))
  await trainer.readEvents(join(folder, 'events.jsonl'))
  const profiles = new MemoryProfiles()
  for (const customerId of trainer.customerIds()) profiles.put(trainer.profile(customerId))
  app = createApp({ engine: await trainer.fit(asOf), shop: new Shop(), profiles, keys, now: () => asOf, perHour: 40 })
  await new Promise((resolve) => app.server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${app.server.address().port}/api/v1`
})

after(() => {
  app.server.close()
  rmSync(folder, { recursive: true })
})

const ask = async (path, { key = 'staff-key', body, ...options } = {}) => {
  const headers = key ? { authorization: `Bearer ${key}` } : {}
  const sent = body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }
  const response = await fetch(address + path, { headers, ...sent, ...options })
  return { status: response.status, headers: response.headers, ...(await response.json()) }
}

const chat = { customerId: 'customer_7', sessionId: 's', intent: { category: 'product_inquiry', entities: { occasion: 'wedding', budget: '$1000-2000' } } }

test('a chat turn is answered, and its decisions are remembered', async () => {
  const { status, success, data, metadata, headers } = await ask('/integration/enhanced-chat', { body: chat })
  assert.deepEqual([status, success, headers.get('cache-control')], [200, true, 'no-store'])
  assert.equal(metadata.asOf, asOf)
  assert.ok(data.businessIntelligence)
  assert.ok(data.phase3_enhancements.recommendations.length > 0)
  const { data: view } = await ask('/personalization/profile/customer_7')
  assert.ok(view.decisions.length >= 1)
})

test('a chat key gets what may reach a language model, and no more', async () => {
  const { data } = await ask('/integration/enhanced-chat', { key: 'chat-key', body: chat })
  assert.equal(data.businessIntelligence, null)
  assert.equal((await ask('/predictive-analytics/ltv/customer_7', { key: 'chat-key' })).status, 403)
})

test('every path that the engine can answer does', async () => {
  for (const path of [
    '/integration/health', '/personalization/profile/customer_7', '/sales-optimization/pricing/customer_7?products=suit_0,suit_1',
    '/predictive-analytics/churn/customer_7', '/predictive-analytics/ltv/customer_7', '/predictive-analytics/purchase-probability/customer_7',
    '/predictive-analytics/next-best-action/customer_7', '/segmentation/segment/customer_7', '/segmentation/segment/nobody%20knows',
  ]) {
    const { status, success, error } = await ask(path)
    assert.deepEqual([path, status, success], [path, 200, true], error)
  }
  const posted = await ask('/personalization/recommendations', { body: { customerId: 'customer_7', occasion: 'wedding', limit: 3 } })
  assert.equal(posted.data.recommendations.length, 3)
  const event = { type: 'track', event: 'Product Viewed', messageId: 'new', userId: 'customer_7', timestamp: new Date(asOf - 1000), properties: { product_id: 'suit_3' } }
  const updated = await ask('/personalization/profile/customer_7/update', { body: { events: [event, event] } })
  assert.deepEqual(updated.data.observed, ['folded', 'duplicate'])
})

test('what does not fit is refused with its reason, and the server goes on', async () => {
  const cases = [
    ['/no/such/path', {}, 404, 'NOT_FOUND'],
    ['/integration/enhanced-chat', {}, 405, 'METHOD_NOT_ALLOWED'],
    ['/personalization/profile/x', { key: null }, 401, 'UNAUTHORIZED'],
    ['/personalization/profile/x', { key: 'wrong' }, 401, 'UNAUTHORIZED'],
    ['/integration/enhanced-chat', { body: '{"customerId":' }, 400, 'MALFORMED'],
    ['/integration/enhanced-chat', { body: 'null' }, 400, 'OUT_OF_RANGE'],
    ['/integration/enhanced-chat', { body: { ...chat, promtSafeOnly: 1 } }, 400, 'UNKNOWN_FIELD'],
    ['/integration/enhanced-chat', { body: 'x'.repeat(2 << 20) }, 413, 'TOO_LARGE'],
    ['/sales-optimization/pricing/customer_7?products=no_such', {}, 404, 'UNKNOWN_PRODUCT'],
    ['/personalization/profile/%E0%A4%A', {}, 400, 'MALFORMED'],
    [`/personalization/profile/${'x'.repeat(300)}`, {}, 413, 'TOO_LARGE'],
  ]
  for (const [path, options, status, error] of cases) {
    const answer = await ask(path, options)
    assert.deepEqual([path.slice(0, 60), answer.status, answer.error, answer.success], [path.slice(0, 60), status, error, false])
  }
  assert.equal((await ask('/integration/health', { key: null })).status, 200)
})

test('a key has so many requests an hour', async () => {
  let last
  for (let request = 0; request < 41; request++) last = await ask('/segmentation/segment/customer_1', { key: 'busy-key' })
  assert.deepEqual([last.status, last.error], [429, 'RATE_LIMITED'])
  assert.ok(Number(last.headers.get('retry-after')) > 0)
})

test('a new engine swaps in while requests run', async () => {
  const fresh = await trainer.fit(asOf - 60 * 86_400_000)
  const running = Array.from({ length: 20 }, () => ask('/integration/health', { key: null }))
  app.swap(fresh)
  for (const { status } of await Promise.all(running)) assert.equal(status, 200)
  assert.equal((await ask('/integration/health', { key: null })).data.modelId, fresh.modelId)
  assert.ok(new Profile('x'))
})
