// Seals, the audit log, permissions and reports: what must hold, holds in JavaScript too, and what is altered,
// another's or badly given is refused by a typed error.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

import sartor from '../index.js'
import { asOf } from './shop.mjs'

const {
  AccessControl, AuditLog, AuditVerifier, KeyRing, Profile, ReportLedger, SartorError, auditLine, isIntact, pseudonym, requireIntact, sealInfo,
  standardAccessPolicy, verifyAudit,
} = sartor
const key = () => randomBytes(32)
const refused = (call, code) => assert.throws(call, (error) => error instanceof SartorError && error.code === code)

test('a sealed profile opens for its customer and its schema, and for nobody else', () => {
  const ring = new KeyRing(key())
  const profile = new Profile('c_17', 'USD')
  const sealed = ring.seal(profile.toBytes(), 'c_17', 'profile/1')
  assert.equal(Profile.fromBytes(ring.open(sealed, 'c_17', 'profile/1')).customerId, 'c_17')
  refused(() => ring.open(sealed, 'c_18', 'profile/1'), 'WRONG_OWNER')
  refused(() => ring.open(sealed, 'c_17', 'profile/2'), 'INVALID_VALUE')
  refused(() => new KeyRing(key()).open(sealed, 'c_17', 'profile/1'), 'UNKNOWN_KEY')
  for (const at of [20, sealed.length >> 1, sealed.length - 1]) {
    const altered = Buffer.from(sealed)
    altered[at] ^= 1
    assert.throws(() => ring.open(altered, 'c_17', 'profile/1'), SartorError)
  }
  for (let length = 0; length < sealed.length; length++) {
    assert.throws(() => ring.open(sealed.subarray(0, length), 'c_17', 'profile/1'), SartorError)
  }
})

test('any Uint8Array is taken, an empty one and a part of another among them', () => {
  const ring = new KeyRing(new Uint8Array(key()))
  const whole = new Uint8Array([9, 9, 1, 2, 3, 9])
  for (const plaintext of [new Uint8Array(), whole.subarray(2, 5), Buffer.from('tailor')]) {
    const opened = ring.open(new Uint8Array(ring.seal(plaintext, 'c', 's')), 'c', 's')
    assert.ok(Buffer.isBuffer(opened))
    assert.deepEqual([...opened], [...plaintext])
  }
})

test('keys rotate, retire and are rewrapped; a retired key opens and seals no more', () => {
  const first = key()
  const ring = new KeyRing(first)
  const [{ keyId }] = ring.keys()
  const sealed = ring.seal(Buffer.from('x'), 'c', 's')
  assert.deepEqual(sealInfo(sealed), { version: 1, schema: 's', hostKeyId: keyId, dataKeyId: null, payloadBytes: 1 })
  const second = ring.rotate(key())
  assert.deepEqual(ring.keys(), [{ keyId, state: 'retired' }, { keyId: second, state: 'active' }])
  const rewrapped = ring.rewrap(sealed)
  assert.equal(sealInfo(rewrapped).hostKeyId, second)
  ring.remove(keyId)
  assert.equal(`${ring.open(rewrapped, 'c', 's')}`, 'x')
  refused(() => ring.open(sealed, 'c', 's'), 'UNKNOWN_KEY')
  assert.equal(ring.addRetired(first), keyId)
  assert.equal(`${ring.open(sealed, 'c', 's')}`, 'x')
  ring.retire(second)
  refused(() => ring.seal(Buffer.from('x'), 'c', 's'), 'RETIRED_KEY')
  refused(() => ring.retire('0'.repeat(16)), 'INVALID_VALUE')
})

test('without the customer’s own key nothing sealed with it can be read', () => {
  const ring = new KeyRing(key())
  const dataKey = ring.createDataKey('c')
  const sealed = ring.sealWith(Buffer.from('x'), 'c', 's', dataKey)
  assert.equal(`${ring.openWith(sealed, 'c', 's', dataKey)}`, 'x')
  assert.equal(sealInfo(sealed).hostKeyId, null)
  refused(() => ring.openWith(sealed, 'c', 's', ring.createDataKey('c')), 'UNKNOWN_KEY')
  refused(() => ring.openWith(sealed, 'd', 's', dataKey), 'WRONG_OWNER')
  refused(() => ring.open(sealed, 'c', 's'), 'INVALID_VALUE')
  ring.rotate(key())
  refused(() => ring.sealWith(Buffer.from('y'), 'c', 's', dataKey), 'RETIRED_KEY')
  assert.equal(`${ring.openWith(sealed, 'c', 's', ring.rewrap(dataKey))}`, 'x')
})

test('what is no key, no bytes and no text is refused and named', () => {
  for (const wrong of [undefined, null, 'secret', 5, [1, 2], {}, new ArrayBuffer(32), new Float64Array(4)]) {
    refused(() => new KeyRing(wrong), 'INVALID_VALUE')
    refused(() => sealInfo(wrong), 'INVALID_VALUE')
    refused(() => new KeyRing(key()).seal(wrong, 'c', 's'), 'INVALID_VALUE')
  }
  for (const size of [0, 16, 31, 33]) refused(() => new KeyRing(randomBytes(size)), 'OUT_OF_RANGE')
  refused(() => new KeyRing(new Uint8Array(32)), 'INVALID_VALUE')
  const ring = new KeyRing(key())
  refused(() => ring.seal(Buffer.from('x'), 5, 's'), 'INVALID_VALUE')
  assert.throws(() => ring.seal(Buffer.from('x'), '', 's'), SartorError)
  assert.throws(() => ring.seal(Buffer.from('x'), 'c', 's'.repeat(65)), SartorError)
  assert.throws(() => sealInfo(Buffer.from('nonsense')), SartorError)
})

const who = pseudonym(randomBytes(32), 'employee_7')
const done = (action, at = asOf) => ({ atMs: at, actor: who, action, subject: null, outcome: 'allowed' })
const logged = (id, actions) => {
  const log = new AuditLog(id)
  return { log, lines: actions.map((action) => auditLine(log.append(done(action)))) }
}

test('a log goes on where it ended, from its lines or from an anchor', async () => {
  const { log, lines } = logged('access', ['profile.read', 'profile.export'])
  assert.equal(log.logId, 'access')
  assert.equal(log.entryCount, 2)
  const stored = Buffer.from(lines.join(''))
  const again = await AuditLog.resume('access', stored)
  const third = auditLine(log.append(done('profile.erase')))
  assert.equal(auditLine(again.append(done('profile.erase'))), third)
  const secret = randomBytes(16)
  const anchor = log.anchor(secret)
  const verdict = await verifyAudit('access', Buffer.concat([stored, Buffer.from(third)]), [anchor], secret)
  assert.deepEqual({ ...verdict, head: '' }, { finding: 'intact', firstBadSeq: null, entries: 3, anchoredThrough: 3, head: '' })
  assert.ok(isIntact(verdict))
  requireIntact(verdict)
  assert.equal(AuditLog.resumeAt('access', anchor, secret).entryCount, 3)
  refused(() => AuditLog.resumeAt('access', { ...anchor, seq: 2 }, secret), 'TAMPERED')
  refused(() => AuditLog.resumeAt('another', anchor), 'WRONG_OWNER')
  refused(() => log.anchor(randomBytes(15)), 'OUT_OF_RANGE')
})

test('a log that was altered, cut or written anew is found out where it ceases to hold', async () => {
  const { log, lines } = logged('access', ['a', 'b', 'c', 'd'])
  const anchor = log.anchor()
  const verdict = async (lines, anchors = []) => {
    const { finding, firstBadSeq } = await verifyAudit('access', Buffer.from(lines.join('')), anchors)
    return [finding, firstBadSeq]
  }
  assert.deepEqual(await verdict(lines), ['intact', null])
  assert.deepEqual(await verdict([lines[0], lines[1].replace('"allowed"', '"denied"'), lines[2]]), ['altered', 2])
  assert.deepEqual(await verdict([lines[0], lines[2]]), ['out_of_sequence', 2])
  assert.deepEqual(await verdict(lines.slice(0, 3), [anchor]), ['truncated', 4])
  assert.deepEqual(await verdict(logged('access', ['a', 'b', 'x', 'd']).lines, [anchor]), ['rewritten', 4])
  assert.deepEqual(await verdict(logged('other', ['a']).lines), ['another_log', 1])
  assert.deepEqual(await verdict(['nonsense\n']), ['malformed', 1])
  const cut = Buffer.from([lines[0], lines[2]].join(''))
  await assert.rejects(AuditLog.resume('access', cut), { code: 'TAMPERED' })
  const bad = await verifyAudit('access', cut)
  assert.equal(isIntact(bad), false)
  refused(() => requireIntact(bad), 'TAMPERED')
})

test('a verifier is fed in pieces, plain or gzip, gives its verdict once, and stops when told', async () => {
  const { lines } = logged('access', Array.from({ length: 20_000 }, (_, at) => `profile.read.${at}`))
  const text = Buffer.from(lines.join(''))
  for (const bytes of [text, gzipSync(text)]) {
    const verifier = new AuditVerifier('access')
    for (let at = 0; at < bytes.length; at += 99_991) verifier.feed(bytes.subarray(at, at + 99_991))
    const verdict = verifier.finish()
    assert.equal(verdict.entries, 20_000)
    assert.deepEqual(verdict, await verifyAudit('access', bytes))
    refused(() => verifier.finish(), 'NOT_AVAILABLE')
    refused(() => verifier.feed(bytes), 'NOT_AVAILABLE')
  }
  const told = []
  await verifyAudit('access', text, null, null, { onProgress: (done, total) => told.push([done, total]) })
  assert.deepEqual(told.at(-1), [text.length, text.length])
  await assert.rejects(verifyAudit('access', text, null, null, { signal: AbortSignal.abort() }), { code: 'CANCELLED' })
})

test('what is no event, entry or anchor is refused, and the log has not changed', async () => {
  const log = new AuditLog('access')
  for (const wrong of [
    null, [], {}, { ...done('a'), atMs: NaN }, { ...done('a'), atMs: 0.5 }, { ...done('a'), actor: 'Ann Smith' }, { ...done('A b') },
    { ...done('a'), outcome: 'maybe' }, { ...done('a'), note: 'x' }, { ...done('a'), subject: 'c_17' },
  ]) {
    assert.throws(() => log.append(wrong), SartorError)
  }
  assert.equal(log.entryCount, 0)
  refused(() => auditLine({}), 'INVALID_VALUE')
  refused(() => isIntact({ finding: 'fine' }), 'INVALID_VALUE')
  refused(() => new AuditLog(''), 'OUT_OF_RANGE')
  refused(() => new AuditVerifier('access', {}), 'INVALID_VALUE')
  await assert.rejects(verifyAudit('access', 'text'), { code: 'INVALID_VALUE' })
  await assert.rejects(verifyAudit('access', new Uint8Array(), [{ logId: 'access' }]), { code: 'INVALID_VALUE' })
  await assert.rejects(verifyAudit('access', new Uint8Array(), [], null, { onProgres() {} }), { code: 'UNKNOWN_FIELD' })
})

test('a policy allows what a role or one it inherits from may, and nothing else', () => {
  const access = new AccessControl(standardAccessPolicy())
  const ask = (roles, fieldClass) => access.decide({ roles, resource: 'profile', action: 'read', fieldClass })
  const allowed = ask(['service_agent'], 'prompt_safe')
  assert.equal(allowed.allowed, true)
  assert.deepEqual(allowed.path, ['service_agent', 'chat'])
  assert.equal(ask(['chat'], 'server_only').reason, 'field_class_denied')
  assert.equal(ask(['nobody'], 'prompt_safe').reason, 'no_role')
  assert.equal(ask([], 'prompt_safe').allowed, false)
})

test('a policy that inherits in a circle or from nobody is refused, and so is an unsound request', () => {
  const role = (role, inherits = [], permissions = []) => ({ role, inherits, permissions })
  refused(() => new AccessControl({ roles: [role('a', ['b']), role('b', ['a'])] }), 'INVALID_VALUE')
  refused(() => new AccessControl({ roles: [role('a', ['b'])] }), 'INVALID_VALUE')
  refused(() => new AccessControl({ roles: [role('a'), role('a')] }), 'ALREADY_SET')
  refused(() => new AccessControl({ roles: 5 }), 'INVALID_VALUE')
  refused(() => new AccessControl({ role: [] }), 'UNKNOWN_FIELD')
  refused(() => new AccessControl(), 'INVALID_VALUE')
  const access = new AccessControl({ roles: [{ role: 'a' }] })
  refused(() => access.decide({ roles: ['a'], resource: '*', action: 'read', fieldClass: 'personal' }), 'INVALID_VALUE')
  refused(() => access.decide({ roles: ['a'], resource: 'p', action: 'read', fieldClass: 'secret' }), 'INVALID_VALUE')
})

test('no figure tells of fewer than k, and the next report gives nothing away beside the last', async () => {
  const cell = (row, column, count) => ({ row, column, count })
  const june = [cell('achiever', 'app', 3), cell('achiever', 'web', 64), cell('value', 'app', 41), cell('value', 'web', 95)]
  const ledger = new ReportLedger(10)
  const report = await ledger.release(june)
  assert.equal(report.k, 10)
  assert.equal(report.total.count, 203)
  assert.equal(report.cells.find((cell) => cell.row === 'achiever' && cell.column === 'app').count, null)
  for (const { count } of report.cells) assert.ok(count === null || count === 0 || count >= 10)
  const stored = ReportLedger.fromJson(ledger.toJson())
  const july = june.map((cell) => (cell.count === 95 ? { ...cell, count: 96 } : cell))
  assert.deepEqual(await stored.release(july), report)
  assert.equal(stored.releaseCount, 1)
})

test('a report that cannot be is refused, and the ledger has not changed', async () => {
  const ledger = new ReportLedger(10)
  for (const k of [0, 1, 1001, -1, 2.5, NaN, '10', null]) assert.throws(() => new ReportLedger(k), SartorError)
  for (const cells of [
    undefined, {}, [], [5], [{ row: 'a', count: -1 }], [{ row: 'a', count: 1.5 }], [{ row: 'a', count: 1e15 }], [{ row: '', count: 1 }],
    [{ row: 'a', count: 1 }, { row: 'a', count: 2 }], [{ row: 'a', count: 1 }, { row: 'b', column: 'x', count: 2 }],
    [{ row: 'a', count: 1, sum: 5 }],
  ]) {
    await assert.rejects(ledger.release(cells), SartorError)
  }
  assert.equal(ledger.releaseCount, 0)
  for (const json of ['', '{', '{}', 'null', 5]) assert.throws(() => ReportLedger.fromJson(json), SartorError)
})

test('a large report is worked out aside: meanwhile the ledger tells that it is at work, and nothing else waits', async () => {
  const cells = Array.from({ length: 2_500 }, (_, at) => ({ row: `r${at % 50}`, column: `c${at / 50 | 0}`, count: (7 * at) % 60 }))
  const ledger = new ReportLedger(10)
  let settled = false
  const both = Promise.all([ledger.release(cells), ledger.release(cells)]).finally(() => (settled = true))
  let turns = 0
  while (!settled) {
    await new Promise(setImmediate)
    turns++
    try {
      ledger.releaseCount
    } catch (error) {
      assert.equal(error.code, 'NOT_AVAILABLE')
    }
  }
  const [one, other] = await both
  assert.deepEqual(one, other)
  assert.equal(ledger.releaseCount, 1)
  assert.ok(turns > 1)
})
