// Whatever is handed to whatever call, there is an answer or a typed error, and the process lives.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import sartor from '../index.js'
import { asOf, train, uniform } from './shop.mjs'

const {
  AccessControl, AuditLog, AuditVerifier, IdentityGraph, KeyRing, Profile, ReportLedger, SartorError, Shop, standardAccessPolicy,
} = sartor
const key = Uint8Array.from({ length: 32 }, (_, at) => at)
const cyclic = {}
cyclic.again = cyclic
const detached = new Uint8Array(32)
structuredClone(detached, { transfer: [detached.buffer] })

const hostile = [
  undefined, null, true, 0, -1, -0, 0.5, NaN, Infinity, 1e300, 2 ** 53, asOf, 5n, Symbol('x'), '', 'x', 'c', '\ud800', 'x'.repeat(70_000), '{', '[]',
  '{"a":1}', [], [null], [[]], [NaN], [1, 2], ['suit'], [cyclic], new Array(3), {}, { a: 1 }, cyclic, Object.create(null), new Map([[1, 2]]),
  new Date(NaN), new Date(asOf), () => 1, class {}, Promise.resolve(), new Uint8Array(), new Uint8Array(32), key, Buffer.from('nonsense'), detached,
  new Float64Array(3), new ArrayBuffer(8), new DataView(new ArrayBuffer(8)), new Profile('c'), new Shop(), new KeyRing(key), new IdentityGraph(),
  new Proxy({}, {}), new Proxy([], {}), { toString: null }, { what: 'all' }, { roles: [] }, { row: 'a', count: 3 }, [{ row: 'a', count: 3 }],
]

let objects
before(async () => {
  const { engine, trainer } = await train({ productCount: 8, customers: 40 })
  objects = () => [
    engine, trainer, new Profile('c'), new Shop(), new KeyRing(key), new AuditLog('access'), new AuditVerifier('access'),
    new AccessControl(standardAccessPolicy()), new ReportLedger(10), new IdentityGraph(),
  ]
})

const settle = async (name, call) => {
  try {
    await call()
    return 'answered'
  } catch (error) {
    assert.ok(error instanceof SartorError, `${name}: ${error?.stack}`)
    assert.notEqual(error.code, 'INTERNAL', `${name}: ${error.message}`)
    return 'refused'
  }
}

test('every call of every object and function takes anything', async () => {
  const random = uniform(17)
  const some = () => hostile[Math.floor(hostile.length * random())]
  const counts = { answered: 0, refused: 0 }
  const members = (object) => Object.entries(Object.getOwnPropertyDescriptors(object)).filter(([, { value }]) => typeof value === 'function')
  for (let round = 0; round < 40; round++) {
    const calls = objects().flatMap((object) =>
      members(Object.getPrototypeOf(object))
        .filter(([name]) => !['constructor', 'dispose'].includes(name))
        .map(([name, { value }]) => [`${object.constructor.name}.${name}`, (...given) => value.apply(object, given)]))
    for (const [name, { value }] of members(sartor)) {
      if (/^[a-z]/.test(name)) calls.push([name, value])
      else if (name !== 'SartorError') {
        if (name !== 'Engine') calls.push([name, (...given) => new value(...given)])
        for (const [member, { value: made }] of members(value)) calls.push([`${name}.${member}`, (...given) => made(...given)])
      }
    }
    for (const [name, call] of calls) {
      const given = [some(), some(), some(), some(), some()]
      counts[await settle(name, () => call(...given))]++
    }
  }
  assert.ok(counts.answered > 500 && counts.refused > 2_000, JSON.stringify(counts))
})
