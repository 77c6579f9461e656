// Learning in a server: whatever is handed to whatever call, there is an answer or a typed error.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import sartor from '../index.js'
import { uniform } from './shop.mjs'

const { SartorError, learn } = sartor
const few = (value) => Array(24).fill(value)
const each = (of) => Array.from({ length: 24 }, (_, row) => of(row))

const detached = new Float64Array(24)
structuredClone(detached, { transfer: [detached.buffer] })
const cyclic = {}
cyclic.again = cyclic
let deep = {}
for (let level = 0; level < 100_000; level++) deep = { deep }

const mine = new RangeError('mine')
const scalars = [
  undefined, null, true, 0, -0, -1, 0.5, 0.9, 1, 2, 24, NaN, Infinity, -Infinity, 1e308, 1e-308, 2 ** 53 + 2, 5n, 2n ** 80n, Symbol('x'), '', 'x', '1',
  'platt', 'none', 'tenure', '{', '[]', '{"kind":"platt","slope":1,"intercept":0}', '{"level":0.9,"margin":1,"calibrationRows":9}', '\ud800', 'x'.repeat(70_000),
  '['.repeat(200_000), '{"a":'.repeat(100_000),
]
const columns = [
  few(1), few(0), few(10), few(NaN), few(-0), few(1e308), few('a'), few(null), few(undefined), few(5n), [], [[]], [1, , 3], new Array(24), [0.1, 0.9],
  each((row) => row), each((row) => row % 2), each((row) => row / 7 - 1), each((row) => (row % 3 ? 'monthly' : null)), each((row) => `level ${row}`),
  each((row) => (row % 2 ? 1 : 'x')), new Float64Array(24), Float64Array.from(each((row) => row % 2)), Float32Array.from(few(3)), Int32Array.from(each((row) => row % 2)),
  BigInt64Array.from(few(2n)), detached, new Float64Array(new SharedArrayBuffer(192)), new Float64Array(new ArrayBuffer(192, { maxByteLength: 1920 })),
  new DataView(new ArrayBuffer(192)), Buffer.alloc(192), new Proxy(few(1), {}), new Proxy(few(1), { get() { throw mine } }), { length: 24 }, { length: 2 ** 32 },
  new Set(few(1)),
]
const others = [
  cyclic, deep, {}, new Map([[1, 2]]), new Date(NaN), () => 1, class {}, Object.create(null), Promise.resolve(1), AbortSignal.abort(), sartor,
  new Proxy({}, { ownKeys() { throw mine } }), { tenure: 3, contract: 'monthly' }, { tenure: null, contract: null }, { tenure: 'x', contract: 3 },
  { tenure: each((row) => row), contract: each((row) => (row % 3 ? 'monthly' : 'yearly')) }, { get tenure() { throw mine } }, [[1, 2], [3, 4]],
]
const fields = [
  'weights', 'times', 'trees', 'leaves', 'depth', 'learningRate', 'l2', 'objective', 'monotone', 'earlyStopping', 'seed', 'folds', 'replicates', 'level', 'members', 'task',
  'calibration', 'networks', 'epochs', 'patience', 'learner', 'propensity', 'outcomeTrees', 'signal', 'onProgress', 'tenure', 'contract', 'means', 'scale', 'low', 'high',
  'kind', 'bins', 'maxColumns', 'fixed', 'directions', 'threshold', '__proto__', 'constructor', 'toString',
]
const table = { tenure: each((row) => (row * 7) % 24), contract: each((row) => ['monthly', 'yearly', null][row % 3]) }
const labels = each((row) => ((row * 7) % 24 < 12) !== (row % 7 === 0) ? 1 : 0)
const scores = each((row) => ((row * 5) % 11) / 3 - 1.5 + labels[row])

test('every call of learn takes anything', async () => {
  const rows = new learn.Table(table)
  const objects = [
    rows, await learn.Gbdt.fit(rows, labels, { trees: 5, minChildWeight: 0.1 }), await learn.Logistic.fit(table, labels), new learn.ScoredLabels(scores, labels),
    new learn.ScoredValues(scores, labels), await learn.Calibration.fit('platt', scores, labels), await learn.LabelSets.calibrateBinary(scores, labels, 0.8),
    await learn.ConformalMargin.calibrate({ means: scores }, labels, 0.8), await learn.DriftReference.ofNumbers(table.tenure, 4),
    await learn.DriftReference.ofCategories(each((row) => row % 3), 3), new learn.Trial(each((row) => row % 2), labels),
    await learn.Network.fit(table, labels, { networks: 1, epochs: 2 }), await learn.fit(table, labels, { folds: 2, members: ['logistic'] }),
    await learn.ValueGbdt.fit(table, scores.map((score) => Math.max(score, 0)), { trees: 3, minChildWeight: 0.1 }),
  ]
  const bytes = await Promise.all(objects.filter(({ toBytes }) => toBytes).map((object) => object.toBytes()))
  const random = uniform(29)
  const one = (list) => list[Math.floor(list.length * random())]
  const some = () => {
    const dice = random()
    if (dice < 0.3) return one(scalars)
    if (dice < 0.55) return one(columns)
    if (dice < 0.68) return one(others)
    if (dice < 0.78) return one(objects)
    if (dice < 0.81) return one(bytes)
    const whole = random() < 0.5 ? { tenure: one(columns), contract: one(columns) } : {}
    for (let more = Math.floor(4 * random()); more > 0; more--) whole[one(fields)] = random() < 0.5 ? one(columns) : one(scalars)
    // Nothing that would take long and is within its range.
    if ('trees' in whole || 'epochs' in whole) delete whole.epochs
    return whole
  }
  const members = (object) => Object.entries(Object.getOwnPropertyDescriptors(object)).filter(([, { value }]) => typeof value === 'function')
  const calls = objects.flatMap((object) =>
    members(Object.getPrototypeOf(object))
      .filter(([name]) => name !== 'constructor' && name !== 'dispose')
      .map(([name, { value }]) => [`${object.constructor.name}.${name}`, (...given) => value.apply(object, given)]))
  for (const [name, { value }] of members(learn)) {
    if (/^[a-z]/.test(name)) calls.push([name, value])
    else {
      for (const [member, { value: made }] of members(value)) calls.push([`${name}.${member}`, (...given) => made.apply(value, given)])
      calls.push([`new ${name}`, (...given) => new value(...given)])
    }
  }
  const counts = { answered: 0, refused: 0 }
  for (let round = 0; round < 20; round++) {
    for (const [name, call] of calls) {
      try {
        await call(some(), some(), some(), some(), some())
        counts.answered++
      } catch (error) {
        const closed = /^new /.test(name) && /contructor|constructor/i.test(error?.message)
        assert.ok(error === mine || closed || error instanceof SartorError, `${name}: ${error?.stack}`)
        assert.notEqual(error.code, 'INTERNAL', `${name}: ${error.message}`)
        counts.refused++
      }
    }
  }
  assert.ok(counts.answered > 100 && counts.refused > 1_000, JSON.stringify(counts))
})

test('a method of learn called on another object is refused', async () => {
  const model = await learn.Gbdt.fit(table, labels, { trees: 3, minChildWeight: 0.1 })
  const row = { tenure: 3, contract: 'monthly' }
  for (const wrong of [new learn.Table(table), {}, Object.create(model), new Proxy(model, {}), 5, undefined]) {
    assert.throws(() => learn.Gbdt.prototype.predictRow.call(wrong, row))
    assert.throws(() => Object.getOwnPropertyDescriptor(learn.Gbdt.prototype, 'schema').get.call(wrong))
  }
})
