// Long work: off the event loop, followed, stopped.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'

import sartor from '../index.js'

const { SartorError, lifetime } = sartor

/** Histories drawn from a seeded generator, each customer's own. */
const histories = (customers) => {
  let seed = 42
  const uniform = () => (seed = (seed * 16807) % 2147483647) / 2147483647
  const columns = { frequency: new Float64Array(customers), lastPurchaseAge: new Float64Array(customers), age: new Float64Array(customers) }
  for (let row = 0; row < customers; row++) {
    const age = 10 + 29 * uniform()
    const frequency = Math.floor(uniform() ** 3 * 8)
    columns.frequency[row] = frequency
    columns.age[row] = age
    columns.lastPurchaseAge[row] = frequency && age * (0.05 + 0.95 * uniform())
  }
  return columns
}

test('a timer keeps ticking while a model is fitted', async () => {
  const columns = histories(60_000)
  let ticks = 0
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    ticks++
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  last = performance.now()
  const started = last
  const steps = []
  const model = await lifetime.BgNbd.fit(columns, { onProgress: (done, total) => steps.push([done, total]) })
  const took = performance.now() - started
  clearInterval(timer)
  assert.ok(model.params.r > 0)
  assert.ok(steps.length > 0)
  assert.deepEqual(steps.at(-1)[0], steps.at(-1)[1])
  assert.ok(took < 50 || ticks > took / 50, `${ticks} ticks in ${took} ms`)
  assert.ok(longest < Math.max(100, took / 2), `the loop stood still for ${longest} of ${took} ms`)
})

test('a batch gives what single calls give, to the bit', async () => {
  const columns = histories(5_000)
  const model = lifetime.BgNbd.withParams({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })
  const alive = await model.probabilityAliveBatch(columns)
  const expected = await model.expectedPurchasesBatch(39, columns)
  for (let row = 0; row < alive.length; row++) {
    const history = [columns.frequency[row], columns.lastPurchaseAge[row], columns.age[row]]
    assert.ok(Object.is(alive[row], model.probabilityAlive(...history)))
    assert.ok(Object.is(expected[row], model.expectedPurchases(39, ...history)))
  }
})

test('columns handed over may be changed at once', async () => {
  const columns = histories(1_000)
  const model = lifetime.BgNbd.withParams({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })
  const first = await model.probabilityAliveBatch(columns)
  const second = model.probabilityAliveBatch(columns)
  columns.frequency.fill(-1)
  assert.deepEqual(await second, first)
  await assert.rejects(model.probabilityAliveBatch(columns), { code: 'OUT_OF_RANGE' })
})

test('an AbortSignal ends the work as CANCELLED, before, during and for many at once', async () => {
  const columns = histories(60_000)
  const cancelled = (error) => error instanceof SartorError && error.code === 'CANCELLED'
  await assert.rejects(lifetime.BgNbd.fit(columns, { signal: AbortSignal.abort() }), cancelled)
  const abort = new AbortController()
  const work = Array.from({ length: 8 }, () => lifetime.BgNbd.fit(columns, { signal: abort.signal }))
  setTimeout(() => abort.abort(), 20)
  for (const result of await Promise.allSettled(work)) {
    assert.equal(result.status, 'rejected')
    assert.ok(cancelled(result.reason), `${result.reason}`)
  }
})

test('a signal that outlives many calls keeps none of them', async () => {
  const abort = new AbortController()
  let listening = 0
  const { addEventListener, removeEventListener } = abort.signal
  abort.signal.addEventListener = function (...call) { listening++; return addEventListener.apply(this, call) }
  abort.signal.removeEventListener = function (...call) { listening--; return removeEventListener.apply(this, call) }
  const model = lifetime.BgNbd.withParams({ r: 1, alpha: 1, a: 1, b: 1 })
  for (let call = 0; call < 20; call++) await model.probabilityAliveBatch(histories(10), { signal: abort.signal })
  for (const wrong of [{ frequency: [1] }, null]) {
    await assert.rejects(model.probabilityAliveBatch(wrong, { signal: abort.signal }), { code: 'INVALID_VALUE' })
  }
  await assert.rejects(lifetime.BgNbd.fit(histories(10), { signal: abort.signal, penalty: 'x' }), { code: 'INVALID_VALUE' })
  assert.equal(listening, 0)
})

test('an exception in onProgress rejects the promise and does not end the process', async () => {
  const mine = new RangeError('mine')
  const fit = lifetime.BgNbd.fit(histories(20_000), { onProgress() { throw mine } })
  await assert.rejects(fit, (error) => error === mine)
})

test('what is no signal and no function is refused', async () => {
  const columns = histories(100)
  for (const signal of [5, 'x', {}, { aborted: false }, []]) {
    await assert.rejects(lifetime.BgNbd.fit(columns, { signal }), { code: 'INVALID_VALUE' })
  }
  await assert.rejects(lifetime.BgNbd.fit(columns, { onProgress: {} }), { code: 'INVALID_VALUE' })
  await lifetime.BgNbd.fit(histories(500), { signal: null, onProgress: undefined })
})

test('threads that end while their work runs take nothing with them', async () => {
  const source = `
    const { lifetime, SartorError } = require(${JSON.stringify(new URL('../index.js', import.meta.url).pathname)})
    const model = lifetime.BgNbd.withParams({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })
    try { model.probabilityAlive(-1, 0, 0); process.exit(3) } catch (error) { if (!(error instanceof SartorError)) process.exit(4) }
    const zeros = new Float64Array(500_000)
    model.probabilityAliveBatch({ frequency: zeros, lastPurchaseAge: zeros, age: zeros }, { onProgress() {} })
    setTimeout(() => process.exit(0), 2)`
  const ended = Array.from({ length: 8 }, () => new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true })
    worker.on('error', reject)
    worker.on('exit', resolve)
  }))
  assert.deepEqual(await Promise.all(ended), Array(8).fill(0))
})
