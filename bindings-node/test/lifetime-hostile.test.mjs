// The models of lifetime in a server: whatever is handed to whatever call, there is an answer or a typed error, and
// those who are being answered do not wait for a fit.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'

import sartor from '../index.js'
import { uniform } from './shop.mjs'

const { SartorError, lifetime } = sartor
const day = 86_400_000
const ten = (value) => Array(10).fill(value)

const detached = new Float64Array(10)
structuredClone(detached, { transfer: [detached.buffer] })
const cyclic = {}
cyclic.again = cyclic
let deep = {}
for (let level = 0; level < 100_000; level++) deep = { deep }

const mine = new RangeError('mine')
const scalars = [
  undefined, null, true, 0, -0, -1, 0.5, 1, 2, 39, NaN, Infinity, -Infinity, 1e308, 1e-308, 2 ** 53 + 2, -(2 ** 53) - 2, 5n, 2n ** 80n, Symbol('x'),
  '', 'x', '1', 'r', 'week', 'mbg_nbd', '{', '[]', '{"a":1}', '\ud800', 'x'.repeat(70_000), '['.repeat(200_000), '{"a":'.repeat(100_000),
]
const columns = [
  ten(1), ten(0), ten(10), ten(NaN), ten(-0), ten(1e308), ten(2 ** 53 + 2), ten('a'), ten(null), ten(undefined), ten(5n), [], [[]], [1, , 3], new Array(10),
  new Float64Array(10), Float64Array.from(ten(10)), Float32Array.from(ten(3)), Int32Array.from(ten(2)), BigInt64Array.from(ten(2n)), detached,
  new Float64Array(new SharedArrayBuffer(80)), new Float64Array(new ArrayBuffer(80, { maxByteLength: 800 })), new DataView(new ArrayBuffer(80)), Buffer.alloc(80),
  new Proxy(ten(1), {}), new Proxy(ten(1), { get() { throw mine } }), { length: 10 }, { length: 2 ** 32 }, new Set(ten(1)), ['r', 'alpha'], [0.1, 0.9],
]
const others = [
  cyclic, deep, {}, new Map([[1, 2]]), new Date(NaN), () => 1, class {}, Object.create(null), Promise.resolve(1), AbortSignal.abort(), sartor,
  new Proxy({}, { ownKeys() { throw mine } }),
]
const fields = [
  'frequency', 'lastPurchaseAge', 'age', 'monetary', 'paidFrequency', 'weights', 'penalty', 'level', 'periods', 'k', 'logIntervalSum', 'customer', 'timestamp',
  'value', 'models', 'origins', 'horizonDays', 'discountRatePerPeriod', 'margin', 'signal', 'onProgress', 'seed', 'replicates', 'r', 'alpha', 'a', 'b', 's', 'beta',
]
const given = {
  BgNbd: { r: 0.24, alpha: 4.4, a: 0.79, b: 2.4 }, MbgNbd: { r: 0.5, alpha: 6, a: 0.9, b: 1.6 }, ParetoNbd: { r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 },
  Nbd: { r: 0.4, alpha: 12 }, BgCnbd: { k: 2, r: 0.24, alpha: 2, a: 0.8, b: 2.4 }, MbgCnbd: { k: 2, r: 0.5, alpha: 3, a: 0.9, b: 1.6 },
  GGompertzNbd: { r: 0.55, alpha: 10.6, b: 0.02, s: 0.6, beta: 0.5 }, BgBb: { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.8 },
}
const models = Object.entries(given).map(([kind, params]) => lifetime[kind].withParams(params))
const spend = lifetime.GammaGamma.withParams({ p: 6.2, q: 3.7, gamma: 15.4 })

const shop = async () => {
  const drawn = await lifetime.simulate(models[1], 300, 52, 1)
  const customer = [...Array(300).keys(), ...drawn.purchaseCustomer]
  const timestamp = [...Array(300).fill(0), ...Array.from(drawn.purchaseAge, (age) => Math.floor(age * 7) * day)]
  const value = customer.map((_, row) => 10 + (row % 30))
  return lifetime.summarize({ customer, timestamp, value }, { asOf: 364 * day, calibrationEnd: 182 * day })
}

test('every call of lifetime takes anything', async () => {
  const summaries = await shop()
  const { model } = await lifetime.select(summaries, { models: ['mbg_nbd', 'nbd'] })
  const forecaster = await lifetime.ConformalForecaster.calibrate(model, summaries)
  const objects = [...models, spend, summaries, model, forecaster, new lifetime.CustomerPurchases()]
  const random = uniform(23)
  const one = (list) => list[Math.floor(list.length * random())]
  const some = () => {
    const dice = random()
    if (dice < 0.35) return one(scalars)
    if (dice < 0.55) return one(columns)
    if (dice < 0.65) return one(others)
    if (dice < 0.8) return one(objects)
    const whole = random() < 0.5 ? { frequency: one(columns), lastPurchaseAge: one(columns), age: one(columns) } : {}
    for (let more = Math.floor(5 * random()); more > 0; more--) whole[one(fields)] = random() < 0.5 ? one(columns) : one(scalars)
    return whole
  }
  const members = (object) => Object.entries(Object.getOwnPropertyDescriptors(object)).filter(([, { value }]) => typeof value === 'function')
  const calls = objects.flatMap((object) =>
    members(Object.getPrototypeOf(object))
      .filter(([name]) => name !== 'constructor')
      .map(([name, { value }]) => [`${object.constructor.name}.${name}`, (...given) => value.apply(object, given)]))
  for (const [name, { value }] of members(lifetime)) {
    if (/^[a-z]/.test(name)) calls.push([name, value])
    else for (const [member, { value: made }] of members(value)) calls.push([`${name}.${member}`, (...given) => made(...given)])
  }
  const counts = { answered: 0, refused: 0 }
  for (let round = 0; round < 20; round++) {
    for (const [name, call] of calls) {
      const given = [some(), some(), some(), some(), some(), some()]
      try {
        await call(...given)
        counts.answered++
      } catch (error) {
        assert.ok(error === mine || error instanceof SartorError, `${name}: ${error?.stack}`)
        assert.notEqual(error.code, 'INTERNAL', `${name}: ${error.message}`)
        counts.refused++
      }
    }
  }
  assert.ok(counts.answered > 150 && counts.refused > 3_000, JSON.stringify(counts))
})

test('a method called on another object is refused', () => {
  for (const wrong of [models[3], spend, {}, Object.create(models[0]), new Proxy(models[0], {}), 5, undefined]) {
    assert.throws(() => lifetime.BgNbd.prototype.expectedPurchases.call(wrong, 39, 2, 30, 39))
    assert.throws(() => Object.getOwnPropertyDescriptor(lifetime.BgNbd.prototype, 'params').get.call(wrong))
  }
})

test('customers are answered while models are fitted, compared and looked back on, and a stop is heeded', async () => {
  const rows = 100_000
  const random = uniform(5)
  const histories = { frequency: new Float64Array(rows), lastPurchaseAge: new Float64Array(rows), age: new Float64Array(rows) }
  for (let row = 0; row < rows; row++) {
    histories.age[row] = 20 + 40 * random()
    histories.frequency[row] = Math.floor(-3 * Math.log(1 - random()))
    histories.lastPurchaseAge[row] = histories.frequency[row] && histories.age[row] * (0.05 + 0.95 * random())
  }
  const summaries = await shop()
  const works = {
    fit: (options) => lifetime.BgNbd.fit(histories, options),
    select: (options) => lifetime.select(summaries, options),
    backtest: (options) => lifetime.backtest(summaries, { models: ['mbg_nbd', 'g_gompertz_nbd'], ...options }),
  }
  const [model] = models
  for (const [name, work] of Object.entries(works)) {
    let [longest, turns, going, last] = [0, 0, true, performance.now()]
    const turn = () => {
      longest = Math.max(longest, performance.now() - last)
      const row = turns++ % rows
      const [frequency, lastPurchaseAge, age] = [histories.frequency[row], histories.lastPurchaseAge[row], histories.age[row]]
      model.probabilityAlive(frequency, lastPurchaseAge, age)
      model.expectedPurchases(39, frequency, lastPurchaseAge, age)
      model.purchaseQuantiles(10, frequency, lastPurchaseAge, age, [0.025, 0.975])
      lifetime.value(model, spend, { frequency, lastPurchaseAge, age, monetary: frequency && 35 }, 52, 0.002)
      last = performance.now()
      if (going) setImmediate(turn)
    }
    const began = performance.now()
    const done = work({})
    last = performance.now()
    setImmediate(turn)
    await done
    going = false
    const took = performance.now() - began
    // A busy machine takes the processor away now and then; a loop that waited for the work would stand still for all of it.
    assert.ok(took < 100 || longest < Math.max(100, took / 2), `${name}: the loop stood still for ${longest} of ${took} ms`)
    assert.ok(took < 100 || turns > took / 20, `${name}: ${turns} turns in ${took} ms`)

    const abort = new AbortController()
    const stopped = work({ signal: abort.signal, onProgress: () => abort.abort() })
    await assert.rejects(stopped, (error) => error instanceof SartorError && error.code === 'CANCELLED', name)
  }
})

test('threads fit side by side and find the same', async () => {
  const source = `
    const { parentPort } = require('node:worker_threads')
    const { lifetime } = require(${JSON.stringify(new URL('../index.js', import.meta.url).pathname)})
    const truth = lifetime.BgNbd.withParams({ r: 0.8, alpha: 6, a: 0.9, b: 2.5 })
    lifetime.simulate(truth, 400, 52, 7).then(({ frequency, lastPurchaseAge, age }) => lifetime.MbgNbd.fit({ frequency, lastPurchaseAge, age })).then((model) => parentPort.postMessage(model.toJson()))`
  const found = await Promise.all(Array.from({ length: 4 }, () => new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true })
    worker.on('message', resolve)
    worker.on('error', reject)
  })))
  assert.equal(new Set(found).size, 1)
})
