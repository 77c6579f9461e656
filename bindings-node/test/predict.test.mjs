// What customers will do, told in a server: fits and tables are promises, one customer is answered at once, and what is said is
// what every other language says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'

import sartor from '../index.js'
import { uniform } from './shop.mjs'

const { Catalog, Profile, SartorError, learn, predict } = sartor
const { cases } = JSON.parse(readFileSync(new URL('../../core/tests/vectors/index.json', import.meta.url), 'utf8'))
const [asOf, day] = [Date.UTC(2026, 5, 1, 8), 86_400_000]

const plain = (value) => JSON.parse(JSON.stringify(value))
const refused = (code, promise) => assert.rejects(promise, (error) => (error instanceof SartorError && error.code === code) || assert.fail(error))
const throws = (code, ask) => assert.throws(ask, (error) => (error instanceof SartorError && error.code === code) || assert.fail(error))
const profileOf = ({ customerId, events = [] }, at) => {
  const profile = new Profile(customerId)
  for (const event of events) profile.observe(event, at)
  return profile
}
const readerOf = (catalog) => new predict.FeatureReader(catalog ? new Catalog(catalog.products, catalog.currency) : null)

/** Customers who buy coffee about every 20 days, or a chair about every 200: a simulation. */
const customer = (number) => {
  const [random, userId] = [uniform(1_000 + 7 * number), `c${String(number).padStart(3, '0')}`]
  const [product, price, pause] = [['coffee', 9, 20], ['chair', 90, 200]][number % 2]
  const event = (name, at, properties) => ({ type: 'track', messageId: `${name}${at}`, userId, event: name, timestamp: new Date(at), properties })
  const profile = new Profile(userId)
  profile.observe(event('Consent Changed', asOf - 700 * day, { purpose: 'analytics', state: 'granted' }), asOf)
  for (let at = asOf - (400 + 200 * random()) * day; at < asOf; at += (1 - pause * Math.log(1 - random())) * day) {
    profile.observe(event('Order Completed', Math.floor(at), { revenue: price, currency: 'USD', products: [{ product_id: product, price, quantity: 1 }] }), asOf)
  }
  return profile
}
const profiles = Array.from({ length: 120 }, (_, number) => customer(number))
const product = (productId, category) => ({ productId, name: productId, category, brand: null, priceMinor: 900, costMinor: null, attributes: [] })
const reader = new predict.FeatureReader(new Catalog([product('coffee', 'food'), product('chair', 'home')], 'USD'))
const options = { horizonDays: 90, folds: 2, trees: 20 }
const fitted = predict.Value.fit(reader, profiles, asOf, options)

test('spend is foretold with an interval, of one customer as of many', async () => {
  const model = await fitted
  const table = await reader.table(profiles, asOf)
  const steps = []
  const many = await model.predictMany(table, { onProgress: (done, total) => steps.push([done, total]) })
  assert.ok(steps.length > 0)
  table.rows().forEach((features, at) => assert.deepEqual(model.predict(features), many[at]))
  for (const { valueMinor, lowMinor, highMinor, basis, level, byMs, modelId, reason } of many) {
    assert.ok(Number.isInteger(valueMinor) && lowMinor >= 0 && lowMinor <= highMinor)
    assert.deepEqual([basis, level, byMs, modelId, reason], ['customer', 0.9, asOf + 90 * day, model.modelId, null])
  }
  const { report } = model
  assert.equal(report.customers, profiles.length)
  assert.equal(report.rowsWithLifetime, 0)
  assert.equal(model.options.cutsMs.length, 2)
  const nobody = model.predict(reader.row(new Profile('nobody'), asOf))
  assert.deepEqual([nobody.reason, nobody.treesMinor], ['no_consent', null])
})

test('room for more is told from customers of like spend', async () => {
  const model = await fitted
  const found = profiles.flatMap((profile) => model.growth(reader, profile, asOf))
  for (const { amountMinor, ownMinor, comparableMinor, comparableShare } of found) {
    assert.ok(amountMinor > 0 && amountMinor === comparableMinor - ownMinor && comparableShare <= 1)
  }
  assert.ok(profiles.every((profile) => model.growth(reader, profile, asOf, 0).length === 0))
  assert.deepEqual(model.growth(reader, new Profile('nobody'), asOf), [])
  throws('OUT_OF_RANGE', () => model.growth(reader, profiles[0], asOf, 0.5))
})

test('a model of spend is saved, loaded, let go of and fitted again to the same bytes', async () => {
  const model = await fitted
  const bytes = await model.toBytes()
  const copy = await predict.Value.fromBytes(bytes)
  const features = reader.row(profiles[3], asOf)
  assert.deepEqual([copy.modelId, copy.report, copy.options], [model.modelId, model.report, model.options])
  assert.deepEqual(copy.predict(features), model.predict(features))
  const again = await predict.Value.fit(reader, profiles, new Date(asOf), { ...options, cutsMs: model.options.cutsMs })
  assert.deepEqual(await again.toBytes(), bytes)
  const extras = model.options.cutsMs.map(() => profiles.map((_, number) => ({ expectedValueMinor: number % 2 ? 16_000 : 16_500 })))
  const blended = await predict.Value.fit(reader, profiles, asOf, { ...options, extras })
  assert.equal(blended.report.rowsWithLifetime, blended.report.rows)
  const told = blended.predict(reader.row(profiles[3], asOf, { expectedValueMinor: 16_000 }))
  assert.equal(told.lifetimeMinor, Math.round((16_000 * 90) / 365))
  copy.dispose()
  assert.throws(() => copy.predict(features), (error) => error instanceof SartorError)
  assert.ok(model.predict(features))
})

test('a fit of spend is stopped, and refused by name', async () => {
  const model = await fitted
  const stop = new AbortController()
  await refused('CANCELLED', predict.Value.fit(reader, profiles, asOf, { ...options, signal: stop.signal, onProgress: () => stop.abort() }))
  await refused('CANCELLED', predict.Value.fit(reader, profiles, asOf, { signal: AbortSignal.abort() }))
  const mine = new RangeError('mine')
  await assert.rejects(predict.Value.fit(reader, profiles, asOf, { ...options, onProgress: () => { throw mine } }), mine)
  for (const wrong of [{ horizonDays: 0 }, { folds: 1 }, { trees: 0 }, { level: 1 }, { cutsMs: [asOf] }]) {
    await refused('OUT_OF_RANGE', predict.Value.fit(reader, profiles, asOf, { ...options, ...wrong }))
  }
  await refused('INVALID_VALUE', predict.Value.fit(reader, profiles, asOf, { ...options, extras: [[]] }))
  await refused('UNKNOWN_FIELD', predict.Value.fit(reader, profiles, asOf, { periods: 3 }))
  await refused('TOO_FEW', predict.Value.fit(reader, [], asOf))
  await refused('INVALID_VALUE', predict.Value.fit(reader, [profiles[0], {}], asOf))
  const bytes = await model.toBytes()
  for (const cut of [0, 1, 20, bytes.length >> 1, bytes.length - 1]) await refused('TRUNCATED', predict.Value.fromBytes(bytes.subarray(0, cut)))
  const churn = await predict.Churn.fit(reader, profiles, asOf, { periods: 2, folds: 2, trees: 3 })
  await refused('MALFORMED', predict.Value.fromBytes(await churn.toBytes()))
  await refused('MALFORMED', learn.load(bytes))
})

// Each model of the vectors is fitted in Node, and asked what the vectors asked.
const fits = {
  'predict.churn': async ({ profiles, asOf, cancelledMs, extras, catalog, options }) =>
    predict.Churn.fit(readerOf(catalog), profiles.map((profile) => profileOf(profile, asOf)), asOf, { ...options, cancelled: cancelledMs, extras }),
  'predict.propensity': async ({ profiles, asOf, extras, catalog, options }) =>
    predict.Propensity.fit(readerOf(catalog), profiles.map((profile) => profileOf(profile, asOf)), asOf, { ...options, extras }),
  'predict.value': async ({ profiles, asOf, extras, catalog, options }) =>
    predict.Value.fit(readerOf(catalog), profiles.map((profile) => profileOf(profile, asOf)), asOf, { ...options, extras }),
}
const asks = {
  'predict.churnRisk': ({ profile, asOf, horizonsDays, extra, catalog }, model) => {
    const features = readerOf(catalog).row(profileOf(profile, asOf), asOf, extra)
    return { risk: model.predict(features, horizonsDays), reasons: model.reasons(features) }
  },
  'predict.watchlist': async ({ profiles, looks, catalog, options }, model) => {
    const folded = profiles.map((profile) => profileOf(profile, looks.at(-1)))
    return model.watchlist(await Promise.all(looks.map((at) => readerOf(catalog).table(folded, at))), options)
  },
  'predict.propensityOf': ({ profile, asOf, extra, catalog }, model) => model.predict(readerOf(catalog), profileOf(profile, asOf), asOf, extra),
  'predict.valueOf': ({ profile, asOf, extra, catalog, most }, model) => {
    const [reader, folded] = [readerOf(catalog), profileOf(profile, asOf)]
    return { value: model.predict(reader.row(folded, asOf, extra)), growth: model.growth(reader, folded, asOf, most) }
  },
}

test('models fitted by typed calls say what the vectors say', async () => {
  const models = new Map()
  for (const { name, operation, input, expect, error } of cases) {
    if (!(operation in fits)) continue
    if (error) await refused(error.code, fits[operation](JSON.parse(input)))
    else models.set(name, { stored: expect, model: await fits[operation](JSON.parse(input)) })
  }
  const walked = new Set()
  for (const { name, operation, input, expect, error } of cases) {
    // What is no count is refused as such by the types, and as a value by the text.
    if (!(operation in asks) || name === 'fewer opportunities than none') continue
    const { model: stored, ...asked } = JSON.parse(input)
    const model = [...models.values()].find((made) => isDeepStrictEqual(JSON.parse(made.stored), stored))?.model
    assert.ok(model, name)
    walked.add(operation)
    if (error) await refused(error.code, (async () => asks[operation](asked, model))())
    else assert.deepEqual(plain(await asks[operation](asked, model)), JSON.parse(expect), name)
  }
  assert.deepEqual([...walked].sort(), Object.keys(asks).filter((name) => cases.some(({ operation }) => operation === name)).sort())
})
