// The vectors that every language walks: each operation gives exactly the recorded text, and the typed calls
// give what that text says.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { before, test } from 'node:test'

import sartor from '../index.js'

const { AccessControl, Engine, IdentityGraph, KeyRing, Profile, ReportLedger, SartorError, Shop } = sartor
const folder = new URL('../../core/tests/vectors/', import.meta.url)
const { artifacts, cases } = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8'))
const engines = {}

before(async () => {
  for (const [name, file] of Object.entries(artifacts)) engines[name] = await Engine.load(readFileSync(new URL(file, folder)))
})

const answer = (call) => {
  try {
    return { expect: call() }
  } catch (error) {
    if (!(error instanceof SartorError)) throw error
    return { error: { code: error.code, message: error.message } }
  }
}

for (const { name, engine, operation, input, expect, error } of cases) {
  test(`vector ${name}`, () => {
    const call = engine ? (...given) => engines[engine].call(...given) : sartor.call
    assert.deepEqual(answer(() => call(operation, input)), error ? { error } : { expect })
  })
}

const profileOf = ({ customerId, events = [], currency, ...stored }, asOf) => {
  if (stored.format) return Profile.fromJson(JSON.stringify({ ...stored }))
  const profile = new Profile(customerId)
  for (const event of events) profile.observe(event, asOf)
  void currency
  return profile
}
const shopOf = (shop) => (shop ? Shop.fromJson(JSON.stringify(shop)) : new Shop())

const bytes = (hex) => Buffer.from(hex, 'hex')
const hex = (made) => ({ hex: made.toString('hex') })
const plain = (value) => JSON.parse(JSON.stringify(value))
const ringOf = ({ active, retired = [] }) => {
  const [first, ...others] = active ? [active, ...retired] : retired
  const ring = new KeyRing(bytes(first))
  if (!active) ring.retire(ring.keys()[0].keyId)
  for (const key of others) ring.addRetired(bytes(key))
  return ring
}
const graphOf = ({ events, policy }) => {
  const graph = new IdentityGraph(policy)
  for (const event of events) graph.note(event)
  return graph
}
const released = async ({ k, ledger, cells }) => {
  const held = ledger ? ReportLedger.fromJson(JSON.stringify(ledger)) : new ReportLedger(k ?? 10)
  const report = await held.release(cells)
  return { report, ledger: JSON.parse(held.toJson()) }
}
const stated = (profile, event) => ({ event: plain(event), profile: JSON.parse(profile.toJson()) })

const typed = {
  health: (engine) => engine.health(),
  outlook: (engine, { profile, asOf }) => engine.outlook(profileOf(profile, asOf), asOf),
  segment: (engine, { profile, asOf }) => engine.segment(profileOf(profile, asOf), asOf),
  quote: (engine, { profile, shop, productIds, context, asOf }) =>
    engine.quote(profileOf(profile, asOf), shopOf(shop), productIds, context, asOf),
  recommend: (engine, { profile, shop, request, asOf }) => engine.recommend(profileOf(profile, asOf), shopOf(shop), request, asOf),
  nextActions: (engine, { profile, shop, asOf }) => engine.nextActions(profileOf(profile, asOf), shopOf(shop), asOf),
  chat: (engine, { profile, shop, request, asOf }) => engine.chat(profileOf(profile, asOf), shopOf(shop), request, asOf),
  taste: (engine, { profile, asOf }) => engine.taste(profileOf(profile, asOf), asOf),
  behaviour: (engine, { profile, asOf }) => engine.behaviour(profileOf(profile, asOf), asOf),
  contact: (engine, { profile, asOf }) => engine.contact(profileOf(profile, asOf), asOf),
  nextQuestion: (engine, { profile, asOf }) => engine.nextQuestion(profileOf(profile, asOf), asOf),
  'profile.view': (_, { profile, asOf }) => profileOf(profile, asOf).view(asOf),
  'profile.declared': (_, { profile, asOf }) => profileOf(profile, asOf).declared(asOf),
  'profile.history': (_, { profile, options, asOf }) => profileOf(profile, asOf).history(asOf, options),
  'profile.explain': (_, { profile, language, asOf }) => profileOf(profile, asOf).explainToCustomer(asOf, language ?? 'en'),
  'profile.export': (_, { profile, asOf }) => profileOf(profile, asOf).export(asOf),
  'profile.restrict': (_, { profile: given, reason, asOf }) => {
    const profile = profileOf(given, asOf)
    return stated(profile, profile.restrict(reason, asOf))
  },
  'profile.optOutOfSale': (_, { profile: given, asOf }) => {
    const profile = profileOf(given, asOf)
    return stated(profile, profile.optOutOfSale(asOf))
  },
  'profile.purge': (_, { profile: given, policy, asOf }) => {
    const profile = profileOf(given, asOf)
    return { receipt: profile.retentionPurge(policy, asOf), profile: JSON.parse(profile.toJson()) }
  },
  tastePath: (engine, { profile, months, asOf }) => engine.tastePath(profileOf(profile, asOf), months, asOf),
  tasteScores: (engine, { profile, productIds, asOf }) => engine.tasteScores(profileOf(profile, asOf), productIds, asOf),
  experience: (engine, { profile, request, asOf }) => engine.experience(profileOf(profile, asOf), request, asOf),
  'identity.verdicts': (_, asked) => graphOf(asked).verdicts(),
  'identity.mergeVerdict': (_, asked) => graphOf(asked).mergeVerdict(asked.anonymousId, asked.customerId),
  declaredFields: () => sartor.declaredFields(),
  guardOf: (_, { name }) => ({ guard: sartor.guardOf(name) }),
  'consent.googleConsentMode': (_, keys) => sartor.googleConsentMode(keys),
  'consent.globalPrivacyControl': (_, { secGpc }) => sartor.globalPrivacyControl(secGpc),
  'consent.iabTcf': (_, keys) => sartor.iabTcf(keys),
  'consent.parseTcString': (_, { text }) => sartor.parseTcString(text),
  'consent.segmentPreferences': (_, { preferences, categories }) => sartor.segmentPreferences(preferences, categories),
  'consent.events': (_, { customerId, changes, at }) => ({ events: sartor.consentEvents(customerId, changes, at) }),
  readGa4: (_, { text, currency }) => ({ events: sartor.eventsFromGa4(text, currency) }),
  'vault.open': (_, { keys, customerId, schema, hex: sealed }) => hex(ringOf(keys).open(bytes(sealed), customerId, schema)),
  'vault.openWith': (_, { keys, customerId, schema, dataKey, hex: sealed }) =>
    hex(ringOf(keys).openWith(bytes(sealed), customerId, schema, bytes(dataKey))),
  'vault.rewrap': (_, { keys, hex: sealed }) => hex(ringOf(keys).rewrap(bytes(sealed))),
  'vault.info': (_, { hex: sealed }) => sartor.sealInfo(bytes(sealed)),
  pseudonym: (_, { key, customerId }) => ({ pseudonym: sartor.pseudonym(bytes(key), customerId) }),
  'audit.verify': (_, { logId, lines, anchors, anchorKey }) =>
    sartor.verifyAudit(logId, Buffer.from(lines), anchors, anchorKey && bytes(anchorKey)),
  'access.decide': (_, { policy, request }) => new AccessControl(policy ?? sartor.standardAccessPolicy()).decide(request),
  'report.release': (_, asked) => released(asked),
  kaplanMeier: (_, { spells }) => sartor.kaplanMeier(spells),
  regularity: (_, { gaps }) => sartor.regularity(gaps),
  clumpiness: (_, { gaps }) => sartor.clumpiness(gaps),
  narrowing: (_, { scores, options }) => sartor.narrowing(scores, options),
}
// What a typed call cannot be asked: bytes that are none, two measures at once, arguments that it does not have, half of one.
const untyped = new Set([
  'open what is no hexadecimal', 'a report by two measures', 'a field nobody knows', 'half a request', 'no JSON at all',
])

test('typed calls give what the vectors say', async () => {
  const walked = new Set()
  for (const { name, engine, operation, input, expect, error } of cases) {
    if (!(operation in typed) || untyped.has(name)) continue
    const ask = async () => typed[operation](engines[engine], JSON.parse(input))
    if (error) {
      await assert.rejects(ask, (thrown) => thrown.code === error.code || assert.fail(`${name}: ${thrown}`), name)
      continue
    }
    walked.add(operation)
    assert.deepStrictEqual(await ask(), JSON.parse(expect), name)
  }
  assert.deepEqual([...walked].sort(), Object.keys(typed).sort())
})

test('the vectors are there', () => {
  assert.ok(existsSync(new URL('index.json', folder)))
  assert.ok(cases.length >= 60)
})
