// The engine, from files to a chat answer, as a server uses it.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { Worker } from 'node:worker_threads'

import sartor from '../index.js'
import { asOf, chatRequest, events, folder, products, train } from './shop.mjs'

const { Catalog, Engine, Profile, SartorError, Shop, Trainer } = sartor
let shop, trainer, engine, report

before(async () => {
  ;({ trainer, engine, report } = await train())
  shop = new Shop()
  shop.stock('suit_0000', 4, asOf - 3_600_000)
})

test('every line of a file is accounted for', () => {
  assert.equal(report.lines, report.accepted + report.withoutCustomer + report.skipped + report.blank)
  assert.equal(report.skipped, 0)
  assert.ok(report.accepted > 1000)
})

test('a bad line gives its number, field and reason, and the rest goes on', async () => {
  const files = folder()
  const good = events(5, products(8)).map((event) => JSON.stringify(event))
  const fresh = new Trainer(new Catalog(products(8), 'USD'))
  const text = [good[0], '{"broken":', good[1], JSON.stringify({ ...JSON.parse(good[2]), timestamp: 'yesterday' }), ...good.slice(3)]
  const read = await fresh.readEvents(files.write('events.jsonl.gz', gzipSync(text.join('\n'))))
  assert.equal(read.skipped, 2)
  assert.deepEqual(read.problems.map((problem) => problem.line), [2, 4])
  assert.equal(read.problems[1].field, 'timestamp')
  files.remove()
})

test('a file that fails leaves the trainer as it was', async () => {
  const files = folder()
  const fresh = new Trainer(new Catalog(products(8), 'USD'))
  const whole = gzipSync(events(50, products(8)).map((event) => JSON.stringify(event)).join('\n'))
  const cut = files.write('cut.jsonl.gz', whole.subarray(0, whole.length / 2))
  await assert.rejects(fresh.readEvents(cut), { code: 'TRUNCATED' })
  await assert.rejects(fresh.readEvents('/no/such/file'), { code: 'UNREADABLE' })
  await assert.rejects(fresh.readEvents(5), { code: 'INVALID_VALUE' })
  await assert.rejects(fresh.readEvents(cut, { currncy: 'USD' }), { code: 'UNKNOWN_FIELD' })
  await assert.rejects(fresh.readEvents(cut, { currency: 'EUR' }), { code: 'CURRENCY_MISMATCH' })
  await assert.rejects(fresh.readOrders(cut, { utcOffsetMinutes: 2000 }), { code: 'OUT_OF_RANGE' })
  await assert.rejects(fresh.readOrders(cut, { signal: AbortSignal.abort() }), { code: 'CANCELLED' })
  assert.deepEqual(fresh.customerIds(), [])
  await assert.rejects(fresh.fit(asOf), { code: 'TOO_FEW' })
  files.remove()
})

test('catalogues come from CSV, JSON Lines and order lines', async () => {
  const files = folder()
  const csv = files.write('catalogue.csv', 'id,name,price,category,colour,occasion\nsuit_001,Navy wool suit,1150,suits,navy,wedding|work\nx,,nonsense,,,\n')
  const catalog = await Catalog.fromCsv(csv, { currency: 'USD' })
  assert.equal(catalog.size, 1)
  assert.equal(catalog.report.skipped, 1)
  assert.equal(catalog.product('suit_001').priceMinor, 115_000)
  assert.equal(catalog.product('suit_001').attributes.length, 3)
  assert.equal(catalog.product('suit_002'), null)
  const lines = files.write('catalogue.jsonl', '{"id":"tie_12","name":"Silk tie","price":75.5}\n')
  assert.deepEqual((await Catalog.fromJsonLines(lines)).products().map((product) => product.priceMinor), [7550])
  const orders = files.write('orders.csv', 'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n1,A,LIGHTS,2,2010-01-04 10:00:00,6.95,7,United Kingdom\n2,A,LIGHTS,1,2010-02-04 10:00:00,6.95,7,United Kingdom\n')
  const derived = await Catalog.fromOrders(orders, { currency: 'GBP' })
  assert.deepEqual([derived.currency, derived.product('A').name, derived.product('A').priceMinor], ['GBP', 'LIGHTS', 695])
  const fresh = new Trainer(derived, { currency: 'GBP' })
  const read = await fresh.readOrders(orders, { consentBasis: 'contract' })
  assert.equal(read.accepted, 2)
  assert.deepEqual(fresh.customerIds(), ['7'])
  assert.equal(fresh.profile('7').view(asOf).purchases.length, 2)
  assert.equal(fresh.profile('8'), null)
  assert.throws(() => new Trainer(derived, { currency: 'USD' }), { code: 'CURRENCY_MISMATCH' })
  assert.throws(() => new Trainer(derived, { polcy: {} }), { code: 'UNKNOWN_FIELD' })
  assert.throws(() => new Trainer(derived, { policy: { action: { holdoutShare: 2 } } }), { code: 'OUT_OF_RANGE' })
  assert.throws(() => new Trainer({}), { code: 'INVALID_VALUE' })
  files.remove()
})

test('dates in figures are read in the order that is stated, and a file of another kind is one error', async () => {
  const files = folder()
  const orders = files.write('orders.csv', 'Invoice,StockCode,Quantity,InvoiceDate,Price,Customer ID\n1,A,2,12/1/2010 8:26,6.95,7\n')
  const options = { currency: 'GBP', dateOrder: 'month_day_year' }
  const catalog = await Catalog.fromOrders(orders, options)
  const fresh = new Trainer(catalog)
  const skipped = await fresh.readOrders(orders)
  assert.match(skipped.problems[0].reason, /dateOrder/)
  assert.equal((await fresh.readOrders(orders, options)).accepted, 1)
  assert.equal(fresh.profile('7').view(asOf).lastEventMs, Date.UTC(2010, 11, 1, 8, 26))
  const lines = files.write('events.jsonl', '{"type":"track"}\n')
  await assert.rejects(fresh.readOrders(lines), { code: 'MALFORMED', message: /expected CSV/ })
  await assert.rejects(fresh.readEvents(orders), { code: 'MALFORMED', message: /expected JSON Lines/ })
  await assert.rejects(fresh.readOrders(orders, { columns: { price: 'netto' } }), { message: /netto.*`columns`/ })
  files.remove()
})

test('a saved engine answers as the one that was saved, to the letter', async () => {
  const bytes = await engine.save()
  const again = await Engine.load(bytes)
  assert.equal(again.modelId, engine.modelId)
  for (const customerId of trainer.customerIds().slice(0, 40)) {
    const profile = trainer.profile(customerId)
    const ask = (asked) => JSON.stringify(asked.chat(profile, shop, chatRequest(customerId), asOf))
    assert.equal(ask(again), ask(engine))
  }
  for (const length of [0, 1, 10, bytes.length >> 1, bytes.length - 1]) {
    await assert.rejects(Engine.load(bytes.subarray(0, length)), SartorError)
  }
  await assert.rejects(Engine.load('text'), { code: 'INVALID_VALUE' })
})

test('a list is no record, however deep it stands', () => {
  const profile = trainer.profile('customer_1')
  const request = { ...chatRequest('customer_1'), intent: ['product_inquiry', {}] }
  assert.throws(() => engine.chat(profile, shop, request, asOf), { code: 'INVALID_VALUE', message: /intent is not an object/ })
})

test('a chat answer has the shape that callers rely on, and quotes what quote quotes', () => {
  const profile = trainer.profile('customer_1')
  const answer = engine.chat(profile, shop, chatRequest('customer_1'), asOf)
  assert.deepEqual(Object.keys(answer), [
    'meta', 'contextualInsights', 'responseModifiers', 'conversationFlow', 'businessIntelligence', 'phase3_enhancements',
  ])
  assert.deepEqual(answer.contextualInsights.request.budget, { low: 1000, high: 2000, currency: 'USD' })
  assert.ok(answer.phase3_enhancements.recommendations.length > 0)
  assert.ok(answer.responseModifiers.promptContext.length <= 1200)
  const { productId, adjustedPrice } = answer.phase3_enhancements.sales_optimization.pricing
  const { quotes } = engine.quote(profile, shop, [productId], null, asOf)
  assert.equal(quotes[0].adjustedPriceMinor, Math.round(adjustedPrice * 100))
  for (const decision of answer.meta.record) assert.equal(engine.observe(profile, decision, asOf), 'folded')
})

test('single calls answer for a customer whom nobody knows', () => {
  const stranger = new Profile('stranger')
  assert.equal(engine.outlook(stranger, asOf).personalised, false)
  assert.equal(engine.segment(stranger, asOf).primarySegment.name, 'unassigned')
  assert.ok(engine.recommend(stranger, shop, { occasion: 'wedding', limit: 3 }, asOf).recommendations.length <= 3)
  assert.ok(Array.isArray(engine.nextActions(stranger, shop, asOf).rejected))
  assert.equal(engine.health().status, 'ready')
})

test('requests that do not fit are refused by their path, and nothing has changed', () => {
  const profile = trainer.profile('customer_1')
  const before = profile.toBytes()
  const refused = (call, code, words) => assert.throws(call, (error) => {
    assert.ok(error instanceof SartorError, `${error}`)
    assert.equal(error.code, code)
    assert.match(error.message, words)
    return true
  })
  const request = chatRequest('customer_1')
  refused(() => engine.chat(profile, shop, { ...request, promtSafeOnly: true }, asOf), 'UNKNOWN_FIELD', /promtSafeOnly/)
  refused(() => engine.chat(profile, shop, { ...request, intent: { category: 5 } }, asOf), 'INVALID_VALUE', /intent\.category/)
  refused(() => engine.chat(profile, shop, chatRequest('someone_else'), asOf), 'WRONG_CUSTOMER', /customer_1/)
  refused(() => engine.chat(profile, shop, undefined, asOf), 'INVALID_VALUE', /chat request/)
  refused(() => engine.chat(shop, profile, request, asOf), 'INVALID_VALUE', /profile is not a Profile/)
  refused(() => engine.recommend(profile, shop, { limit: -1 }, asOf), 'INVALID_VALUE', /limit/)
  refused(() => engine.recommend(profile, shop, { limit: 2.5 }, asOf), 'INVALID_VALUE', /limit/)
  refused(() => engine.recommend(profile, shop, { limit: 1e6 }, asOf), 'OUT_OF_RANGE', /limit/)
  refused(() => engine.quote(profile, shop, ['no_such'], null, asOf), 'UNKNOWN_PRODUCT', /no_such/)
  refused(() => engine.quote(profile, shop, 'suit_0000', null, asOf), 'INVALID_VALUE', /productIds/)
  refused(() => engine.quote(profile, shop, [5], null, asOf), 'INVALID_VALUE', /productIds\[0\]/)
  refused(() => engine.observe(profile, { ...events(1, products(4))[0], userId: 'x' }, asOf), 'WRONG_CUSTOMER', /customer_1/)
  refused(() => engine.outlook(profile, NaN), 'OUT_OF_RANGE', /asOf/)
  assert.deepEqual(profile.toBytes(), before)
})

test('an event dated after now waits, and a batch keeps the profiles as they were', async () => {
  const profile = trainer.profile('customer_2')
  const batch = engine.outlookBatch([profile], asOf)
  const later = { type: 'track', event: 'Cart Viewed', messageId: 'later', userId: 'customer_2', timestamp: new Date(asOf + 1000) }
  assert.equal(engine.observe(profile, later, asOf), 'quarantined')
  assert.equal(profile.pendingEvents(asOf), 1)
  assert.equal((await batch).customerId[0], 'customer_2')
})

test('a batch gives as columns what outlook gives', async () => {
  const customerIds = trainer.customerIds()
  const profiles = customerIds.map((customerId) => trainer.profile(customerId))
  const steps = []
  const columns = await engine.outlookBatch(profiles, asOf, { onProgress: (done, total) => steps.push([done, total]) })
  assert.deepEqual(columns.customerId, customerIds)
  assert.deepEqual(steps.at(-1), [profiles.length, profiles.length])
  for (const [row, profile] of profiles.entries()) {
    const { personalised, lifetimeValue, probabilityAlive } = engine.outlook(profile, asOf)
    assert.equal(columns.personalised[row], Number(personalised))
    assert.ok(Object.is(columns.lifetimeValueMinor[row], lifetimeValue?.valueMinor ?? NaN))
    assert.ok(Object.is(columns.probabilityAlive[row], probabilityAlive?.value ?? NaN))
  }
  assert.ok(columns.churn instanceof Float64Array)
  await assert.rejects(engine.outlookBatch([profiles[0], shop], asOf), /profiles\[1\] is not a Profile/)
  await assert.rejects(engine.outlookBatch(profiles[0], asOf), { code: 'INVALID_VALUE' })
  await assert.rejects(engine.outlookBatch(profiles, asOf, { signal: AbortSignal.abort() }), { code: 'CANCELLED' })
})

test('a thousand chats are answered while a batch runs', async () => {
  const profile = trainer.profile('customer_3')
  const expected = JSON.stringify(engine.chat(profile, shop, chatRequest('customer_3'), asOf))
  const many = trainer.customerIds().map((customerId) => trainer.profile(customerId))
  let running = true
  const batch = engine.outlookBatch(Array.from({ length: 20_000 }, (_, at) => many[at % many.length]), asOf).finally(() => (running = false))
  let during = 0
  for (let chat = 0; chat < 1000; chat++) {
    assert.equal(JSON.stringify(engine.chat(profile, shop, chatRequest('customer_3'), asOf)), expected)
    during += Number(running)
    if (chat % 10 === 9) await new Promise(setImmediate)
  }
  const columns = await batch
  assert.equal(columns.customerId.length, 20_000)
  assert.ok(during > 0)
})

test('a new engine swaps in while requests run, and the old one is let go', async () => {
  let current = await Engine.load(await engine.save())
  const profile = trainer.profile('customer_4')
  const first = current
  const pending = first.outlookBatch([profile], asOf)
  current = await trainer.fit(asOf - 30 * 86_400_000)
  first.dispose()
  first.dispose()
  assert.throws(() => first.chat(profile, shop, chatRequest('customer_4'), asOf), { code: 'NOT_AVAILABLE' })
  assert.notEqual(current.modelId, engine.modelId)
  assert.equal(current.chat(profile, shop, chatRequest('customer_4'), asOf).meta.modelId, current.modelId)
  assert.equal((await pending).customerId[0], 'customer_4')
})

test('worker threads share one engine by its handle', async () => {
  const profile = trainer.profile('customer_5')
  const source = `
    const { parentPort, workerData } = require('node:worker_threads')
    const { Engine, Profile, Shop } = require(workerData.sartor)
    const engine = Engine.fromHandle(workerData.handle)
    const profile = Profile.fromBytes(workerData.profile)
    const answers = []
    for (let turn = 0; turn < 50; turn++) answers.push(JSON.stringify(engine.chat(profile, Shop.fromJson(workerData.shop), workerData.request, workerData.asOf)))
    parentPort.postMessage({ modelId: engine.modelId, answers: [...new Set(answers)] })`
  const workerData = {
    sartor: new URL('../index.js', import.meta.url).pathname,
    handle: engine.handle, profile: profile.toBytes(), shop: shop.toJson(), request: chatRequest('customer_5'), asOf,
  }
  const expected = JSON.stringify(engine.chat(profile, shop, chatRequest('customer_5'), asOf))
  const answers = await Promise.all(Array.from({ length: 4 }, () => new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true, workerData })
    worker.on('message', resolve)
    worker.on('error', reject)
  })))
  for (const answer of answers) assert.deepEqual(answer, { modelId: engine.modelId, answers: [expected] })
  assert.equal(engine.handle, workerData.handle)
  assert.throws(() => Engine.fromHandle(999_999), { code: 'NOT_AVAILABLE' })
  assert.throws(() => Engine.fromHandle(-1), { code: 'OUT_OF_RANGE' })
})

test('an engine for a device has no costs and no figures that only the server may see', async () => {
  const device = await engine.forDevice()
  assert.equal(device.health().forDevice, true)
  assert.equal(device.modelId, engine.modelId)
})

test('a trainer that is at work says so instead of blocking', async () => {
  let fitting = true
  const fit = trainer.fit(asOf).finally(() => (fitting = false))
  const refusals = new Set()
  while (fitting) {
    assert.ok(trainer.customerIds().length > 0) // a fit only reads
    try {
      trainer.setPseudonymKey(new Uint8Array(32))
    } catch (error) {
      refusals.add(error.code)
    }
    await new Promise(setImmediate)
  }
  await fit
  assert.deepEqual([...refusals], ['NOT_AVAILABLE'])
  trainer.setPseudonymKey(new Uint8Array(32).fill(7))
  assert.throws(() => trainer.setPseudonymKey(new Uint8Array(3)), SartorError)
  assert.ok(trainer.catalog.size > 0)
})

test('files read together wait for each other, and each is taken in whole', async () => {
  const files = folder()
  const list = products(8)
  const lines = events(60, list).map((event) => JSON.stringify(event))
  const paths = [0, 1, 2].map((part) => files.write(`${part}.jsonl`, lines.filter((_, at) => at % 3 === part).join('\n')))
  const together = new Trainer(new Catalog(list, 'USD'))
  await Promise.all(paths.map((path) => together.readEvents(path)))
  const oneByOne = new Trainer(new Catalog(list, 'USD'))
  for (const path of paths) await oneByOne.readEvents(path)
  assert.equal((await together.fit(asOf)).modelId, (await oneByOne.fit(asOf)).modelId)
  const orders = files.write('orders.csv', 'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n1,suit_0000,SUIT,1,2026-01-04 10:00:00,1200,customer_1,US\n')
  const reads = await Promise.all([1, 2, 3, 4].map(() => together.readOrders(orders)))
  assert.deepEqual(reads.map((read) => read.accepted), [1, 1, 1, 1])
  files.remove()
})

test('the door of text answers as the typed calls do', () => {
  const profile = trainer.profile('customer_6')
  const input = { profile: JSON.parse(profile.toJson()), asOf }
  assert.deepEqual(JSON.parse(engine.call('outlook', JSON.stringify(input))), engine.outlook(profile, asOf))
  assert.throws(() => engine.call('no_such', '{}'), { code: 'UNKNOWN_FIELD' })
  assert.throws(() => engine.call('outlook', '{'), { code: 'TRUNCATED' })
  assert.throws(() => sartor.call('outlook', '{}'), { code: 'NOT_AVAILABLE' })
  assert.throws(() => engine.call('outlook'), { code: 'INVALID_VALUE' })
})

test('the collector comes by for profiles that nobody holds', async () => {
  let collected = 0
  const registry = new FinalizationRegistry(() => collected++)
  for (let at = 0; at < 60_000; at++) {
    registry.register(new Profile(`p${at}`), at)
    if (at % 1_000 === 0) await new Promise(setImmediate)
  }
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.ok(collected > 20_000, `${collected}`)
})
