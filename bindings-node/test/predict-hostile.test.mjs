// Foretelling in a server: whatever is handed to whatever call, there is an answer or a typed error, and nothing is held up.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import sartor from '../index.js'
import { uniform } from './shop.mjs'

const { Catalog, Profile, SartorError, learn, predict } = sartor
const [asOf, day] = [Date.UTC(2026, 5, 1), 86_400_000]
const mine = new RangeError('mine')
const cyclic = {}
cyclic.again = cyclic
let deep = {}
for (let level = 0; level < 100_000; level++) deep = { deep }

const customer = (number) => {
  const [profile, userId] = [new Profile(`p${number}`), `p${number}`]
  const event = (name, daysAgo, properties) =>
    ({ type: 'track', messageId: `${name}${daysAgo}`, userId, event: name, timestamp: new Date(asOf - daysAgo * day), properties })
  profile.observe(event('Consent Changed', 700, { purpose: 'analytics', state: 'granted' }), asOf)
  for (let daysAgo = 420 + number; daysAgo > number; daysAgo -= [17, 40, 75, 150][number % 4]) {
    profile.observe(event('Order Completed', daysAgo, { revenue: 50, currency: 'USD', products: [{ product_id: 'suit', price: 50, quantity: 1 }] }), asOf)
  }
  return profile
}
const profiles = Array.from({ length: 36 }, (_, number) => customer(number))
const suit = { productId: 'suit', name: 'suit', category: 'suits', brand: null, priceMinor: 5_000, costMinor: null, attributes: [] }
const reader = new predict.FeatureReader(new Catalog([suit], 'USD'))
const few = { folds: 2, trees: 2 }
const foretold = {
  predictionId: 'f', customerId: 'p1', modelId: 'm', madeMs: asOf - 2 * day, dueMs: asOf - day, probability: 0.5,
  challenger: { modelId: 'n', probability: 0.4 },
}

test('every call of predict takes anything', async () => {
  const table = await reader.table(profiles, asOf)
  const [churn, propensity, value] = await Promise.all([
    predict.Churn.fit(reader, profiles, asOf, { horizonDays: 60, periods: 2, ...few }),
    predict.Propensity.fit(reader, profiles, asOf, { horizonDays: 60, periods: 2, ...few }),
    predict.Value.fit(reader, profiles, asOf, { horizonDays: 60, ...few }),
  ])
  const outcomes = new predict.Outcomes(10)
  outcomes.record(foretold)
  const features = table.rows()[1]
  const objects = [reader, features, table, churn, propensity, value, outcomes, profiles[1], learn.Calibration.fromJson('{"kind":"platt","slope":1,"intercept":0}')]
  const whole = await Promise.all([churn, propensity, value].map((model) => model.toBytes()))
  const bytes = [...whole, outcomes.toBytes(), ...whole.map((bytes) => bytes.subarray(0, bytes.length >> 1)), Buffer.alloc(0), Buffer.alloc(9_000, 0x7b)]
  const scalars = [
    undefined, null, true, 0, -0, -1, 0.5, 1, 2, 60, 61, NaN, Infinity, -Infinity, 1e308, asOf, asOf - 90 * day, 2 ** 53 + 2, 5n, Symbol('x'), '', 'x', '2026-06-01',
    '\ud800', 'x'.repeat(70_000), new Date(asOf), new Date(NaN), new Date(8.64e15),
  ]
  const lists = [
    [], [[]], [1, , 3], [table], [table, table], profiles, profiles.slice(0, 2), [profiles[0], null], [profiles[0], {}], Array(100_000).fill(0), new Array(2 ** 20),
    [NaN], [30, 60], [asOf - 200 * day, asOf - 100 * day], profiles.map(() => null), profiles.map(() => asOf - day), profiles.map(() => ({})),
    profiles.map(() => ({ expectedValueMinor: NaN })), profiles.map(() => ({ expectedValueMinor: 5 })), [profiles.map(() => ({ expectedValueMinor: 5 }))],
    new Float64Array([30]), new Float64Array(0), new BigInt64Array(2), new Proxy([1], { get() { throw mine } }), { length: 2 ** 32 }, new Set([1]),
    [{ intervention: 'call' }, { intervention: 'letter', costMinor: -1 }], [foretold], [{ intervention: '' }], [{ intervention: 'x', trial: table }],
  ]
  const others = [
    cyclic, deep, {}, new Map([[1, 2]]), () => 1, class {}, Object.create(null), Promise.resolve(1), AbortSignal.abort(), sartor, foretold,
    { ...foretold, probability: 2 }, { ...foretold, customerId: '' }, Object.create(features), Object.create(table), new Proxy(table, {}),
    new Proxy({}, { ownKeys() { throw mine } }), { get folds() { throw mine } }, { probabilityAlive: 2 }, { probabilityAlive: 'x' }, { leastRows: 0 },
  ]
  const fields = [
    'horizonDays', 'periods', 'cutsMs', 'folds', 'seed', 'level', 'setting', 'rows', 'cancelled', 'extras', 'signal', 'onProgress', 'threshold', 'entries', 'reasons',
    'standing', 'probabilityAlive', 'expectedPurchases', 'expectedValueMinor', 'leastRows', 'predictionId', 'madeMs', '__proto__', 'constructor', 'toString',
  ]
  const random = uniform(31)
  const one = (list) => list[Math.floor(list.length * random())]
  const some = () => {
    const dice = random()
    if (dice < 0.25) return one(scalars)
    if (dice < 0.4) return one(lists)
    if (dice < 0.5) return one(others)
    if (dice < 0.8) return one(objects)
    if (dice < 0.86) return one(bytes)
    // Small, lest a fit take long.
    const made = { trees: 2 }
    for (let more = Math.floor(4 * random()); more > 0; more--) made[one(fields)] = random() < 0.4 ? one(lists) : one(scalars)
    return made
  }
  const members = (object) => Object.entries(Object.getOwnPropertyDescriptors(object)).filter(([, { value }]) => typeof value === 'function')
  const calls = objects.slice(0, 7).flatMap((object) =>
    members(Object.getPrototypeOf(object))
      .filter(([name]) => name !== 'constructor' && name !== 'dispose')
      .map(([name, { value }]) => [`${object.constructor.name}.${name}`, (...given) => value.apply(object, given)]))
  for (const [name, { value }] of members(predict)) {
    if (/^[a-z]/.test(name)) calls.push([name, value])
    else {
      for (const [member, { value: made }] of members(value)) calls.push([`${name}.${member}`, (...given) => made.apply(value, given)])
      calls.push([`new ${name}`, (...given) => new value(...given)])
    }
  }
  const counts = { answered: 0, refused: 0 }
  let [last, held] = [performance.now(), 0]
  const beat = setInterval(() => { held = Math.max(held, performance.now() - last); last = performance.now() }, 5)
  for (let round = 0; round < 40; round++) {
    for (const [name, call] of calls) {
      // A fit of many trees is no fault, only slow.
      const given = [some(), some(), some(), some() ?? null]
      try {
        await call(...given)
        counts.answered++
      } catch (error) {
        const closed = /^new /.test(name) && /contructor|constructor/i.test(error?.message)
        assert.ok(error === mine || closed || error instanceof SartorError, `${name}: ${error?.stack}`)
        assert.notEqual(error.code, 'INTERNAL', `${name}: ${error.message}`)
        counts.refused++
      }
    }
    await new Promise((settled) => setImmediate(settled))
  }
  clearInterval(beat)
  assert.ok(counts.answered > 100 && counts.refused > 1_000, JSON.stringify(counts))
  // Nothing that anybody handed in held up the loop; the debug build is slow.
  assert.ok(held < 2_000, `held up for ${held} ms`)
  // And the models answer as before.
  assert.deepEqual(value.predict(features), (await value.predictMany(table))[1])
  assert.deepEqual(churn.predict(features), (await churn.predictMany(table))[1])
})

test('a method of predict called on another object is refused', async () => {
  const features = reader.row(profiles[1], asOf)
  const value = await predict.Value.fit(reader, profiles, asOf, { horizonDays: 60, ...few })
  for (const wrong of [reader, {}, Object.create(value), new Proxy(value, {}), 5, undefined]) {
    assert.throws(() => predict.Value.prototype.predict.call(wrong, features))
    assert.throws(() => Object.getOwnPropertyDescriptor(predict.Value.prototype, 'report').get.call(wrong))
  }
})

test('a byte changed anywhere in a model is refused or read as a whole model', async () => {
  const made = [
    await predict.Value.fit(reader, profiles, asOf, { horizonDays: 60, ...few }),
    await predict.Churn.fit(reader, profiles, asOf, { horizonDays: 60, periods: 2, ...few }),
    await predict.Propensity.fit(reader, profiles, asOf, { horizonDays: 60, periods: 2, ...few }),
  ]
  const random = uniform(5)
  for (const model of made) {
    const bytes = await model.toBytes()
    let refused = 0
    for (let round = 0; round < 60; round++) {
      const damaged = Buffer.from(bytes)
      damaged[Math.floor(bytes.length * random())] ^= 1 << Math.floor(8 * random())
      try {
        await model.constructor.fromBytes(round % 2 ? damaged : bytes.subarray(0, Math.floor(bytes.length * random())))
      } catch (error) {
        assert.ok(error instanceof SartorError && error.code !== 'INTERNAL', `${error?.stack}`)
        refused++
      }
    }
    assert.ok(refused > 50, `${refused}`)
  }
})
