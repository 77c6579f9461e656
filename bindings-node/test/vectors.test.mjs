// The vectors that every language walks: each operation gives exactly the recorded text, and the typed calls
// give what that text says.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { before, test } from 'node:test'

import sartor from '../index.js'

const { Engine, Profile, SartorError, Shop } = sartor
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
  'profile.history': (_, { profile, asOf }) => profileOf(profile, asOf).history(asOf),
  'profile.explain': (_, { profile, asOf }) => profileOf(profile, asOf).explainToCustomer(asOf, 'en'),
}

test('typed calls give what the vectors say', () => {
  const walked = new Set()
  for (const { name, engine, operation, input, expect } of cases) {
    if (!expect || !(operation in typed)) continue
    walked.add(operation)
    assert.deepStrictEqual(typed[operation](engines[engine], JSON.parse(input)), JSON.parse(expect), name)
  }
  assert.deepEqual([...walked].sort(), Object.keys(typed).sort())
})

test('the vectors are there', () => {
  assert.ok(existsSync(new URL('index.json', folder)))
  assert.ok(cases.length >= 60)
})
