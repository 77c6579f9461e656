// Learning from tables in a server: fits are promises that block nobody, a row is answered in microseconds, and what is said
// is what every other language says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { Worker } from 'node:worker_threads'

import sartor from '../index.js'
import { uniform } from './shop.mjs'

const { SartorError, learn } = sartor
const { cases } = JSON.parse(readFileSync(new URL('../../core/tests/vectors/index.json', import.meta.url), 'utf8'))
const { Ensemble, Gbdt, Logistic, Network, Table, ValueGbdt } = learn

/** Customers, of whom the young on monthly contracts leave: a simulation. */
const customers = (rows, seed = 1) => {
  const random = uniform(seed)
  const tenure = new Float64Array(rows)
  const [spend, contract, labels] = [[], [], []]
  for (let row = 0; row < rows; row++) {
    tenure[row] = Math.floor(72 * random())
    spend.push(random() < 0.05 ? null : Math.round(8_000 * random()) / 100)
    contract.push([null, 'monthly', 'monthly', 'yearly', 'two years'][Math.floor(5 * random())])
    const score = 1.2 - tenure[row] / 18 + (contract[row] === 'monthly' ? 1.5 : 0) + (spend[row] ?? 40) / 60
    labels.push(random() < 1 / (1 + Math.exp(-score)) ? 1 : 0)
  }
  return { columns: { tenure, spend, contract }, labels }
}

const rowsOf = ({ tenure, spend, contract }) => Array.from(tenure, (months, row) => ({ tenure: months, spend: spend[row], contract: contract[row] }))
const learners = {
  Gbdt: (...given) => Gbdt.fit(...given),
  Logistic: (...given) => Logistic.fit(...given),
  Network: (table, labels) => Network.fit(table, labels, { networks: 1, epochs: 10 }),
  Ensemble: (table, labels) => learn.fit(table, labels, { folds: 2, members: ['logistic'] }),
}
const { columns, labels } = customers(1_500)

for (const [name, fit] of Object.entries(learners)) {
  test(`${name}: a row alone is answered as among others, and as after a journey through bytes`, async () => {
    const table = new Table(columns)
    const model = await fit(table, labels)
    const [means, scores] = [await model.predict(table), await model.scores(columns)]
    const explained = await model.explain(table)
    const copy = await learn[name].fromBytes(await model.toBytes())
    const width = explained.columns.length
    rowsOf(columns).forEach((row, at) => {
      assert.equal(model.predictRow(row), means[at])
      assert.equal(model.scoreRow(row), scores[at])
      assert.equal(copy.predictRow(row), means[at])
      if (at > 200) return
      const { base, score, contributions, methods } = model.explainRow(row)
      assert.deepEqual([base, score, methods], [explained.base, explained.scores[at], explained.methods])
      assert.deepEqual(contributions, Array.from(explained.contributions.slice(width * at, width * (at + 1))))
      const sum = contributions.reduce((sum, part) => sum + part, base)
      if (name !== 'Ensemble') assert.ok(Math.abs(sum - scores[at]) < 1e-9 * Math.max(1, Math.abs(sum)), `${sum} and ${scores[at]}`)
    })
    assert.deepEqual(explained.columns, ['tenure', 'spend', 'contract'])
    const auc = await new learn.ScoredLabels(scores, labels).auc()
    assert.ok(auc.low > 0.75, JSON.stringify(auc))
    assert.deepEqual(await copy.toBytes(), await model.toBytes())
    const loaded = await learn.load(await model.toBytes())
    assert.ok(loaded instanceof learn[name])
    assert.equal(loaded.predictRow(rowsOf(columns)[7]), means[7])
    const codes = model.reasonCodes(rowsOf(columns)[7], 2)
    assert.deepEqual(codes.map(({ rank }) => rank), codes.map((_, at) => at + 1))
    assert.match(codes[0].text, /^(tenure|contract|spend) is/)
    const sure = rowsOf(columns).find((_, at) => means[at] > 0.8 && columns.spend[at] !== null)
    const change = await model.smallestChange(sure, table, { fixed: ['contract'] })
    assert.ok(change.scoreBefore >= 0.5 && change.scoreAfter < 0.5 && change.changes.every(({ column }) => column !== 'contract'), JSON.stringify(change))
  })

  test(`${name}: whatever is no row of the schema is refused with the column`, async () => {
    const model = await fit(columns, labels)
    const row = { tenure: 3, spend: 20, contract: 'monthly' }
    const refused = [
      [{}, 'INVALID_VALUE', /tenure is not there/], [{ ...row, spend: undefined }, 'INVALID_VALUE', /spend is not there/],
      [{ ...row, tenure: '3' }, 'INVALID_VALUE', /tenure is not a number, as in training/],
      [{ ...row, contract: 1 }, 'INVALID_VALUE', /contract is not text, as in training/],
      [{ ...row, tenure: Infinity }, 'OUT_OF_RANGE', /tenure is inf/], [{ ...row, tenure: true }, 'INVALID_VALUE', /tenure/],
      [{ ...row, tenure: 3n }, 'INVALID_VALUE', /tenure/], [{ ...row, contract: Symbol('x') }, 'INVALID_VALUE', /contract/],
      [{ ...row, contract: ['monthly'] }, 'INVALID_VALUE', /contract/], [null, 'INVALID_VALUE', /row: value is not an object/],
      ['row', 'INVALID_VALUE', /row/], [undefined, 'INVALID_VALUE', /row/], [[3, 20, 'monthly'], 'INVALID_VALUE', /tenure/],
    ]
    for (const [given, code, message] of refused) {
      for (const call of ['predictRow', 'scoreRow', 'explainRow']) {
        assert.throws(() => model[call](given), (error) => error instanceof SartorError && error.code === code && message.test(error.message), `${call} ${String(given)}`)
      }
    }
    const said = model.predictRow(row)
    for (const same of [{ ...row, more: {} }, Object.create(row), new Proxy(row, {}), Object.freeze({ ...row }), Object.assign(Object.create(null), row)]) {
      assert.equal(model.predictRow(same), said)
    }
    assert.equal(model.predictRow({ ...row, contract: 'never seen' }), model.predictRow({ ...row, contract: null }))
    assert.equal(model.predictRow({ ...row, spend: NaN }), model.predictRow({ ...row, spend: null }))
    assert.equal(model.predictRow({ ...row, contract: '\ud800' }), model.predictRow({ ...row, contract: null }))
  })

  test(`${name}: a getter that asks for another row meanwhile mixes nothing up, and its exception comes through`, async () => {
    const model = await fit(columns, labels)
    const [one, other] = [{ tenure: 3, spend: 20, contract: 'monthly' }, { tenure: 60, spend: 70, contract: 'two years' }]
    const [of_one, of_other] = [model.predictRow(one), model.predictRow(other)]
    const nested = []
    const asks = { ...one, get spend() { nested.push(model.predictRow(other)); return 20 }, get contract() { nested.push(model.predictRow(other)); return 'monthly' } }
    assert.equal(model.predictRow(asks), of_one)
    assert.deepEqual(nested, [of_other, of_other])
    const mine = new RangeError('mine')
    assert.throws(() => model.predictRow({ tenure: 3, get spend() { throw mine } }), (error) => error === mine)
    assert.equal(model.predictRow(asks), of_one)
  })

  test(`${name}: what was disposed of says so, and work that has begun ends`, async () => {
    const table = new Table(columns)
    const model = await fit(table, labels)
    const begun = model.predict(table)
    model.dispose()
    model.dispose()
    assert.equal((await begun).length, labels.length)
    const gone = (error) => error.code === 'NOT_AVAILABLE' && /disposed/.test(error.message)
    assert.throws(() => model.predictRow({ tenure: 3, spend: 20, contract: 'monthly' }), gone)
    assert.throws(() => model.schema, gone)
    await assert.rejects(model.toBytes(), gone)
    table.dispose()
    assert.equal(table.rows, labels.length)
    await assert.rejects(fit(table, labels), gone)
    assert.throws(() => table.take([0]), gone)
  })

  test(`${name}: damaged bytes are an error, and so are those of another learner`, async () => {
    const bytes = await (await fit(columns, labels)).toBytes()
    const other = name === 'Gbdt' ? Logistic : Gbdt
    await assert.rejects(learn.load(bytes.subarray(0, 40)), SartorError)
    await assert.rejects(other.fromBytes(bytes), (error) => error.code === 'MALFORMED')
    for (const cut of [0, 1, 5, 9, 100, bytes.length - 1]) {
      await assert.rejects(learn[name].fromBytes(bytes.subarray(0, cut)), (error) => error instanceof SartorError && error.code !== 'INTERNAL', `${cut}`)
    }
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
      const damaged = Buffer.from(bytes)
      damaged[at] ^= 0x55
      await learn[name].fromBytes(damaged).catch((error) => assert.ok(error instanceof SartorError && error.code !== 'INTERNAL', `${at}: ${error}`))
    }
    await assert.rejects(learn[name].fromBytes('text'), (error) => error.code === 'INVALID_VALUE')
  })
}

test('an ensemble promises sets and intervals, and reports what it rests on', async () => {
  const model = await learn.fit(columns, labels, { folds: 3, members: ['logistic'], seed: 2 })
  const sets = await model.predictSet(columns, 0.9)
  rowsOf(columns).slice(0, 100).forEach((row, at) => assert.deepEqual(model.predictSetRow(row, 0.9), sets[at]))
  const covered = sets.filter((set, row) => set.includes(labels[row])).length / labels.length
  assert.ok(covered > 0.85, `${covered}`)
  assert.equal(model.task, 'binary')
  assert.ok(model.report.ensemble.labels.auc.low > 0.7)
  assert.equal(model.calibration.method, model.report.calibration)
  await assert.rejects(model.predictInterval(columns, 0.9), (error) => error.code === 'NOT_AVAILABLE')
  assert.throws(() => model.predictSetRow(rowsOf(columns)[0], 2), (error) => error.code === 'OUT_OF_RANGE')
  const visits = labels.map((label, row) => label * 2 + (row % 3))
  const counts = await learn.fit(columns, visits, { task: 'count', folds: 2, members: ['gbdt'] })
  const { low, high } = await counts.predictInterval(columns, 0.8)
  const held = visits.filter((visit, row) => low[row] <= visit && visit <= high[row]).length / visits.length
  assert.ok(held > 0.75, `${held}`)
  const one = counts.predictIntervalRow(rowsOf(columns)[3], 0.8)
  assert.deepEqual([one.low, one.high], [low[3], high[3]])
})

test('uplift says whom a treatment changes, and the same after a journey through bytes', async () => {
  const random = uniform(17)
  const many = customers(2_000, 9)
  const treatment = many.labels.map(() => (random() < 0.5 ? 1 : 0))
  const outcome = treatment.map((treated, row) => (random() < (treated && many.columns.tenure[row] < 24 ? 0.6 : 0.2) ? 1 : 0))
  const trees = { trees: 40 }
  const model = await learn.Uplift.fit(many.columns, treatment, outcome, { folds: 2, replicates: 50, outcomeTrees: trees, effectTrees: { ...trees, minChildWeight: 20 } })
  const effects = await model.predict(many.columns)
  rowsOf(many.columns).slice(0, 50).forEach((row, at) => assert.equal(model.predictRow(row), effects[at]))
  assert.ok(model.predictRow({ tenure: 5, spend: 40, contract: 'monthly' }) > model.predictRow({ tenure: 60, spend: 40, contract: 'monthly' }))
  const copy = await learn.load(await model.toBytes())
  assert.ok(copy instanceof learn.Uplift)
  for (const ask of [(it) => it.qini(0.9), (it) => it.upliftAt(0.3), (it) => it.policyValue(0.1), (it) => it.heterogeneity(), (it) => it.balance, (it) => it.qiniCurve(4)]) {
    assert.deepEqual(ask(copy), ask(model))
  }
  assert.ok(model.isOfProbability)
  assert.deepEqual(copy.upliftNear(0.3, 0.1), model.upliftNear(0.3, 0.1))
  assert.ok(model.upliftNear(0.4).uplift.value > model.upliftNear(0).uplift.value)
  // Reasons add up to the effect.
  const explained = await model.explain(many.columns)
  rowsOf(many.columns).slice(0, 50).forEach((row, at) => {
    const { base, score, contributions } = model.explainRow(row)
    assert.deepEqual(contributions, Array.from(explained.contributions.slice(3 * at, 3 * at + 3)))
    assert.ok(Math.abs(base + contributions.reduce((sum, part) => sum + part, 0) - effects[at]) < 1e-9 && Math.abs(score - effects[at]) < 1e-9)
  })
  const tried = [{ intervention: 'call' }, { intervention: 'letter', trial: model, valueMinor: 20_000, costMinor: 300 }]
  const ranked = sartor.predict.rankTriedInterventions({ tenure: 5, spend: 40, contract: 'monthly', more: 'x' }, tried)
  assert.deepEqual(ranked.map(({ intervention, verdict }) => [intervention, verdict]), [['letter', 'helps'], ['call', 'untested']])
  const unknown = (customer, list) => assert.throws(() => sartor.predict.rankTriedInterventions(customer, list), (error) => error instanceof SartorError)
  for (const customer of [null, 5, [], { tenure: 5 }, { tenure: [5], spend: 40, contract: null }, { tenure: NaN }]) unknown(customer, tried)
  for (const list of [null, {}, [5], [{}], [{ intervention: 'x', trial: {} }], [{ intervention: 'x', costMinor: 0.5 }], [{ name: 'x' }]]) unknown({}, list)
  const amounts = await learn.Uplift.fit(many.columns, treatment, outcome.map((came, row) => 5 * came + row % 3), { folds: 2, replicates: 20, outcomeTrees: trees, effectTrees: trees })
  assert.equal(amounts.isOfProbability, false)
  unknown({ tenure: 5, spend: 40, contract: null }, [{ intervention: 'letter', trial: amounts }])
  const estimated = { folds: 2, replicates: 20, outcomeTrees: trees, effectTrees: trees, estimatePropensity: true }
  const drawn = await learn.Uplift.fit(many.columns, treatment, outcome, estimated)
  assert.throws(() => drawn.explainRow({ tenure: 5, spend: 40, contract: null }), (error) => error.code === 'NOT_AVAILABLE')
  assert.throws(() => model.qini(1), (error) => error.code === 'OUT_OF_RANGE')
  await assert.rejects(learn.Uplift.fit(many.columns, many.labels.map(() => 1), outcome), (error) => error.code === 'TOO_FEW')
  await assert.rejects(learn.Uplift.fit(many.columns, treatment, outcome, { learner: 'r' }), (error) => error.code === 'INVALID_VALUE')
})

test('a table says which column and which row is no table', async () => {
  const refused = [
    [{}, 'TOO_FEW', /0 columns/], [{ a: [] }, 'TOO_FEW', /0 rows/], [{ a: [1], b: [1, 2] }, 'OUT_OF_RANGE', /length of b is 2/],
    [{ a: [1, Infinity] }, 'OUT_OF_RANGE', /a in row 1 is inf/], [{ a: [1, 'x'] }, 'INVALID_VALUE', /a\[1\] is not a number, as those before it/],
    [{ a: [null, 'x', 1] }, 'INVALID_VALUE', /a\[2\] is not text, as those before it/], [{ a: [true] }, 'INVALID_VALUE', /a\[0\]/],
    [{ a: [5n] }, 'INVALID_VALUE', /a\[0\]/], [{ a: ['\ud800'] }, 'INVALID_VALUE', /a\[0\] is not well-formed text/], [{ a: 'text' }, 'INVALID_VALUE', /a is not/],
    [{ a: { length: 3 } }, 'INVALID_VALUE', /a is not/], [{ a: new Uint8Array(3) }, 'INVALID_VALUE', /a is not/], [{ '': [1] }, 'OUT_OF_RANGE', /name of a column/],
    [{ ['x'.repeat(300)]: [1] }, 'TOO_LARGE', /name of a column/], [null, 'INVALID_VALUE', /table/], [[[1]], 'INVALID_VALUE', /table/],
    [new Float64Array(3), 'INVALID_VALUE', /table/], [{ a: new Array(2 ** 32 - 1) }, 'TOO_LARGE', /rows/], [{ a: new Set([1]) }, 'INVALID_VALUE', /a is not/],
  ]
  for (const [given, code, message] of refused) {
    assert.throws(() => new Table(given), (error) => error instanceof SartorError && error.code === code && message.test(error.message), `${code} ${message}`)
  }
  const holes = new Table({ n: [1, , undefined, null, NaN], t: [, 'b', undefined, null, 'a'], none: [null, , undefined, null, null], i: Int32Array.from([1, 2, 3, 4, 5]) })
  assert.deepEqual([holes.rows, holes.names], [5, ['n', 't', 'none', 'i']])
  assert.deepEqual([holes.take([4, 0, 4]).rows, holes.take(Int32Array.from([1])).rows], [3, 1])
  for (const rows of [[5], [-1], [0.5], [NaN], [], null, ['0']]) assert.throws(() => holes.take(rows), SartorError)
  const mine = new RangeError('mine')
  assert.throws(() => new Table({ get a() { throw mine } }), (error) => error === mine)
})

test('a table that is scored is met by name: other order, other kind, a level never seen', async () => {
  const model = await Gbdt.fit(columns, labels, { trees: 50 })
  const { tenure, spend, contract } = columns
  const means = await model.predict(columns)
  assert.deepEqual(await model.predict({ contract, more: tenure, spend, tenure }), means)
  const unseen = await model.predict({ tenure: [3, 3], spend: [20, 20], contract: ['weekly', null] })
  assert.equal(unseen[0], unseen[1])
  await assert.rejects(model.predict({ tenure, spend }), (error) => error.code === 'INVALID_VALUE' && /contract is not there/.test(error.message))
  await assert.rejects(model.predict({ tenure: contract, spend, contract }), (error) => error.code === 'INVALID_VALUE' && /tenure is not a number/.test(error.message))
  const empty = await model.predict({ tenure: [3], spend: [null], contract: [null] })
  assert.equal(empty[0], model.predictRow({ tenure: 3, spend: null, contract: null }))
})

test('ten thousand levels are learnt from, and none of them is lost', async () => {
  const random = uniform(3)
  const shop = Array.from({ length: 30_000 }, () => `shop ${Math.floor(10_000 * random())}`)
  const left = shop.map((name) => (Number(name.slice(5)) % 2 ? 1 : 0))
  const model = await Gbdt.fit({ shop, noise: shop.map(() => random()) }, left, { trees: 20, columnShare: 1 })
  assert.equal(model.schema[0].levels.length, new Set(shop).size)
  assert.equal(model.schema[1].levels, null)
  const [means, row] = [await model.predict({ shop: shop.slice(0, 50), noise: shop.slice(0, 50).map(() => 0.5) }), { noise: 0.5 }]
  shop.slice(0, 50).forEach((name, at) => assert.equal(model.predictRow({ ...row, shop: name }), means[at]))
})

test('labels, weights, times and options that do not fit are refused before anything begins', async () => {
  const detached = new Float64Array(labels.length)
  structuredClone(detached, { transfer: [detached.buffer] })
  const { length } = labels
  const refused = [
    [[], {}, 'OUT_OF_RANGE'], [labels.slice(1), {}, 'OUT_OF_RANGE'], [labels.map(() => 1), {}, 'TOO_FEW'], [labels.map(() => 2), {}, 'OUT_OF_RANGE'],
    [labels.map(() => NaN), {}, 'OUT_OF_RANGE'], [labels.map(String), {}, 'INVALID_VALUE'], [detached, {}, 'OUT_OF_RANGE'], [null, {}, 'INVALID_VALUE'],
    [labels, { weights: [1] }, 'OUT_OF_RANGE'], [labels, { weights: Array(length).fill(-1) }, 'OUT_OF_RANGE'], [labels, { weights: Array(length).fill(0) }, 'TOO_FEW'],
    [labels, { times: Array(length).fill(0.5) }, 'OUT_OF_RANGE'], [labels, { times: [0] }, 'OUT_OF_RANGE'], [labels, { times: 'now' }, 'INVALID_VALUE'],
    [labels, { tree: 3 }, 'UNKNOWN_FIELD'], [labels, { trees: 0 }, 'OUT_OF_RANGE'], [labels, { trees: 2.5 }, 'INVALID_VALUE'], [labels, { trees: -1 }, 'INVALID_VALUE'],
    [labels, { trees: null }, 'INVALID_VALUE'], [labels, { learningRate: NaN }, 'INVALID_VALUE'], [labels, { objective: { kind: 'luck' } }, 'INVALID_VALUE'],
    [labels, { objective: 'logistic' }, 'INVALID_VALUE'], [labels, { monotone: [{ column: 'contract', rises: true }] }, 'INVALID_VALUE'],
    [labels, { onProgress: 5 }, 'INVALID_VALUE'], [labels, { signal: {} }, 'INVALID_VALUE'], [labels, [], 'INVALID_VALUE'], [labels, 'fast', 'INVALID_VALUE'],
    [labels, new Map(), 'INVALID_VALUE'],
  ]
  for (const [given, options, code] of refused) {
    await assert.rejects(Gbdt.fit(columns, given, options), (error) => error instanceof SartorError && error.code === code, `${code} ${JSON.stringify(options)}`)
  }
})

test('a fit tells of its steps, stops when asked, and blocks nobody', async () => {
  const many = customers(60_000, 5)
  const table = new Table(many.columns)
  const one = await Gbdt.fit(columns, labels, { trees: 50 })
  const row = { tenure: 3, spend: 20, contract: 'monthly' }
  let [longest, turns, going, last] = [0, 0, true, performance.now()]
  const turn = () => {
    longest = Math.max(longest, performance.now() - last)
    turns++
    one.predictRow(row)
    one.explainRow(row)
    last = performance.now()
    if (going) setImmediate(turn)
  }
  const steps = []
  const began = performance.now()
  const done = Gbdt.fit(table, many.labels, { trees: 60, onProgress: (step, of) => steps.push([step, of]) })
  last = performance.now()
  setImmediate(turn)
  const model = await done
  going = false
  const took = performance.now() - began
  assert.ok(took < 100 || longest < Math.max(100, took / 2), `the loop stood still for ${longest} of ${took} ms`)
  assert.ok(took < 100 || turns > took / 20, `${turns} turns in ${took} ms`)
  assert.equal(model.treeCount, 60)
  assert.ok(steps.length > 0 && steps.every(([step, of]) => step <= of))

  const abort = new AbortController()
  const stopped = Gbdt.fit(table, many.labels, { trees: 2_000, signal: abort.signal, onProgress: () => abort.abort() })
  await assert.rejects(stopped, (error) => error instanceof SartorError && error.code === 'CANCELLED')
  await assert.rejects(Gbdt.fit(table, many.labels, { signal: AbortSignal.abort() }), (error) => error.code === 'CANCELLED')
  const mine = new RangeError('mine')
  await assert.rejects(Gbdt.fit(table, many.labels, { onProgress() { throw mine } }), (error) => error === mine)
})

test('the same rows, options and seed give the same bytes, on every thread', async () => {
  const here = await (await Gbdt.fit(columns, labels, { trees: 30, seed: 7 })).toBytes()
  const source = `
    const { parentPort, workerData } = require('node:worker_threads')
    const { learn } = require(${JSON.stringify(new URL('../index.js', import.meta.url).pathname)})
    learn.Gbdt.fit(workerData.columns, workerData.labels, { trees: 30, seed: 7 }).then(async (model) => {
      const row = { tenure: 3, spend: 20, contract: 'monthly' }
      parentPort.postMessage([Buffer.from(await model.toBytes()).toString('hex'), model.predictRow(row)])
    })`
  const found = await Promise.all(Array.from({ length: 3 }, () => new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true, workerData: { columns, labels } })
    worker.on('message', resolve)
    worker.on('error', reject)
  })))
  for (const [bytes] of found) assert.equal(bytes, here.toString('hex'))
  assert.equal(new Set(found.map(([, said]) => said)).size, 1)
  const other = await (await Gbdt.fit(columns, labels, { trees: 30, seed: 8 })).toBytes()
  assert.notEqual(other.toString('hex'), here.toString('hex'))
})

test('the collector hears of what forgotten tables hold', async () => {
  const column = new Float64Array(50_000)
  const before = process.memoryUsage().rss
  let most = 0
  for (let at = 0; at < 1_500; at++) {
    new Table({ column })
    if (at % 20 === 0) await new Promise(setImmediate) // finalizers run between turns
    most = Math.max(most, process.memoryUsage().rss - before)
  }
  assert.ok(most < 0.6 * 1_500 * column.byteLength, `${most}`)
})

test('one row takes microseconds', async () => {
  const wide = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`n${at}`, columns.tenure.map((months, row) => (months * (at + 3) + row) % 50)]))
  const model = await Gbdt.fit({ ...wide, ...columns }, labels)
  const rows = Array.from({ length: 256 }, (_, row) => ({
    ...Object.fromEntries(Object.entries(wide).map(([name, column]) => [name, column[row]])), tenure: columns.tenure[row], spend: columns.spend[row], contract: columns.contract[row],
  }))
  let best = Infinity
  for (let round = 0; round < 5; round++) {
    const began = performance.now()
    for (let at = 0; at < 20_000; at++) model.predictRow(rows[at & 255])
    best = Math.min(best, (performance.now() - began) / 20)
  }
  console.log(`predictRow of ${model.treeCount} trees and 15 columns: ${best.toFixed(2)} us a row (a debug build takes ten times as much)`)
})

const plain = (value) => JSON.parse(JSON.stringify(value))
const tableOf = ({ columns }) => Object.fromEntries(columns.map(({ name, numbers, texts }) => [name, numbers ?? texts]))
const fitted = (fit) => async ({ table, labels, weights, timesMs, options }) => {
  const model = await fit(tableOf(table), labels, { ...options, weights, times: timesMs })
  return { model, schema: model.schema, objective: model.objective }
}
const models = { gbdt: Gbdt, logistic: Logistic, network: Network, ensemble: Ensemble }

/** What typed calls make of the input of an operation, in the shape of its answer. */
const typed = {
  'learn.labelMetrics': async ({ scores, labels, weights, level, bins, shares, otherScores }) => {
    const scored = new learn.ScoredLabels(scores, labels, weights)
    return {
      baseRate: scored.baseRate, baseLogLoss: scored.baseLogLoss, auc: await scored.auc(level),
      aucGain: otherScores ? await scored.aucGain(otherScores, level) : null, averagePrecision: await scored.averagePrecision(),
      logLoss: await scored.logLoss(level), brier: await scored.brier(level), accuracy: await scored.accuracy(level),
      brierDecomposition: await scored.brierDecomposition(bins), calibrationError: await scored.calibrationError(bins, level),
      coxCalibration: await scored.coxCalibration(level).catch((error) => { if (error.code !== 'NOT_AVAILABLE') throw error; return null }),
      reliability: await scored.reliability(bins), gain: await scored.gain(shares ?? []),
    }
  },
  'learn.valueMetrics': async ({ predictions, outcomes, weights, level }) => {
    const scored = new learn.ScoredValues(predictions, outcomes, weights)
    return {
      meanAbsoluteError: await scored.meanAbsoluteError(level), rootMeanSquaredError: await scored.rootMeanSquaredError(level), bias: await scored.bias(level),
      normalizedGini: await scored.normalizedGini(), spearman: await scored.spearman(level),
    }
  },
  'learn.calibrate': async ({ scores, labels, weights, method, folds, seed, apply }) => {
    const made = method
      ? await learn.Calibration.fit(method, scores, labels, { weights }) : await learn.Calibration.choose(scores, labels, { weights, folds, seed })
    const again = learn.Calibration.fromJson(made.toJson())
    assert.equal(again.method, JSON.parse(made.toJson()).kind)
    assert.deepEqual(Array.from(await made.logOddsBatch(apply)), apply.map((score) => again.logOdds(score)))
    assert.deepEqual(Array.from(await made.probabilityBatch(apply)), apply.map((score) => again.probability(score)))
    return {
      calibration: JSON.parse(made.toJson()), candidates: made.candidates, logOdds: apply.map((score) => made.logOdds(score)),
      probabilities: apply.map((score) => made.probability(score)),
    }
  },
  'learn.labelSets': async ({ scores, labels, conformities, labelCount, truth, level, apply }) => {
    const sets = scores ? await learn.LabelSets.calibrateBinary(scores, labels, level) : await learn.LabelSets.calibrate(conformities, labelCount, truth, level)
    const again = learn.LabelSets.fromJson(sets.toJson())
    assert.deepEqual(again.thresholds, sets.thresholds)
    const of = scores
      ? apply.map((score) => again.binarySet(score))
      : Array.from({ length: apply.length / labelCount }, (_, row) => again.set(apply.slice(row * labelCount, (row + 1) * labelCount)))
    const report = scores ? await sets.measureBinary(scores, labels, level) : await sets.measure(conformities, truth, level)
    return { sets: JSON.parse(sets.toJson()), labels: of, report }
  },
  'learn.conformal': async ({ ends, outcomes, level, apply }) => {
    const margin = learn.ConformalMargin.fromJson((await learn.ConformalMargin.calibrate(ends, outcomes, level)).toJson())
    const { low, high, level: of } = await margin.intervals(apply)
    if (apply.means && !apply.scale) apply.means.forEach((mean, at) => assert.deepEqual(margin.interval(mean), { low: low[at], high: high[at], level: of }))
    return { margin: JSON.parse(margin.toJson()), intervals: Array.from(low, (low, at) => ({ low, high: high[at], level: of })) }
  },
  'learn.drift': async ({ numbers, bins, codes, levels, now, level }) => {
    const made = numbers ? await learn.DriftReference.ofNumbers(numbers, bins) : await learn.DriftReference.ofCategories(codes, levels)
    const reference = learn.DriftReference.fromJson(made.toJson())
    const report = numbers ? await reference.compareNumbers(now, level) : await reference.compareCategories(now, level)
    return { reference: JSON.parse(made.toJson()), report }
  },
  'learn.calibrationOverTime': ({ scores, labels, timesMs, windowMs, level }) => learn.calibrationOverTime(scores, labels, timesMs, windowMs, level),
  'learn.checkColumns': ({ table, labels, level }) => learn.checkColumns(tableOf(table), labels, { level }),
  'learn.trial': async ({ treatment, outcomes, level, balance, qini, policy }) => {
    const trial = new learn.Trial(treatment, outcomes)
    const answer = {}
    if (balance) answer.balance = await trial.balance(balance.columns, balance.plannedShare, level)
    if (qini) {
      const { scores, points, share, ...options } = qini
      answer.qini = await trial.qini(scores, { ...options, level })
      answer.qiniCurve = await trial.qiniCurve(scores, points)
      answer.upliftAt = await trial.upliftAt(scores, share, level)
    }
    if (policy) answer.policyValue = await trial.policyValue(policy.treat, policy.propensity, policy.cost, level)
    return answer
  },
  'learn.valueGbdt': async ({ table, labels, weights, timesMs, options }) => {
    const model = await ValueGbdt.fit(tableOf(table), labels, { ...options, weights, times: timesMs })
    const again = await ValueGbdt.fromBytes(await model.toBytes())
    return { logVariance: again.logVariance, schema: again.schema }
  },
  'learn.gbdt': fitted(Gbdt.fit),
  'learn.logistic': fitted(Logistic.fit),
  'learn.network': fitted(Network.fit),
  'learn.fit': fitted(learn.fit),
}
// What a typed call cannot be asked: two things at once, a column of nothing, or one that is both.
const untyped = /^sets of both|^drift of nothing|^a trial asked nothing|^a table of a (column|name twice)|^half a category/

test('typed calls give what the vectors say, and refuse what they refuse', async () => {
  const walked = new Map()
  for (const { name, operation, input, expect, error } of cases) {
    if (!(operation in typed) || untyped.test(name)) continue
    const ask = async () => typed[operation](JSON.parse(input))
    if (error) {
      await assert.rejects(ask, (thrown) => thrown.code === error.code || assert.fail(`${name}: ${thrown}`), name)
      continue
    }
    const [answer, said] = [await ask(), JSON.parse(expect)]
    if (said.occurrence) {
      const schema = said.occurrence.schema.map(({ name, levels }) => ({ name, levels: levels ?? null }))
      assert.equal(answer.logVariance, said.logVariance, name)
      assert.deepEqual(plain(answer.schema).map(({ name, levels }) => ({ name, levels: levels ?? null })), schema, name)
    } else if (said.learner) {
      // The model itself: what it says of rows is what the vectors' model says.
      assert.deepEqual(answer.objective, said.model.objective ?? { kind: 'logistic' }, name)
      assert.deepEqual(plain(answer.schema).map(({ name, levels }) => (levels ? { name, levels } : { name })), said.model.schema, name)
    } else {
      assert.deepEqual(plain(answer), said, name)
    }
    walked.set(operation, (walked.get(operation) ?? 0) + 1)
  }
  if (cases.some(({ operation }) => operation.startsWith('learn.'))) assert.deepEqual([...walked.keys()].sort(), Object.keys(typed).filter((name) => cases.some(({ operation }) => operation === name)).sort())
})

test('models of the vectors say in Node what the vectors say of rows and tables', async () => {
  let asked = 0
  const made = new Map()
  for (const { operation, input, expect } of cases) {
    if (!expect || !(operation in typed) || !JSON.parse(expect).learner) continue
    const { learner } = JSON.parse(expect)
    const { table, labels, weights, timesMs, options } = JSON.parse(input)
    made.set(expect, await models[learner].fit(tableOf(table), labels, { ...options, weights, times: timesMs }))
  }
  for (const { name, operation, input, expect } of cases) {
    if (!['learn.predict', 'learn.explain'].includes(operation) || !expect) continue
    const { model: stored, table, rows, coverage, count } = JSON.parse(input)
    const model = [...made].find(([text]) => JSON.stringify(JSON.parse(text)) === JSON.stringify(stored))?.[1] ?? [...made].find(([text]) => {
      try { assert.deepEqual(JSON.parse(text), stored); return true } catch { return false }
    })?.[1]
    if (!model) continue
    asked++
    const said = JSON.parse(expect)
    if (operation === 'learn.predict') {
      const answer = rows
        ? { scores: rows.map((row) => model.scoreRow(row)), predictions: rows.map((row) => model.predictRow(row)) }
        : { scores: Array.from(await model.scores(tableOf(table))), predictions: Array.from(await model.predict(tableOf(table))) }
      if (coverage) answer.sets = rows ? rows.map((row) => model.predictSetRow(row, coverage)) : await model.predictSet(tableOf(table), coverage)
      assert.deepEqual(plain(answer), said, name)
    } else if (rows) {
      const answer = { explanations: rows.map((row) => model.explainRow(row)) }
      if (count) answer.reasonCodes = rows.map((row) => model.reasonCodes(row, count))
      assert.deepEqual(plain(answer), said, name)
    } else {
      const { scores, contributions, ...others } = await model.explain(tableOf(table))
      assert.deepEqual(plain({ ...others, scores: Array.from(scores), contributions: Array.from(contributions) }), said, name)
    }
  }
  for (const { name, operation, input, expect } of cases) {
    if (operation !== 'learn.smallestChange' || !expect) continue
    const { model: stored, row, values, options } = JSON.parse(input)
    const model = [...made].find(([text]) => { try { assert.deepEqual(JSON.parse(text), stored); return true } catch { return false } })?.[1]
    if (model) assert.deepEqual(plain(await model.smallestChange(row, values && tableOf(values), options)), JSON.parse(expect), name)
  }
  for (const { name, operation, input, expect } of cases) {
    if (operation !== 'learn.valueGbdtAnswers' || !expect) continue
    const { model: stored, table, rows, amounts } = JSON.parse(input)
    const fit = cases.find(({ operation, expect }) => operation === 'learn.valueGbdt' && expect && isDeepStrictEqual(JSON.parse(expect), stored))
    const asked = JSON.parse(fit.input)
    const model = await ValueGbdt.fit(tableOf(asked.table), asked.labels, { ...asked.options, weights: asked.weights, times: asked.timesMs })
    const [whether, much] = [model.occurrence(), model.logAmount()]
    const answer = rows
      ? {
        means: rows.map((row) => model.predictRow(row)), chances: rows.map((row) => whether.predictRow(row)),
        logAmounts: rows.map((row) => much.predictRow(row)), costs: null,
      }
      : {
        means: Array.from(await model.predict(tableOf(table))), chances: Array.from(await whether.predict(tableOf(table))),
        logAmounts: Array.from(await much.predict(tableOf(table))), costs: amounts ? Array.from(await model.costs(tableOf(table), amounts)) : null,
      }
    assert.deepEqual(answer, JSON.parse(expect), name)
  }
  if (cases.some(({ operation }) => operation === 'learn.predict')) assert.ok(asked >= 4, `${asked}`)
})

test('amounts of which most are nothing are learnt, saved and loaded by any name', async () => {
  const spends = Array.from(columns.tenure, (months, row) => (labels[row] ? 0 : Math.exp(2 + months / 40 + (row % 5) / 10)))
  const steps = []
  const model = await ValueGbdt.fit(new Table(columns), spends, { trees: 60, onProgress: (done, total) => steps.push([done, total]) })
  assert.ok(steps.length > 0)
  const [means, chances, logs] = [await model.predict(columns), await model.occurrence().predict(columns), await model.logAmount().predict(columns)]
  rowsOf(columns).slice(0, 50).forEach((row, at) => assert.equal(model.predictRow(row), means[at]))
  means.forEach((mean, at) => assert.ok(Math.abs(mean / (chances[at] * Math.exp(logs[at] + model.logVariance / 2)) - 1) < 1e-12))
  const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length
  assert.ok(Math.abs(mean(means) / mean(spends) - 1) < 0.1, `${mean(means)} and ${mean(spends)}`)
  // The likelihood, written out.
  const [costs, { logVariance }] = [await model.costs(columns, spends), model]
  spends.slice(0, 50).forEach((spend, at) => {
    const off = Math.log(spend) - logs[at]
    const cost = spend ? -Math.log(chances[at]) + Math.log(spend) + 0.5 * (Math.log(2 * Math.PI * logVariance) + off ** 2 / logVariance) : -Math.log(1 - chances[at])
    assert.ok(Math.abs(costs[at] - cost) < 1e-9, `${costs[at]} and ${cost}`)
  })
  const loaded = await learn.load(await model.toBytes())
  assert.ok(loaded instanceof ValueGbdt)
  assert.deepEqual(await loaded.toBytes(), await model.toBytes())
  assert.deepEqual(await loaded.predict(columns), means)
  const refused = (code, ask) => assert.rejects(ask, (error) => error.code === code || assert.fail(error))
  await refused('OUT_OF_RANGE', ValueGbdt.fit(columns, spends.map((spend) => -spend - 1)))
  await refused('OUT_OF_RANGE', ValueGbdt.fit(columns, spends.map(() => NaN)))
  await refused('TOO_FEW', ValueGbdt.fit(columns, spends.map((spend, row) => (row < 20 ? spend : 0))))
  await refused('CANCELLED', ValueGbdt.fit(columns, spends, { signal: AbortSignal.abort() }))
  await refused('OUT_OF_RANGE', model.costs(columns, spends.slice(1)))
  await refused('TRUNCATED', ValueGbdt.fromBytes((await model.toBytes()).subarray(0, 200)))
  await refused('MALFORMED', ValueGbdt.fromBytes(await model.occurrence().toBytes()))
  loaded.dispose()
  assert.throws(() => loaded.predictRow({ tenure: 1, spend: 1, contract: null }), (error) => error instanceof SartorError)
})

test('trees and ensembles know themselves what a column could be instead, a regression is told', async () => {
  const row = { tenure: 2, spend: 50, contract: 'monthly' }
  for (const name of ['Gbdt', 'Ensemble']) {
    const model = await learners[name](columns, labels)
    const change = await model.smallestChange(row, null, { fixed: ['contract'] })
    assert.ok(change.scoreBefore >= 0.5 && change.scoreAfter < 0.5, name)
    assert.equal(change.changes.length > 0 && change.changes.some(({ column }) => column === 'contract'), false)
    assert.deepEqual(await (await learn[name].fromBytes(await model.toBytes())).smallestChange(row, undefined, { fixed: ['contract'] }), change)
    assert.ok(await model.smallestChange(row, columns))
  }
  const line = await learners.Logistic(columns, labels)
  await assert.rejects(line.smallestChange(row), (error) => error instanceof SartorError)
})
