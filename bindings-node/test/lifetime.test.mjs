// The models of lifetime: what they say, of whom, and what they refuse.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

import sartor from '../index.js'

const { SartorError, lifetime } = sartor

const day = 86_400_000
const week = 7 * day
const close = (value, expected, tolerance) => assert.ok(Math.abs(value - expected) <= tolerance, `${value}, expected ${expected} within ${tolerance}`)

/** Parameters of every model that were fitted to shops like the CDNOW sample. */
const given = {
  BgNbd: { r: 0.2425945, alpha: 4.4136019, a: 0.7929199, b: 2.4258881 },
  MbgNbd: { r: 0.5248, alpha: 6.1831, a: 0.8914, b: 1.614 },
  ParetoNbd: { r: 0.553277, alpha: 10.57768, s: 0.60624, beta: 11.6687 },
  Nbd: { r: 0.3848, alpha: 12.072 },
  BgCnbd: { k: 2, r: 0.2426, alpha: 2.2, a: 0.793, b: 2.426 },
  MbgCnbd: { k: 2, r: 0.5248, alpha: 3.1, a: 0.8914, b: 1.614 },
  GGompertzNbd: { r: 0.553, alpha: 10.58, b: 0.02, s: 0.6, beta: 0.5 },
  BgBb: { alpha: 1.203523, beta: 0.749716, gamma: 0.656718, delta: 2.783442 },
}
const kinds = Object.keys(given)
const models = Object.fromEntries(kinds.map((kind) => [kind, lifetime[kind].withParams(given[kind])]))
const spend = lifetime.GammaGamma.withParams({ p: 6.24957, q: 3.74422, gamma: 15.44352 })
/** Every model takes these as they are, the discrete one too. */
const columns = { frequency: [0, 2, 7, 1, 0, 3], lastPurchaseAge: [0, 20, 30, 3, 0, 12], age: [39, 38, 31, 36, 5, 39] }
const rows = columns.frequency.map((frequency, row) => [frequency, columns.lastPurchaseAge[row], columns.age[row]])
const historiesOf = ({ frequency, lastPurchaseAge, age }) => ({ frequency, lastPurchaseAge, age })

/** The CDNOW sample as columns of transactions, where the datasets are. */
const cdnow = () => {
  const folder = process.env.SARTOR_DATA ?? new URL('../../../shared/data', import.meta.url).pathname
  const path = `${folder}/cdnow_sample.txt`
  if (!existsSync(path)) {
    assert.notEqual(process.env.CI, 'true', `${path} is missing`)
    return null
  }
  const lines = readFileSync(path, 'utf8').trim().split('\n').map((line) => line.trim().split(/\s+/))
  return {
    customer: lines.map(([customer]) => customer),
    timestamp: lines.map(([, , date]) => Date.UTC(date.slice(0, 4), date.slice(4, 6) - 1, date.slice(6))),
    value: Float64Array.from(lines, ([, , , , dollars]) => Number(dollars)),
  }
}
const withSample = (name, body) => test(name, async (t) => {
  const transactions = cdnow()
  if (!transactions) return t.skip('the datasets are neither at SARTOR_DATA nor beside the checkout')
  const options = { period: 'week', asOf: Date.UTC(1998, 5, 30), calibrationEnd: new Date(Date.UTC(1997, 8, 30)) }
  return body(await lifetime.summarize(transactions, options), transactions)
})

withSample('the sample gives the parameters, likelihoods and standard errors of the literature', async (summaries) => {
  assert.deepEqual([summaries.length, summaries.period, summaries.holdoutPeriods], [2357, 'week', 39])
  const literature = [
    ['BgNbd', -9582.429, [0.01256, 0.37822, 0.18573, 0.70541]],
    ['MbgNbd', -9582.136, null],
    ['ParetoNbd', -9594.976, [0.0476, 0.843, 0.187, 6.21]],
    ['Nbd', -9763.658, null],
  ]
  for (const [kind, logLikelihood, errors] of literature) {
    const model = await lifetime[kind].fit(summaries)
    close(model.logLikelihood, logLikelihood, 1e-3)
    close(model.aic, 2 * Object.keys(model.params).length - 2 * logLikelihood, 2e-3)
    assert.equal(model.convergence.verdict, 'optimum')
    Object.values(model.params).forEach((value, at) => close(value, Object.values(given[kind])[at], 0.01 * model.standardErrors[at]))
    errors?.forEach((error, at) => close(model.standardErrors[at], error, 0.01 * error))
  }
  const money = await lifetime.GammaGamma.fit(summaries)
  assert.equal(money.customers, 946)
  close(money.logLikelihood, -4055.9177, 1e-3)
  Object.values(money.params).forEach((value, at) => close(value, Object.values(spend.params)[at], 0.01 * money.standardErrors[at]))
  const { dependent, repeatBuyers } = await money.spendIndependence(summaries)
  assert.deepEqual([dependent, repeatBuyers], [true, 946])
})

withSample('a model is chosen of the sample, and looked back on', async (summaries) => {
  const selection = await lifetime.select(summaries, { models: ['mbg_nbd', 'bg_nbd', 'nbd'] })
  assert.ok(selection.model instanceof lifetime.MbgNbd)
  assert.equal(selection.model, selection.model)
  assert.equal(selection.comparison.chosen, 'mbg_nbd')
  assert.equal(selection.reason, selection.comparison.reason)
  const [mbg] = selection.comparison.candidates
  close(mbg.holdout.meanAbsoluteError, 0.7648, 5e-4)
  assert.deepEqual(await lifetime.scoreHoldout(selection.model, summaries), mbg.holdout)
  const report = await lifetime.backtest(summaries, { models: ['mbg_nbd'], origins: [Date.UTC(1997, 8, 30)], horizonDays: 273 })
  assert.deepEqual(report.origins.map((origin) => origin.customers), [2357])
  assert.match(report.verdict.summary, /MBG\/NBD/)
})

withSample('intervals of a holdout, totals and tracking come of the same summaries', async (summaries) => {
  const [model, money] = await Promise.all([lifetime.MbgNbd.fit(summaries), lifetime.GammaGamma.fit(summaries)])
  const forecaster = await lifetime.ConformalForecaster.calibrate(model, summaries, { spend: money, level: 0.9 })
  assert.deepEqual([forecaster.level, forecaster.periods, forecaster.purchaseModel.params], [0.9, 39, model.params])
  const purchases = await forecaster.purchasesBatch(summaries)
  const inside = summaries.holdoutFrequency.filter((count, row) => purchases.low[row] <= count && count <= purchases.high[row])
  assert.ok(inside.length >= 0.9 * summaries.length)
  const heavy = summaries.frequency.indexOf(Math.max(...summaries.frequency))
  const history = [summaries.frequency[heavy], summaries.lastPurchaseAge[heavy], summaries.age[heavy]]
  const { low, high } = forecaster.purchases(...history)
  assert.deepEqual([low, high], [purchases.low[heavy], purchases.high[heavy]])
  assert.deepEqual(forecaster.groups, purchases.groups)
  const amounts = await forecaster.valueBatch(summaries)
  assert.ok(amounts.high[heavy] > amounts.low[heavy])
  const again = lifetime.ConformalForecaster.fromJson(forecaster.toJson())
  assert.equal(again.toJson(), forecaster.toJson())
  assert.deepEqual(again.spendModel.params, money.params)

  const total = await lifetime.totalValue(model, money, summaries, 39, { margin: 0.3 })
  const { expected } = await lifetime.valueColumns(model, money, summaries, { periods: 39, discountRatePerPeriod: 0, margin: 0.3 })
  close(total.expected, expected.reduce((sum, one) => sum + one), 1e-6)
  assert.ok(total.low < total.expected && total.expected < total.high && total.customers === 2357)
  const tracking = await lifetime.tracking(model, summaries)
  assert.deepEqual([tracking.customers, tracking.period], [2357, 'week'])
  assert.ok(tracking.calibrationEnd > 38 && tracking.calibrationEnd <= 39)
  assert.equal(tracking.end.length, tracking.cumulativeExpected.length)
  assert.equal(lifetime.mixing(models.Nbd).dropout, null)
  close(lifetime.mixing(model).rate.mean, model.params.r / model.params.alpha, 1e-9)
})

test('published points are met', () => {
  const history = [26, 30.857, 31]
  close(models.ParetoNbd.expectedPurchases(52, 26, 30.86, 31), 25.45647, 1e-3)
  close(models.ParetoNbd.probabilityAlive(...history), 0.997874, 5e-6)
  close(models.BgNbd.expectedPurchases(52, ...history), 25.75659, 1e-3)
  close(models.BgNbd.probabilityAlive(...history), 0.9688523, 2e-6)
  // Fader, Hardie and Shang (2010), table 4: 6 purchases at 6 opportunities, 5 to come.
  close(models.BgBb.expectedPurchases(5, 6, 6, 6), 3.75, 0.02)
  close(spend.expectedSpend(0, 0), 35.17, 0.01)
})

for (const kind of kinds) {
  const model = models[kind]

  test(`${kind} gives columns what it gives customers, to the bit`, async () => {
    const same = (column, of) => rows.forEach((row, at) => assert.ok(Object.is(column[at], of(...row)), `row ${at}: ${column[at]}`))
    same(await model.probabilityAliveBatch(columns), (...row) => model.probabilityAlive(...row))
    same(await model.expectedPurchasesBatch(13, columns), (...row) => model.expectedPurchases(13, ...row))
    same(await model.discountedPurchasesForEverBatch(0.05, columns), (...row) => model.discountedPurchasesForEver(0.05, ...row))
    same(await model.nextPurchaseQuantileBatch(0.2, columns), (...row) => model.nextPurchaseQuantile(0.2, ...row))
    same(await model.purchaseProbabilityBatch(13, columns, { share: 0.4 }), (...row) => model.purchaseProbability(13, ...row, 0.4))
    const alive = await model.probabilityAliveIntervalBatch(columns, { level: 0.5 })
    const expected = await model.expectedPurchasesIntervalBatch(13, columns)
    for (const end of ['value', 'low', 'high']) {
      same(alive[end], (...row) => model.probabilityAliveInterval(...row, 0.5)[end])
      same(expected[end], (...row) => model.expectedPurchasesInterval(13, ...row)[end])
    }
    assert.deepEqual([alive.level, expected.level], [0.5, 0.9])
    const quantiles = await model.purchaseQuantilesBatch(13, columns, [0.1, 0.9])
    quantiles.forEach((column, at) => same(column, (...row) => model.purchaseQuantiles(13, ...row, [0.1, 0.9])[at]))
    const next = await model.nextPurchaseBatch(columns)
    same(next.probabilityNever, (...row) => model.nextPurchase(...row).probabilityNever)
    next.periods.forEach((column, at) => same(column, (...row) => model.nextPurchase(...row).quantiles[at].periods ?? Infinity))
    assert.deepEqual([quantiles.length, next.periods.length, next.levels], [2, 3, [0.25, 0.5, 0.75]])
  })

  test(`${kind} agrees with itself`, () => {
    for (const row of rows) {
      const distribution = model.purchaseDistribution(8, 400, ...row)
      close(distribution.reduce((sum, p) => sum + p), 1, 1e-6)
      close(distribution.reduce((sum, p, n) => sum + n * p, 0), model.expectedPurchases(8, ...row), 1e-5)
      close(1 - distribution[0], model.purchaseProbability(8, ...row), 1e-9)
      const [low, high] = model.purchaseQuantiles(8, ...row, [0.1, 0.9])
      assert.ok(low <= high && Number.isInteger(high))
      const { low: lowest, value, high: highest, level } = model.expectedPurchasesInterval(8, ...row)
      assert.deepEqual([lowest, highest, level], [value, value, 0.9])
      assert.equal(value, model.expectedPurchases(8, ...row))
      assert.equal(model.probabilityAliveInterval(...row, 0.5).value, model.probabilityAlive(...row))
      const { probabilityNever, quantiles } = model.nextPurchase(...row)
      assert.deepEqual(quantiles.map((quantile) => quantile.level), [0.25, 0.5, 0.75])
      assert.ok(quantiles.every(({ level, periods }) => periods === null || level <= 1 - probabilityNever))
    }
    assert.equal(model.expectedPurchasesNewCustomer(8), model.expectedPurchases(8, 0, 0, 0))
  })

  test(`${kind} is fitted, fitted again, stored and read, and can say how sure it is`, async () => {
    const { frequency, lastPurchaseAge, age } = await lifetime.simulate(model, 300, 39, 3)
    const histories = { frequency, lastPurchaseAge, age }
    const options = { penalty: 0.01, ...(kind.endsWith('Cnbd') && { k: 2 }) }
    const fitted = await lifetime[kind].fit(histories, options)
    assert.equal(fitted.customers, 300)
    assert.ok(fitted.logLikelihood < 0 && fitted.bic > fitted.aic)
    assert.equal(fitted.covariance.length, fitted.standardErrors.length ** 2)
    const again = await fitted.refit(histories, { penalty: 0.01 })
    close(again.logLikelihood, fitted.logLikelihood, 1e-5)
    const doubled = await fitted.refit(histories, { penalty: 0.01, weights: new Float64Array(300).fill(2) })
    assert.equal(doubled.customers, 600)
    const read = lifetime[kind].fromJson(fitted.toJson())
    assert.equal(read.toJson(), fitted.toJson())
    assert.deepEqual(read.params, fitted.params)
    const { low, value, high } = read.expectedPurchasesInterval(13, ...rows[1], 0.8)
    assert.ok(low < value && value < high)
    const [name] = Object.keys(fitted.params).filter((parameter) => parameter !== 'k')
    const [profile, ...others] = await fitted.profileIntervals(histories, { penalty: 0.01, parameters: [name], level: 0.8 })
    assert.deepEqual([profile.parameter, profile.level, others], [name, 0.8, []])
    assert.ok((profile.low ?? 0) < profile.value && profile.value < (profile.high ?? Infinity))
  })
}

test('a bootstrap draws the same for the same seed, and asks any question of its refits', async () => {
  const { frequency, lastPurchaseAge, age } = await lifetime.simulate(models.MbgNbd, 400, 39, 3)
  const histories = { frequency, lastPurchaseAge, age }
  const model = await lifetime.MbgNbd.fit(histories)
  const drawn = await model.bootstrap(histories, { seed: 5, replicates: 24 })
  const again = await model.bootstrap(histories, { seed: 5, replicates: 24 })
  assert.deepEqual(again.intervals(), drawn.intervals())
  assert.equal(drawn.refits().length + drawn.failed, 24)
  assert.equal(drawn.fitted().toJson(), model.toJson())
  assert.ok(drawn.refits().every((refit) => refit instanceof lifetime.MbgNbd))
  const year = (fitted) => fitted.expectedPurchasesNewCustomer(52)
  const { low, value, high, level } = drawn.intervalOf(year, 0.8)
  assert.deepEqual([value, level], [year(model), 0.8])
  const sorted = drawn.refits().map(year).sort((one, other) => one - other)
  assert.ok(sorted[0] <= low && low < high && high <= sorted.at(-1))
  const mine = new RangeError('mine')
  assert.throws(() => drawn.intervalOf(() => { throw mine }), (error) => error === mine)
  assert.throws(() => drawn.intervalOf(() => 'many'), { code: 'INVALID_VALUE' })
  assert.throws(() => drawn.intervalOf(), { code: 'INVALID_VALUE' })
  assert.throws(() => drawn.intervals(0.99), { code: 'TOO_FEW' })
  await assert.rejects(model.bootstrap(histories, { replicates: 24 }), { code: 'INVALID_VALUE', message: /seed/ })
})

test('spend has profiles and a bootstrap too', async () => {
  const columns = { frequency: [2, 5, 1, 3, 1, 4, 2, 2, 3, 1, 6], monetary: [20, 35, 41, 18, 22, 30, 55, 27, 33, 29, 31] }
  const model = await lifetime.GammaGamma.fit(columns, { penalty: 0.01 })
  const profiles = await model.profileIntervals(columns, { penalty: 0.01 })
  assert.deepEqual(profiles.map((profile) => profile.parameter), ['p', 'q', 'gamma'])
  const drawn = await model.bootstrap(columns, { seed: 1, replicates: 20, penalty: 0.01 })
  assert.ok(drawn.refits()[0] instanceof lifetime.GammaGamma)
  assert.equal(lifetime.GammaGamma.fromJson(model.toJson()).toJson(), model.toJson())
})

/** Ada buys twice and returns once, Zoe buys before and after the end of the calibration; the order is none. */
const transactions = {
  customer: ['zoe', 'ada', 'zoe', 'ada', 'zoe', 'ada', null, ''],
  timestamp: [0, week, 2 * week, 3 * week, 10 * week, 22 * day, 5, 6],
  value: [10, 20, 30, 40, 50, -40, 9, 9],
}

test('transactions become columns with their units', async () => {
  const s = await lifetime.summarize(transactions, { asOf: 11 * week, calibrationEnd: 7 * week })
  assert.deepEqual([s.length, s.customer, s.period, s.periodDays, s.holdoutPeriods], [2, ['ada', 'zoe'], 'week', 7, 4])
  assert.deepEqual([[...s.frequency], [...s.lastPurchaseAge], [...s.age]], [[0, 1], [0, 2], [6, 7]])
  assert.deepEqual([[...s.paidFrequency], [...s.monetary]], [[0, 1], [0, 30]])
  close(s.logIntervalSum[1], Math.log(2), 1e-15)
  assert.deepEqual([[...s.holdoutFrequency], [...s.holdoutValue], [...s.holdoutMonetary]], [[0, 1], [0, 50], [0, 50]])
  assert.deepEqual([s.returns.purchasesUndone, s.holdoutReturns.rows, s.leftOut.rowsWithoutCustomer], [1, 0, 2])
  assert.ok(s.frequency instanceof Float64Array)
  assert.equal(s.frequency, s.frequency)
  assert.equal(s.customer, s.customer)
})

test('one file of transactions is the same however it is written', async () => {
  const options = { period: 'day', asOf: new Date(11 * week) }
  const plain = await lifetime.summarize(transactions, options)
  const known = transactions.customer.map((name) => ({ zoe: 7, ada: 5 })[name])
  const others = [
    { ...transactions, timestamp: transactions.timestamp.map((time) => new Date(time)) },
    { ...transactions, timestamp: Float64Array.from(transactions.timestamp), value: Float32Array.from(transactions.value) },
    { ...transactions, timestamp: BigInt64Array.from(transactions.timestamp, BigInt) },
    { ...transactions, customer: known },
    { ...transactions, customer: Float64Array.from(known, (id) => id ?? NaN) },
  ]
  for (const other of others) {
    const s = await lifetime.summarize(other, { ...options, period: 1 })
    for (const name of ['frequency', 'lastPurchaseAge', 'age', 'monetary', 'logIntervalSum']) assert.deepEqual(s[name], plain[name])
    assert.deepEqual(s.leftOut, plain.leftOut)
  }
  const numbered = await lifetime.summarize(others[3], options)
  assert.deepEqual(numbered.customer, Float64Array.of(5, 7))
  const eastern = await lifetime.summarize({ customer: [1, 1], timestamp: [22 * 3_600_000, day + 3_600_000] }, { period: 'day', utcOffsetMinutes: 180 })
  assert.deepEqual([...eastern.frequency], [0])
})

test('a customer who is folded purchase by purchase is the one in the file', async () => {
  const purchases = [[3, 20], [3, 5], [17, 12.5], [18, -4], [40, 0], [71, 33]]
  const folded = new lifetime.CustomerPurchases()
  for (const [number, value] of purchases) folded.fold(number, value)
  const s = await lifetime.summarize(
    { customer: purchases.map(() => 'a'), timestamp: purchases.map(([number], place) => number * day + place), value: purchases.map(([, value]) => value) },
    { asOf: 90 * day },
  )
  const summary = folded.summary(90, 'week')
  for (const [name, value] of Object.entries(summary)) assert.ok(Object.is(s[name][0], value), name)
  assert.deepEqual(folded.returns, s.returns)
  const read = lifetime.CustomerPurchases.fromJson(folded.toJson())
  assert.deepEqual(read.summary(90, 7), summary)
  assert.throws(() => folded.fold(70, 1), { code: 'OUT_OF_RANGE', message: /day is 70/ })
  assert.throws(() => folded.fold(80, NaN), { code: 'OUT_OF_RANGE' })
  assert.throws(() => folded.fold(80.5, 1), { code: 'OUT_OF_RANGE' })
  assert.throws(() => folded.fold('80', 1), { code: 'INVALID_VALUE' })
  assert.equal(folded.toJson(), read.toJson())
  assert.throws(() => folded.summary(60, 'week'), { code: 'OUT_OF_RANGE' })
  assert.throws(() => folded.summary(90), { code: 'INVALID_VALUE' })
  assert.throws(() => new lifetime.CustomerPurchases().summary(9, 'day'), { code: 'TOO_FEW' })
  assert.throws(() => lifetime.CustomerPurchases.fromJson(folded.toJson().replace('[3,', '[30,')), SartorError)
})

test('summaries are columns to every fit, and free purchases are none to spend', async () => {
  const { purchaseCustomer, purchaseAge } = await lifetime.simulate(models.MbgNbd, 400, 52, 11)
  const customer = [...Array(400).keys(), ...purchaseCustomer]
  const timestamp = [...Array(400).fill(0), ...Array.from(purchaseAge, (weeks) => Math.round(weeks * week))]
  const value = customer.map((_, row) => (row % 9 === 0 ? 0 : 20 + (row * 7) % 31))
  const s = await lifetime.summarize({ customer, timestamp, value }, { asOf: 52 * week })
  const direct = await lifetime.MbgNbd.fit(historiesOf(s))
  assert.equal((await lifetime.MbgNbd.fit(s)).toJson(), direct.toJson())
  assert.deepEqual(await direct.expectedPurchasesBatch(13, s), await direct.expectedPurchasesBatch(13, historiesOf(s)))
  const paid = await lifetime.GammaGamma.fit({ frequency: s.paidFrequency, monetary: s.monetary })
  assert.equal((await lifetime.GammaGamma.fit(s)).toJson(), paid.toJson())
  assert.notDeepEqual(s.paidFrequency, s.frequency)
  const regular = await lifetime.MbgCnbd.fit(s, { logIntervalSum: s.logIntervalSum })
  assert.equal(regular.params.k, 1)
  const values = await lifetime.valueColumns(direct, paid, s, { periods: 13 })
  const { frequency, lastPurchaseAge, age, monetary, paidFrequency } = s
  assert.deepEqual((await lifetime.valueColumns(direct, paid, { frequency, lastPurchaseAge, age, monetary, paidFrequency }, { periods: 13 })).expected, values.expected)
  assert.deepEqual([values.periods, values.discountRatePerPeriod, values.margin, values.low], [13, 0.002, null, null])
})

test('value is revenue or margin, over a horizon or for ever, with its interval or without', async () => {
  const history = { frequency: 2, lastPurchaseAge: 20, age: 38, monetary: 30 }
  for (const kind of kinds) {
    const forecast = lifetime.value(models[kind], spend, history, 26)
    const margin = lifetime.value(models[kind], spend, history, 26, 0.002, 0.8, 0.25)
    assert.deepEqual([forecast.margin, forecast.level, margin.margin, margin.level], [null, 0.9, 0.25, 0.8])
    assert.ok(margin.expected < 0.25 * forecast.expected)
    const year = lifetime.expectedValue(models[kind], spend, history, { periods: 26, discountRatePerPeriod: 0.002, margin: 0.25 })
    close(year.expected, margin.expected, 1e-12)
    assert.ok(lifetime.expectedValue(models[kind], spend, history).expected > 4 * year.expected)
    const one = Object.fromEntries(Object.entries(history).map(([name, value]) => [name, [value]]))
    const column = await lifetime.valueColumns(models[kind], spend, one, { periods: 26, margin: 0.25, level: 0.8 })
    assert.deepEqual([column.expected[0], column.low[0], column.high[0]], [margin.expected, margin.low, margin.high])
    close(column.probabilityOfNone[0], margin.probabilityOfNone, 0)
  }
  const summary = { ...history, paidFrequency: 1, logIntervalSum: 3 }
  assert.notEqual(lifetime.value(models.MbgNbd, spend, summary, 26).spendPerPurchase, spend.expectedSpend(2, 30))
  assert.equal(lifetime.value(models.MbgNbd, spend, summary, 26).spendPerPurchase, spend.expectedSpend(1, 30))
  assert.throws(() => lifetime.expectedValue(models.MbgNbd, spend, summary), { code: 'UNKNOWN_FIELD' })
  assert.throws(() => lifetime.value(models.MbgNbd, spend, history, 26, 0, 0.9, 2), { code: 'OUT_OF_RANGE', message: /margin/ })
  assert.throws(() => lifetime.value(models.MbgNbd, models.Nbd, history, 26), { code: 'INVALID_VALUE', message: /GammaGamma/ })
  assert.throws(() => lifetime.value(spend, spend, history, 26), { code: 'INVALID_VALUE', message: /model of purchases/ })
  await assert.rejects(lifetime.valueColumns(models.MbgNbd, spend, { ...columns, monetary: [0, 9, 9, 9, 0] }), { code: 'INVALID_VALUE', message: /monetary/ })
  await assert.rejects(lifetime.valueColumns(models.MbgNbd, spend, { ...columns, monetary: [0, 9, 9, -9, 0, 9] }), { code: 'OUT_OF_RANGE', message: /row 3: monetary/ })
  await assert.rejects(lifetime.valueColumns(models.MbgNbd, spend, { ...columns, monetary: [0, 9, 9, 9, 0, 9] }, { level: 0.9 }), { code: 'OUT_OF_RANGE', message: /horizon/ })
  await assert.rejects(lifetime.valueColumns(models.MbgNbd, spend, { ...columns, monetary: [0, 9, 9, 9, 0, 9] }, { horizon: 9 }), { code: 'UNKNOWN_FIELD' })
})

test('what is known of customers from the start moves parameters', async () => {
  const shop = (alpha, seed) => lifetime.simulate(lifetime.BgNbd.withParams({ r: 0.8, alpha, a: 0.9, b: 2.5 }), 400, 52, seed)
  const [others, recommended] = await Promise.all([shop(12, 1), shop(6, 2)])
  const join = (name) => [...others[name], ...recommended[name]]
  const histories = { frequency: join('frequency'), lastPurchaseAge: join('lastPurchaseAge'), age: join('age') }
  const values = Float64Array.from({ length: 800 }, (_, row) => Number(row >= 400))
  const came = { name: 'recommended', values, actsOn: ['alpha'] }
  const model = await lifetime.CovariateBgNbd.fit(histories, [came])
  const [effect] = model.effects
  assert.deepEqual([effect.parameter, effect.covariate, effect.sign, model.covariates, model.averages], ['alpha', 'recommended', -1, ['recommended'], [0.5]])
  close(effect.coefficient, Math.log(2), 3 * effect.standardError)
  const [other, theirs] = [model.forCustomer([0]), model.forCustomer([1])]
  assert.ok(other instanceof lifetime.BgNbd)
  assert.ok(theirs.expectedPurchasesNewCustomer(52) > 1.2 * other.expectedPurchasesNewCustomer(52))
  const read = lifetime.CovariateBgNbd.fromJson(model.toJson())
  assert.deepEqual(read.forCustomer([1]).params, theirs.params)
  assert.deepEqual(read.baseline, model.baseline)
  for (const kind of ['CovariateMbgNbd', 'CovariateParetoNbd', 'CovariateNbd']) {
    const fitted = await lifetime[kind].fit(histories, [{ name: 'recommended', values: Array.from(values) }], { penalty: 0.01 })
    assert.ok(fitted.effects.find(({ parameter }) => parameter === 'alpha').coefficient > 0, kind)
  }
  const monetary = histories.frequency.map((frequency, row) => (frequency ? (20 + row % 11) * (1 + values[row]) : 0))
  const money = await lifetime.CovariateGammaGamma.fit({ frequency: histories.frequency, monetary }, [{ name: 'recommended', values }])
  close(money.effects[0].coefficient, Math.log(2), 0.1)
  const refused = [
    [[{ name: 'same', values: new Float64Array(800) }], 'INVALID_VALUE', /same/],
    [[{ name: 'short', values: [1, 2] }], 'OUT_OF_RANGE', /short/],
    [[{ name: 'missing', values: values.with(17, NaN) }], 'OUT_OF_RANGE', /row 17: missing/],
    [[{ ...came, actsOn: ['r'] }], 'OUT_OF_RANGE', /recommended/],
    [[{ ...came, actOn: ['alpha'] }], 'UNKNOWN_FIELD', /covariates\[0\]/],
    [[came, 5], 'INVALID_VALUE', /covariates\[1\]/],
    [{ recommended: values }, 'INVALID_VALUE', /list of covariates/],
    [[{ values }], 'INVALID_VALUE', /covariates\[0\]: name/],
  ]
  for (const [covariates, code, message] of refused) {
    await assert.rejects(lifetime.CovariateBgNbd.fit(histories, covariates), { name: 'SartorError', code, message })
  }
  assert.throws(() => model.forCustomer([1, 2]), { code: 'OUT_OF_RANGE' })
  assert.throws(() => model.forCustomer(1), { code: 'INVALID_VALUE' })
})

const ten = (value) => Array(10).fill(value)
const whole = { frequency: ten(2), lastPurchaseAge: ten(5), age: ten(10) }
const bad = [
  ['frequency without an age of it', { ...whole, lastPurchaseAge: ten(0) }, 'OUT_OF_RANGE', /row 0: last_purchase_age is 0/],
  ['no column of it', { frequency: ten(2), age: ten(10) }, 'INVALID_VALUE', /lastPurchaseAge/],
  ['a last purchase beyond the age', { ...whole, lastPurchaseAge: ten(5).with(3, 11) }, 'OUT_OF_RANGE', /row 3: last_purchase_age is 11/],
  ['a negative frequency', { ...whole, frequency: ten(2).with(9, -1) }, 'OUT_OF_RANGE', /row 9: frequency is -1/],
  ['NaN', { ...whole, age: Float64Array.from(ten(10).with(4, NaN)) }, 'OUT_OF_RANGE', /row 4: age is NaN/],
  ['infinity', { ...whole, age: ten(10).with(4, Infinity) }, 'OUT_OF_RANGE', /row 4: age is inf/],
  ['a count that is not whole', { ...whole, frequency: ten(2).with(1, 1.5) }, 'OUT_OF_RANGE', /row 1: frequency is 1.5/],
  ['nobody who came again', { frequency: ten(0), lastPurchaseAge: ten(0), age: ten(10) }, 'TOO_FEW', /repeat purchase/],
  ['one customer', { frequency: [2], lastPurchaseAge: [5], age: [10] }, 'TOO_FEW', /customers/],
  ['no customer', { frequency: [], lastPurchaseAge: [], age: [] }, 'TOO_FEW', /customers/],
  ['columns of unequal length', { ...whole, age: [10] }, 'INVALID_VALUE', /age is not a column of 10 rows/],
  ['texts', { ...whole, age: ten('10') }, 'INVALID_VALUE', /age\[0\] is not a number/],
  ['a hole', { ...whole, age: ten(10).with(2, null) }, 'INVALID_VALUE', /age\[2\] is not a number/],
  ['bytes', { ...whole, age: Buffer.alloc(10, 10) }, 'INVALID_VALUE', /age/],
  ['BigInts', { ...whole, age: BigInt64Array.from(ten(10n)) }, 'INVALID_VALUE', /age/],
  ['a number for a column', { ...whole, age: 10 }, 'INVALID_VALUE', /age/],
  ['a column more', { ...whole, recency: ten(5) }, 'UNKNOWN_FIELD', /recency/],
  ['nothing', undefined, 'INVALID_VALUE', /object/],
]

test('histories that cannot be are refused by row and field, by every model', async () => {
  for (const kind of kinds) {
    const options = kind.endsWith('Cnbd') ? { k: 2 } : null
    for (const [what, histories, code, message] of bad) {
      const expected = kind === 'BgBb' && code === 'OUT_OF_RANGE' ? undefined : message
      await assert.rejects(lifetime[kind].fit(histories, options), (error) => {
        assert.ok(error instanceof SartorError, `${kind}, ${what}: ${error}`)
        assert.equal(error.code, code, `${kind}, ${what}: ${error}`)
        if (expected) assert.match(error.message, expected, `${kind}, ${what}`)
        return true
      })
    }
    const same = await lifetime[kind].fit(whole, options)
    assert.equal(same.convergence.verdict, 'boundary', `${kind}: ten customers who are alike tell no parameters`)
    for (const row of [[0, 1, 2], [1.5, 1, 2], [1, 3, 2], [-1, 0, 2], [1, NaN, 2]]) {
      assert.throws(() => models[kind].probabilityAlive(...row), { code: 'OUT_OF_RANGE' })
      assert.throws(() => models[kind].expectedPurchases(4, ...row), { code: 'OUT_OF_RANGE' })
    }
    assert.throws(() => models[kind].probabilityAlive('1', 2, 3), { code: 'INVALID_VALUE', message: /frequency/ })
    assert.throws(() => models[kind].expectedPurchases(-1, 0, 0, 2), { code: 'OUT_OF_RANGE', message: /periods/ })
    assert.throws(() => models[kind].discountedPurchasesForEver(0, 0, 0, 2), { code: 'OUT_OF_RANGE' })
    assert.throws(() => models[kind].purchaseQuantiles(4, 0, 0, 2, [1.5]), { code: 'OUT_OF_RANGE' })
    assert.throws(() => models[kind].purchaseDistribution(4, -2, 0, 0, 2), { code: 'OUT_OF_RANGE' })
    assert.throws(() => models[kind].probabilityAliveInterval(0, 0, 2, 1), { code: 'OUT_OF_RANGE', message: /level/ })
    assert.throws(() => lifetime[kind].withParams({ ...given[kind], alpha: -1 }), { code: 'OUT_OF_RANGE', message: /alpha/ })
    assert.throws(() => lifetime[kind].withParams({ ...given[kind], zeta: 1 }), { code: 'UNKNOWN_FIELD' })
    assert.throws(() => lifetime[kind].withParams({}), { code: 'INVALID_VALUE' })
    assert.throws(() => lifetime[kind].fromJson('{'), SartorError)
    assert.throws(() => lifetime[kind].fromJson(models[kind].toJson().replace('"alpha":', '"alpha":-')), SartorError)
  }
})

test('spend that cannot be is refused by row and field', async () => {
  const spending = { frequency: ten(2), monetary: ten(20) }
  const refused = [
    [{ ...spending, monetary: ten(20).with(6, 0) }, 'OUT_OF_RANGE', /row 6: monetary is 0/],
    [{ ...spending, monetary: ten(20).with(6, -5) }, 'OUT_OF_RANGE', /row 6: monetary is -5/],
    [{ ...spending, frequency: ten(2).with(1, 0.5) }, 'OUT_OF_RANGE', /row 1: frequency is 0.5/],
    [{ ...spending, monetary: [20] }, 'INVALID_VALUE', /monetary/],
    [{ frequency: ten(0), monetary: ten(0) }, 'TOO_FEW', /./],
  ]
  for (const [columns, code, message] of refused) {
    await assert.rejects(lifetime.GammaGamma.fit(columns), { name: 'SartorError', code, message })
  }
  assert.notEqual((await lifetime.GammaGamma.fit(spending)).convergence.verdict, 'optimum')
  await assert.rejects(spend.spendIndependence(spending), { code: 'NOT_AVAILABLE' })
  await assert.rejects(spend.expectedSpendBatch({ frequency: [1, 1], monetary: [5, 0] }), { code: 'OUT_OF_RANGE', message: /row 1: monetary/ })
})

test('transactions and options that cannot be are refused by their field', async () => {
  const one = { customer: ['a'], timestamp: [day], value: [1] }
  const refused = [
    [null, {}, 'INVALID_VALUE', /object/],
    [{ ...one, timestamp: [1.5] }, {}, 'OUT_OF_RANGE', /timestamp\[0\]/],
    [{ ...one, timestamp: ['1970-01-02'] }, {}, 'INVALID_VALUE', /timestamp\[0\]/],
    [{ ...one, timestamp: [new Date(NaN)] }, {}, 'OUT_OF_RANGE', /timestamp\[0\]/],
    [{ ...one, timestamp: [-1] }, { asOf: day }, 'OUT_OF_RANGE', /row 0: timestamp_ms/],
    [{ ...one, timestamp: [1, 2] }, {}, 'INVALID_VALUE', /timestamp is not a column of 1 rows/],
    [{ ...one, value: [1, 2] }, {}, 'INVALID_VALUE', /value is not a column of 1 rows/],
    [{ ...one, value: [NaN] }, {}, 'OUT_OF_RANGE', /row 0: value/],
    [{ ...one, customer: [1.5] }, {}, 'OUT_OF_RANGE', /customer\[0\]/],
    [{ customer: ['a', 3], timestamp: [1, 2] }, {}, 'INVALID_VALUE', /customer\[1\]/],
    [{ customer: [3, 'a'], timestamp: [1, 2] }, {}, 'INVALID_VALUE', /customer\[1\]/],
    [{ ...one, customer: 'a' }, {}, 'INVALID_VALUE', /customer/],
    [{ customer: [], timestamp: [] }, {}, 'TOO_FEW', /rows/],
    [{ customer: [null], timestamp: [1] }, {}, 'TOO_FEW', /customers/],
    [{ ...one, date: [1] }, {}, 'UNKNOWN_FIELD', /date/],
    [one, { period: 'fortnight' }, 'INVALID_VALUE', /day, week, month or year/],
    [one, { period: 0 }, 'OUT_OF_RANGE', /days/],
    [one, { period: [7] }, 'INVALID_VALUE', /period/],
    [one, { asOf: 'now' }, 'INVALID_VALUE', /asOf/],
    [one, { asOf: day, calibrationEnd: day }, 'OUT_OF_RANGE', /calibration_end/],
    [one, { utcOffsetMinutes: 1e6 }, 'OUT_OF_RANGE', /utc_offset/],
    [one, { priod: 'week' }, 'UNKNOWN_FIELD', /priod/],
    [one, 5, 'INVALID_VALUE', /object/],
  ]
  for (const [rows, options, code, message] of refused) {
    await assert.rejects(lifetime.summarize(rows, options), { name: 'SartorError', code, message })
  }
  const s = await lifetime.summarize(one, { asOf: 9 * day })
  await assert.rejects(lifetime.select(s), { code: 'TOO_FEW' })
  await assert.rejects(lifetime.select(s, { models: ['bg'] }), { code: 'INVALID_VALUE' })
  await assert.rejects(lifetime.select(columns), { code: 'INVALID_VALUE', message: /summarize/ })
  await assert.rejects(lifetime.backtest(s, { horizonDays: 90 }), { code: 'OUT_OF_RANGE', message: /horizon_days/ })
  await assert.rejects(lifetime.backtest(s, { origins: [1.5] }), { code: 'OUT_OF_RANGE', message: /origins\[0\]/ })
  await assert.rejects(lifetime.scoreHoldout(models.Nbd, s), { code: 'NOT_AVAILABLE' })
  await assert.rejects(lifetime.ConformalForecaster.calibrate(models.Nbd, s), { code: 'INVALID_VALUE', message: /holdout/ })
  await assert.rejects(lifetime.tracking(models.BgBb, s), { code: 'NOT_AVAILABLE' })
  await assert.rejects(lifetime.simulate({}, 3, 4, 1), { code: 'INVALID_VALUE', message: /model/ })
  await assert.rejects(lifetime.simulate(models.Nbd, -3, 4, 1), { code: 'OUT_OF_RANGE', message: /customers/ })
  await assert.rejects(lifetime.simulate(models.Nbd, 3, [4, 5], 1), { code: 'OUT_OF_RANGE' })
  await assert.rejects(lifetime.BgCnbd.fit(whole, { k: 1, logIntervalSum: ten(1) }), { code: 'INVALID_VALUE', message: /k/ })
  await assert.rejects(lifetime.BgCnbd.fit(whole), { code: 'INVALID_VALUE', message: /k/ })
  await assert.rejects(lifetime.BgCnbd.fit(whole, { k: 99 }), { code: 'OUT_OF_RANGE', message: /k/ })
})

test('the same seed draws the same customers, and the first of many are the few', async () => {
  const many = await lifetime.simulate(models.ParetoNbd, 50, 39, 5)
  const few = await lifetime.simulate(models.ParetoNbd, 20, Array(20).fill(39), 5)
  assert.deepEqual(few.frequency, many.frequency.slice(0, 20))
  assert.deepEqual(few.purchaseAge, many.purchaseAge.slice(0, few.purchaseAge.length))
  assert.ok(many.purchaseCustomer instanceof Uint32Array)
  assert.equal(many.purchaseCustomer.length, many.frequency.reduce((sum, count) => sum + count))
})

test('long work of every kind is followed and stopped', async () => {
  const { purchaseCustomer, purchaseAge } = await lifetime.simulate(models.MbgNbd, 3_000, 52, 11)
  const transactions = {
    customer: Float64Array.from([...Array(3_000).keys(), ...purchaseCustomer]),
    timestamp: Float64Array.from([...Array(3_000).fill(0), ...Array.from(purchaseAge, (weeks) => Math.round(weeks * week))]),
  }
  const s = await lifetime.summarize(transactions, { asOf: 52 * week, calibrationEnd: 39 * week })
  const model = await lifetime.MbgNbd.fit(s)
  const work = {
    summarize: (options) => lifetime.summarize(transactions, options),
    refit: (options) => model.refit(s, options),
    bootstrap: (options) => model.bootstrap(s, { seed: 1, replicates: 20, ...options }),
    profiles: (options) => model.profileIntervals(s, { parameters: ['r'], ...options }),
    select: (options) => lifetime.select(s, { models: ['nbd', 'mbg_nbd'], ...options }),
    backtest: (options) => lifetime.backtest(s, { models: ['nbd'], ...options }),
    simulate: (options) => lifetime.simulate(model, 3_000, 52, 1, options),
    covariates: (options) => lifetime.CovariateNbd.fit(s, [{ name: 'odd', values: Float64Array.from(s.frequency, (_, row) => row % 2) }], options),
    columns: (options) => model.expectedPurchasesBatch(13, s, options),
    values: (options) => lifetime.valueColumns(model, spend, { ...historiesOf(s), monetary: s.frequency.map((x) => 20 * Math.sign(x)) }, { periods: 13, ...options }),
  }
  for (const [what, begin] of Object.entries(work)) {
    const steps = []
    await begin({ onProgress: (done, total) => steps.push([done, total]) })
    assert.ok(steps.length > 0 && steps.every(([done, total]) => done <= total), `${what}: ${steps}`)
    await assert.rejects(begin({ signal: AbortSignal.abort() }), { name: 'SartorError', code: 'CANCELLED' }, what)
  }
  const abort = new AbortController()
  const begun = performance.now()
  const long = model.bootstrap(s, { seed: 1, replicates: 100_000, signal: abort.signal })
  setTimeout(() => abort.abort(), 30)
  await assert.rejects(long, { code: 'CANCELLED' })
  assert.ok(performance.now() - begun < 30_000)
})
