// Inputs that are not what they should be: each is refused by a typed error with the path of the field, and
// nothing has changed.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import sartor from '../index.js'

const { Profile, SartorError, Shop, lifetime } = sartor
const asOf = Date.UTC(2026, 5, 1)

const viewed = (fields = {}) => ({
  type: 'track', event: 'Product Viewed', messageId: 'm1', userId: 'c', timestamp: '2026-05-01T10:00:00Z',
  properties: { product_id: 'suit_001', price: 1200, currency: 'USD' }, ...fields,
})

const refused = (call, code, words) => {
  assert.throws(call, (error) => {
    assert.ok(error instanceof SartorError && error instanceof Error, `${error}`)
    assert.equal(error.code, code, error.message)
    if (words) assert.match(error.message, words)
    return true
  })
}

test('an error has a code, a message and the values that explain it', () => {
  try {
    new Shop().stock('suit_001', -1, asOf)
    assert.fail('accepted')
  } catch (error) {
    assert.equal(error.name, 'SartorError')
    assert.equal(error.code, 'OUT_OF_RANGE')
    assert.deepEqual(error.details, { subject: 'shop', field: 'count', value: '-1', expected: 'at least 0' })
    assert.match(error.stack, /inputs\.test/)
  }
})

test('details are spelled as everything else in JavaScript is', () => {
  const profile = new Profile('c')
  try {
    profile.observe(viewed({ userId: 'someone else' }), asOf)
    assert.fail('accepted')
  } catch (error) {
    assert.equal(error.code, 'WRONG_CUSTOMER')
  }
  profile.erase({ what: 'all' }, asOf)
  const { customerId } = profile.view(asOf)
  assert.equal(customerId, 'c')
})

test('a moment is whole milliseconds or a Date, and nothing else', () => {
  const shop = new Shop()
  assert.equal(shop.stock('a', 1, asOf), true)
  assert.equal(shop.stock('b', 1, new Date(asOf)), true)
  assert.equal(shop.stockAt('b').countedAtMs, asOf)
  for (const wrong of [NaN, Infinity, -Infinity, 0.5, 2 ** 60, 1e300]) refused(() => shop.stock('a', 1, wrong), 'OUT_OF_RANGE')
  for (const wrong of [undefined, null, '2026', {}, [], true, 5n, Symbol('x'), () => 1, new Map()]) {
    refused(() => shop.stock('a', 1, wrong), 'INVALID_VALUE', /countedAt/)
  }
  refused(() => shop.stock('a', 1, new Date(NaN)), 'OUT_OF_RANGE')
})

test('numbers are never bent', () => {
  const shop = new Shop()
  for (const wrong of [NaN, Infinity, 2.7, -0.5, 1e300, 2 ** 53]) refused(() => shop.stock('a', wrong, asOf), 'OUT_OF_RANGE', /count/)
  for (const wrong of ['4', null, undefined, 4n, [4], { valueOf: () => 4 }]) refused(() => shop.stock('a', wrong, asOf), 'INVALID_VALUE', /count/)
  assert.equal(shop.stockAt('a'), null)
})

test('an event that holds what JSON cannot is refused by its path', () => {
  const profile = new Profile('c')
  const before = profile.toBytes()
  const bad = {
    'properties.price': [NaN, Infinity, 5n, () => 1, Symbol('x')],
    'properties.products[1]': [() => 1, 5n],
  }
  for (const value of bad['properties.price']) {
    refused(() => profile.observe(viewed({ properties: { price: value } }), asOf), 'INVALID_VALUE', /properties\.price/)
  }
  for (const value of bad['properties.products[1]']) {
    refused(() => profile.observe(viewed({ properties: { products: [{}, value] } }), asOf), 'INVALID_VALUE', /products\[1\]/)
  }
  for (const value of [new Map([[1, 2]]), new Set(), new Uint8Array(4), new ArrayBuffer(4), Promise.resolve(), new WeakMap(), /x/]) {
    refused(() => profile.observe(viewed({ properties: value }), asOf), 'INVALID_VALUE', /properties/)
  }
  refused(() => profile.observe(viewed({ messageId: '\ud800' }), asOf), 'INVALID_VALUE', /messageId/)
  refused(() => profile.observe(viewed({ timestamp: new Date(NaN) }), asOf), 'INVALID_VALUE', /timestamp/)
  assert.deepEqual(profile.toBytes(), before)
})

test('a Date is its text, undefined is absent, and class instances are what they hold', () => {
  class Viewed {
    constructor() { Object.assign(this, viewed()) }
  }
  const one = new Profile('c')
  assert.equal(one.observe(new Viewed(), asOf), 'folded')
  const two = new Profile('c')
  const event = viewed({ timestamp: new Date('2026-05-01T10:00:00Z'), anonymousId: undefined })
  assert.equal(two.observe(event, asOf), 'folded')
  assert.equal(two.observe(JSON.stringify(viewed()), asOf), 'duplicate')
  assert.deepEqual(one.toBytes(), two.toBytes())
  assert.deepEqual(one.events()[0].timestamp, '2026-05-01T10:00:00Z')
})

test('cycles, depth and size end in an error, not in the end of the process', () => {
  const profile = new Profile('c')
  const cyclic = viewed()
  cyclic.properties.again = cyclic
  refused(() => profile.observe(cyclic, asOf), 'TOO_LARGE', /levels/)
  let deep = []
  for (let level = 0; level < 1_000_000; level++) deep = [deep]
  refused(() => profile.observe(viewed({ properties: deep }), asOf), 'TOO_LARGE', /levels/)
  refused(() => profile.observe(viewed({ properties: new Array(4_000_000_000) }), asOf), 'TOO_LARGE', /values/)
  refused(() => profile.observe(viewed({ messageId: 'x'.repeat(1 << 20) }), asOf), 'TOO_LARGE')
  refused(() => profile.observe(viewed({ event: 'x'.repeat(20 << 20) }), asOf), 'TOO_LARGE', /bytes/)
  refused(() => new Profile('x'.repeat(1 << 20)), 'TOO_LARGE')
  assert.equal(profile.eventCount, 0)
})

test('an exception of the host comes back as it was thrown, and nothing has changed', () => {
  const profile = new Profile('c')
  const mine = new TypeError('mine')
  const throwing = Object.defineProperty(viewed(), 'properties', { enumerable: true, get() { throw mine } })
  const same = (error) => error === mine
  assert.throws(() => profile.observe(throwing, asOf), same)
  assert.throws(() => profile.observe(new Proxy({}, { ownKeys() { throw mine } }), asOf), same)
  assert.equal(profile.eventCount, 0)
})

test('a getter that changes the profile while it is read finds it whole', () => {
  const profile = new Profile('c')
  const sly = viewed()
  Object.defineProperty(sly, 'userId', {
    enumerable: true,
    get() {
      profile.observe(viewed({ messageId: 'm0' }), asOf)
      return 'c'
    },
  })
  assert.equal(profile.observe(sly, asOf), 'folded')
  assert.equal(profile.eventCount, 2)
})

test('an object of another class is not mistaken for a profile', () => {
  const profile = new Profile('c')
  for (const wrong of [new Shop(), {}, Object.create(Profile.prototype), null, undefined, 5, 'c', [], new Proxy(profile, {})]) {
    refused(() => profile.merge(wrong), 'INVALID_VALUE', /other is not a Profile/)
  }
  assert.throws(() => Profile.prototype.toBytes.call(new Shop()))
  assert.throws(() => Profile.prototype.toBytes.call({}))
})

test('an unknown field of an option is refused by name', async () => {
  const profile = new Profile('c')
  refused(() => profile.compact({ keepDay: 3 }, asOf), 'UNKNOWN_FIELD', /keepDay/)
  refused(() => profile.compact([3], asOf), 'INVALID_VALUE')
  refused(() => profile.erase({ what: 'everything' }, asOf), 'INVALID_VALUE')
  const columns = { frequency: [1], lastPurchaseAge: [1], age: [2] }
  await assert.rejects(lifetime.BgNbd.fit(columns, { onProgres() {} }), { code: 'UNKNOWN_FIELD' })
  await assert.rejects(lifetime.BgNbd.fit({ ...columns, recency: [1] }), { code: 'UNKNOWN_FIELD' })
})

test('bytes and text that are not ours are refused, and a truncated profile too', () => {
  const profile = new Profile('c')
  profile.observe(viewed(), asOf)
  const bytes = profile.toBytes()
  for (let length = 0; length < bytes.length; length++) {
    assert.throws(() => Profile.fromBytes(bytes.subarray(0, length)), SartorError)
  }
  for (const wrong of [undefined, 'text', [1, 2], new Float64Array(2), new ArrayBuffer(8), {}]) {
    refused(() => Profile.fromBytes(wrong), 'INVALID_VALUE', /bytes/)
    refused(() => Shop.fromBytes(wrong), 'INVALID_VALUE', /bytes/)
  }
  assert.throws(() => Profile.fromJson('{'), { code: 'TRUNCATED' })
  assert.throws(() => Profile.fromJson('nonsense'), SartorError)
  assert.throws(() => Shop.fromJson('null'), SartorError)
  assert.equal(Profile.fromBytes(new Uint8Array(bytes)).customerId, 'c')
})
