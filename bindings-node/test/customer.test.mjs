// What a customer may ask of a profile, what banners and analytics say, whose a device is, and what an engine
// understands of one customer.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'

import sartor from '../index.js'
import { asOf, events, folder, products, train } from './shop.mjs'

const {
  Catalog, Engine, IdentityGraph, Profile, SartorError, Trainer, consentEvents, eventsFromGa4, globalPrivacyControl, googleConsentMode, iabTcf,
  narrowing, parseTcString, pseudonym, segmentPreferences,
} = sartor
const day = 86_400_000
const files = folder()
after(() => files.remove())
const refused = (call, code, words) => {
  assert.throws(call, (error) => {
    assert.ok(error instanceof SartorError, `${error}`)
    assert.equal(error.code, code, error.message)
    if (words) assert.match(error.message, words)
    return true
  })
}

let engine, trainer
before(async () => ({ engine, trainer } = await train({ productCount: 40, customers: 120 })))

const allowing = (customerId, purposes = ['analytics', 'personalization', 'sharing', 'sensitive']) => {
  const profile = new Profile(customerId, 'USD')
  for (const purpose of purposes) {
    profile.observe({
      type: 'track', event: 'Consent Changed', messageId: `grant ${purpose}`, userId: customerId, timestamp: new Date(asOf - 9 * day),
      properties: { purpose, state: 'granted', basis: 'consent' },
    }, asOf)
  }
  return profile
}
const consents = (profile, at = asOf) =>
  Object.fromEntries(profile.view(at).consents.map(({ purpose, state }) => [purpose, state]))

test('a restriction stops every use until it is lifted, and each is an event that can be kept elsewhere', () => {
  const profile = trainer.profile('customer_1')
  const before = engine.outlook(profile, asOf)
  assert.equal(before.personalised, true)
  const event = profile.restrict('accuracy_contested', asOf)
  assert.equal(event.event, 'Processing Restricted')
  assert.equal(engine.outlook(profile, asOf).personalised, false)
  const copy = trainer.profile('customer_1')
  assert.equal(copy.observe(event, asOf), 'folded')
  assert.equal(engine.outlook(copy, asOf).personalised, false)
  profile.liftRestriction(asOf + 1)
  assert.equal(engine.outlook(profile, asOf + 1).personalised, true)
  refused(() => profile.liftRestriction(asOf + 2), 'NOTHING_TO_UNDO')
  assert.equal(profile.restrict(null, asOf + 3).properties.reason, undefined)
  assert.throws(() => profile.restrict('x'.repeat(300), asOf), SartorError)
  refused(() => profile.restrict(5, asOf), 'INVALID_VALUE', /reason/)
})

test('opting out of sale and limiting what is sensitive deny these purposes alone', () => {
  const profile = allowing('c')
  assert.equal(profile.optOutOfSale(asOf).properties.purpose, 'sharing')
  assert.equal(profile.limitSensitive(asOf).properties.purpose, 'sensitive')
  const now = consents(profile)
  assert.deepEqual([now.sharing, now.sensitive, now.personalization], ['denied', 'denied', 'granted'])
  refused(() => profile.optOutOfSale('now'), 'INVALID_VALUE')
})

test('what is sensitive needs a purpose of its own', () => {
  const says = (traits, context) => ({
    type: 'identify', messageId: JSON.stringify(traits), userId: 'c', timestamp: new Date(asOf - day), traits, context,
  })
  const profile = allowing('c')
  assert.throws(() => profile.observe(says({ religion: 'x' }), asOf), (error) => {
    assert.equal(error.code, 'PURPOSE_NEEDED')
    assert.equal(error.details.purpose, 'sensitive')
    return true
  })
  profile.observe(says({ occupation: 'engineer' }), asOf)
  const { groups, customerId } = profile.declared(asOf)
  assert.equal(customerId, 'c')
  assert.ok(JSON.stringify(groups).includes('engineer'))
})

test('the history tells visits and months, and words only when asked for', () => {
  const profile = allowing('c')
  const search = (at, query) => profile.observe({
    type: 'track', event: 'Products Searched', messageId: query, userId: 'c', timestamp: new Date(at), properties: { query },
  }, asOf)
  search(asOf - day, 'navy suit')
  search(asOf - day + 50 * 60_000, 'brown belt')
  assert.equal(profile.history(asOf).visits.length, 2)
  assert.ok(!JSON.stringify(profile.history(asOf)).includes('navy suit'))
  assert.ok(JSON.stringify(profile.history(asOf, { includeText: true })).includes('navy suit'))
  assert.equal(profile.history(asOf, { maxVisits: 1 }).leftOut.visits, 1)
  refused(() => profile.history(asOf, { maxVisit: 1 }), 'UNKNOWN_FIELD')
  refused(() => profile.history(asOf, { maxVisits: 501 }), 'OUT_OF_RANGE')
  refused(() => profile.history(asOf, { maxVisits: -1 }), 'INVALID_VALUE')
})

test('an export holds the whole profile, and an explanation says what is used for what', () => {
  const profile = trainer.profile('customer_1')
  const { machine, sections } = profile.export(asOf)
  assert.deepEqual(Profile.fromJson(machine).toBytes(), profile.toBytes())
  assert.ok(sections.length > 3)
  const { text, parts } = profile.explainToCustomer(asOf, 'en-GB')
  assert.ok(parts.length >= 8 && text.includes(parts[0].text))
  refused(() => profile.explainToCustomer(asOf, 'xx'), 'INVALID_VALUE', /en/)
})

test('a purge takes what is older than its policy, and a restriction keeps it', () => {
  const profile = trainer.profile('customer_1')
  const kept = profile.eventCount
  assert.deepEqual(profile.retentionPurge({}, asOf).removed, [])
  profile.restrict(null, asOf)
  assert.equal(profile.retentionPurge({ browsingDays: 1 }, asOf).keptByRestriction, true)
  profile.liftRestriction(asOf + 1)
  const receipt = profile.retentionPurge({ browsingDays: 1 }, asOf + 1)
  assert.deepEqual(receipt.removed.map(({ category }) => category), ['browsing'])
  assert.ok(profile.eventCount < kept + 2)
  refused(() => profile.retentionPurge({ browsingDay: 1 }, asOf), 'UNKNOWN_FIELD')
  refused(() => profile.retentionPurge(null, asOf), 'INVALID_VALUE')
})

test('an engine says in a receipt that it was trained on whoever was erased', async () => {
  const key = new Uint8Array(32)
  const list = products(8)
  const keyed = new Trainer(new Catalog(list, 'USD'))
  keyed.setPseudonymKey(key)
  await keyed.readEvents(files.write('keyed.jsonl', events(40, list).map((event) => JSON.stringify(event)).join('\n')))
  const trained = await keyed.fit(asOf)
  const receipt = keyed.profile('customer_1').erase({ what: 'all' }, asOf)
  const added = trained.addToReceipt(receipt, pseudonym(key, 'customer_1'))
  assert.equal(added.remainingElsewhere.length, receipt.remainingElsewhere.length + 1)
  assert.equal(added.remainingElsewhere.at(-1).modelId, trained.modelId)
  assert.deepEqual(trained.addToReceipt(receipt, pseudonym(key, 'stranger')), receipt)
  refused(() => trained.addToReceipt({}, 'x'), 'INVALID_VALUE')
})

test('identities that contradict each other are not merged, but on the host’s word', () => {
  const born = (id, birthDate) => {
    const profile = new Profile(id)
    profile.observe({ type: 'identify', messageId: id, userId: id, timestamp: new Date(asOf - day), traits: { birth_date: birthDate } }, asOf)
    return profile
  }
  const father = born('father', '1961-02-03')
  const son = born('son', '1994-05-06')
  assert.throws(() => father.merge(son), (error) => {
    assert.equal(error.code, 'IDENTITY_CONFLICT')
    assert.match(error.details.reason, /birth_date/)
    return true
  })
  assert.deepEqual(father.identities, ['father'])
  father.mergeStated(son)
  assert.deepEqual(father.identities, ['father', 'son'])
})

test('a profile merged with itself is refused and unchanged', () => {
  const profile = new Profile('c')
  profile.observe({ type: 'identify', messageId: 'm', userId: 'c', timestamp: new Date(asOf - day), traits: { fit: 'slim' } }, asOf)
  const before = profile.toBytes()
  for (const same of [profile, Profile.fromBytes(before)]) {
    refused(() => profile.merge(same), 'SELF_MERGE', /nothing to merge/)
    refused(() => profile.mergeStated(same), 'SELF_MERGE')
  }
  assert.deepEqual(profile.toBytes(), before)
})

test('signals of banners and browsers become events that change consents once', () => {
  const google = googleConsentMode({ analytics_storage: 'granted', ad_user_data: 'denied', ad_storage: 'granted' })
  assert.deepEqual(google.changes.map(({ purpose, state }) => [purpose, state]), [['analytics', 'granted'], ['sharing', 'denied']])
  assert.deepEqual(google.withoutEquivalent, ['ad_storage'])
  const profile = new Profile('c')
  const made = consentEvents('c', google.changes, new Date(asOf - day))
  assert.deepEqual(made.map((event) => profile.observe(event, asOf)), ['folded', 'folded'])
  assert.deepEqual(made.map((event) => profile.observe(event, asOf)), ['duplicate', 'duplicate'])
  assert.equal(consents(profile).analytics, 'granted')
  assert.equal(globalPrivacyControl('1').changes[0].purpose, 'sharing')
  assert.deepEqual(globalPrivacyControl('0').changes, [])
  const tcf = iabTcf({ gdprApplies: 1, purposeConsents: '10001100000', purposeLegitimateInterests: '00000001110' })
  assert.deepEqual(tcf.changes.map(({ purpose, state }) => `${purpose} ${state}`), ['analytics granted', 'personalization granted', 'sharing denied'])
  assert.deepEqual(iabTcf({ gdprApplies: 0, purposeConsents: '1' }).changes, [])
  const categories = [{ category: 'Advertising', purposes: ['sharing'] }]
  assert.equal(segmentPreferences({ Advertising: true }, categories).changes[0].state, 'granted')
  assert.deepEqual(segmentPreferences({ Other: true }, categories).withoutEquivalent, ['Other'])
})

test('signals that are none are refused', () => {
  refused(() => googleConsentMode({ analytics_storage: 'yes' }), 'INVALID_VALUE')
  refused(() => googleConsentMode({ wait_for_update: 500 }), 'UNKNOWN_FIELD')
  refused(() => globalPrivacyControl(1), 'INVALID_VALUE')
  refused(() => iabTcf({ gdprApplies: 2 }), 'OUT_OF_RANGE')
  assert.throws(() => iabTcf({ purposeConsents: 'yes' }), SartorError)
  assert.throws(() => parseTcString('!'), SartorError)
  refused(() => segmentPreferences({ Advertising: 'true' }, []), 'INVALID_VALUE')
  refused(() => segmentPreferences([], []), 'INVALID_VALUE')
  refused(() => consentEvents('c', [{ purpose: 'telepathy' }], asOf), 'INVALID_VALUE')
  refused(() => consentEvents('c', {}, asOf), 'INVALID_VALUE')
})

test('a TC string says what was agreed to', () => {
  const said = parseTcString('CPokAsAPokAsAPXAAAENDFCAAP_AAP_AAAAAABEAAAAA')
  assert.equal(typeof said.policyVersion, 'number')
  assert.ok(Array.isArray(said.purposeConsents))
})

const ga4 = (name, params, at = asOf - day) => ({
  user_id: 'c', client_id: 'device', timestamp_micros: at * 1000, events: [{ name, params }],
})

test('events of Google Analytics come as objects, as text and as files', async () => {
  const payload = ga4('view_item', { currency: 'USD', value: 120, items: [{ item_id: 'suit_0000', price: 120 }] })
  const [event] = eventsFromGa4(payload)
  assert.equal(event.event, 'Product Viewed')
  assert.deepEqual(eventsFromGa4(JSON.stringify(payload)), [event])
  assert.equal(new Profile('c').observe(event, asOf), 'folded')
  const reader = new Trainer(new Catalog(products(4), 'USD'))
  const lines = [payload, ga4('search', { search_term: 'suit' })].map((line) => JSON.stringify(line)).join('\n')
  const report = await reader.readEvents(files.write('ga4.jsonl.gz', gzipSync(lines)), { format: 'ga4' })
  assert.equal(report.accepted, 2)
  assert.deepEqual(reader.customerIds(), ['c'])
  refused(() => eventsFromGa4(null), 'INVALID_VALUE')
  refused(() => eventsFromGa4('[]'), 'INVALID_VALUE')
  assert.throws(() => eventsFromGa4('{'), SartorError)
  refused(() => eventsFromGa4(payload, 'dollars'), 'INVALID_VALUE')
  await assert.rejects(reader.readEvents('x', { format: 'urchin' }), { code: 'INVALID_VALUE' })
})

const table = `subject,purpose,state,time
customer_1,pricing,denied,2026-05-01T09:00:00Z
c_99,personalization,granted,2026-05-01T09:00:00Z
customer_1,telepathy,granted,2026-05-01T09:00:00Z
`

test('a table of consents reaches a trainer, and one profile while it is used', async () => {
  const path = files.write('consents.csv', table)
  const reader = new Trainer(new Catalog(products(4), 'USD'))
  const report = await reader.readConsents(path, { source: 'crm' })
  assert.deepEqual([report.accepted, report.skipped, report.problems[0].field], [2, 1, 'purpose'])
  assert.deepEqual(reader.customerIds(), ['c_99', 'customer_1'])
  const profile = allowing('customer_1', ['pricing'])
  const reading = profile.readConsents(files.write('consents.csv.gz', gzipSync(table)), asOf)
  profile.optOutOfSale(asOf)
  const own = await reading
  assert.deepEqual([own.accepted, own.skipped], [1, 2])
  assert.equal(consents(profile).sharing, 'denied')
  const mapped = files.write('mapped.csv', 'who,what,state,time\ncustomer_1,Ads,granted,2026-05-01 09:00:00\n')
  const options = { columns: { subject: 'who', purpose: 'what' }, purposes: [{ category: 'Ads', purposes: ['sharing'] }], utcOffsetMinutes: 60 }
  assert.equal((await allowing('customer_1', []).readConsents(mapped, asOf, options)).accepted, 1)
})

test('a table that fails changes nothing', async () => {
  const profile = allowing('customer_1')
  const reader = new Trainer(new Catalog(products(4), 'USD'))
  const bytes = profile.toBytes()
  const path = files.write('good.csv', table)
  const cut = files.write('cut.csv.gz', gzipSync(table.repeat(50)).subarray(0, 80))
  const headless = files.write('headless.csv', 'a,b\n1,2\n')
  for (const [file, options, error] of [
    ['/no/such/file', {}, { code: 'UNREADABLE' }], [cut, {}, { code: 'TRUNCATED' }], [headless, {}, { name: 'SartorError' }],
    [path, { utcOffsetMinutes: 2000 }, { code: 'OUT_OF_RANGE' }], [path, { colums: {} }, { code: 'UNKNOWN_FIELD' }],
    [path, { signal: AbortSignal.abort() }, { code: 'CANCELLED' }], [5, {}, { code: 'INVALID_VALUE' }],
  ]) {
    await assert.rejects(profile.readConsents(file, asOf, options), error)
    await assert.rejects(reader.readConsents(file, options), error)
  }
  await assert.rejects(profile.readConsents(path, 'now'), { code: 'INVALID_VALUE' })
  assert.deepEqual(profile.toBytes(), bytes)
  assert.deepEqual(reader.customerIds(), [])
})

const login = (customerId, at) => ({
  type: 'identify', messageId: `${customerId} ${at}`, userId: customerId, anonymousId: 'tablet', timestamp: new Date(at), traits: {},
})

test('a tablet is one customer’s until a second one uses it', async () => {
  const graph = new IdentityGraph()
  graph.note(login('father', asOf - 9 * day))
  graph.note(login('father', asOf - 9 * day))
  assert.equal(graph.mergeVerdict('tablet', 'father').decision, 'merge')
  assert.equal(new IdentityGraph({ minLoginDays: 2 }).mergeVerdict('tablet', 'father').decision, 'wait')
  const other = new IdentityGraph()
  other.note(JSON.stringify(login('son', asOf - 8 * day)))
  graph.join(other)
  const verdict = graph.mergeVerdict('tablet', 'father')
  assert.deepEqual([verdict.decision, verdict.reasons[0]], ['refuse', 'several_customers'])
  const stored = await IdentityGraph.fromBytes(await graph.toBytes())
  assert.deepEqual(await stored.verdicts(), await graph.verdicts())
  assert.equal((await graph.verdicts()).length, 2)
  graph.forget('son')
  assert.equal((await graph.verdicts()).length, 1)
  assert.equal((await stored.verdicts()).length, 2)
})

test('a graph refuses what it cannot note', async () => {
  const graph = new IdentityGraph()
  refused(() => new IdentityGraph({ minLoginDays: 0 }), 'OUT_OF_RANGE')
  refused(() => new IdentityGraph({ minLogins: 1 }), 'UNKNOWN_FIELD')
  refused(() => graph.note({ type: 'track' }), 'INVALID_VALUE')
  refused(() => graph.join(new Profile('c')), 'INVALID_VALUE', /other/)
  refused(() => graph.mergeVerdict('c', 'c'), 'INVALID_VALUE')
  refused(() => graph.forget(5), 'INVALID_VALUE')
  await assert.rejects(IdentityGraph.fromBytes('text'), { code: 'INVALID_VALUE' })
  await assert.rejects(IdentityGraph.fromBytes(new Uint8Array(9)), { name: 'SartorError' })
})

test('an engine tells taste, behaviour and how to speak to a customer, and nothing of one who did not agree', () => {
  const profile = trainer.profile('customer_1')
  const stranger = new Profile('stranger')
  for (const ask of [
    (profile) => engine.taste(profile, asOf), (profile) => engine.tastePath(profile, 3, asOf),
    (profile) => engine.tasteScores(profile, ['suit_0000', 'shirt_0001'], asOf), (profile) => engine.behaviour(profile, asOf),
    (profile) => engine.contact(profile, asOf), (profile) => engine.experience(profile, { stage: 'compare', device: 'mobile' }, asOf),
    (profile) => engine.nextQuestion(profile, asOf),
  ]) {
    const view = ask(profile)
    assert.equal(view.customerId, 'customer_1')
    assert.equal(view.modelId, engine.modelId)
    assert.equal(view.personalised, true)
    assert.equal(ask(stranger).personalised, false)
    assert.throws(() => ask({}), { code: 'INVALID_VALUE' })
  }
  assert.equal(engine.tastePath(profile, 3, asOf).snapshots.length, 4)
  assert.deepEqual(engine.tasteScores(profile, ['suit_0000'], asOf).scores.map(({ productId }) => productId), ['suit_0000'])
  assert.equal(engine.experience(profile, null, asOf).customerId, 'customer_1')
})

test('questions of an engine that cannot be are refused', () => {
  const profile = new Profile('c')
  refused(() => engine.tastePath(profile, 61, asOf), 'OUT_OF_RANGE')
  refused(() => engine.tastePath(profile, 0.5, asOf), 'OUT_OF_RANGE')
  refused(() => engine.tasteScores(profile, 'suit', asOf), 'INVALID_VALUE')
  refused(() => engine.tasteScores(profile, [''], asOf), 'OUT_OF_RANGE')
  refused(() => engine.experience(profile, { stge: 'x' }, asOf), 'UNKNOWN_FIELD')
  refused(() => engine.experience(profile, { stage: '' }, asOf), 'INVALID_VALUE')
  refused(() => engine.contact(profile, NaN), 'OUT_OF_RANGE')
})

test('a disposed engine answers none of them', async () => {
  const gone = Engine.fromHandle((await Engine.load(await engine.save())).handle)
  gone.dispose()
  const profile = new Profile('c')
  refused(() => gone.taste(profile, asOf), 'NOT_AVAILABLE')
  refused(() => gone.behaviour(profile, asOf), 'NOT_AVAILABLE')
})

test('scores that are close show few options, and a clear one itself', () => {
  const close = narrowing([0.82, 0.81, 0.81, 0.8, 0.8, 0.79])
  assert.deepEqual([close.from, close.to, close.reason], [6, 3, 'close_scores'])
  const clear = narrowing(new Float64Array([0.9, 0.2, 0.1]), { most: 2 })
  assert.deepEqual([clear.to, clear.reason], [1, 'clear_favourite'])
  refused(() => narrowing([NaN]), 'OUT_OF_RANGE')
  refused(() => narrowing(['1']), 'INVALID_VALUE')
  refused(() => narrowing([1], { scale: 0 }), 'OUT_OF_RANGE')
  refused(() => narrowing([1], { scales: 1 }), 'UNKNOWN_FIELD')
})
