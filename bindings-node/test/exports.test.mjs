// Every export is called once through its types, and nothing is exported that is not.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { after, test } from 'node:test'

import sartor, * as named from '../index.js'
import { folder } from './shop.mjs'

const { calls } = createRequire(import.meta.url)('./built/exports.js')

const files = folder()
after(() => files.remove())
const day = Date.UTC(2026, 4, 1)
const events = Array.from({ length: 60 }, (_, at) => ({
  type: 'track', event: at % 2 ? 'Order Completed' : 'Consent Changed', messageId: `m${at}`, userId: at < 4 ? 'c' : `c${at >> 2}`,
  timestamp: new Date(day + at * 3_600_000),
  properties: at % 2
    ? { order_id: `o${at}`, currency: 'USD', total: 1200, products: [{ product_id: 'suit', price: 1200, quantity: 1 }] }
    : { purpose: 'analytics', state: 'granted', basis: 'consent' },
}))
const paths = {
  csv: files.write('catalogue.csv', 'id,name,price\nsuit,Navy suit,1200\n'),
  jsonLines: files.write('catalogue.jsonl', '{"id":"suit","name":"Navy suit","price":1200}\n'),
  orders: files.write('orders.csv', 'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n1,A,LIGHTS,2,2010-01-04 10:00:00,6.95,7,United Kingdom\n'),
  events: files.write('events.jsonl', events.map((event) => JSON.stringify(event)).join('\n')),
  consents: files.write('consents.csv', 'subject,purpose,state,time\nc,analytics,granted,2026-02-01T09:00:00Z\n'),
}

const vault = ['KeyRing', 'AuditLog', 'AuditVerifier', 'AccessControl', 'ReportLedger', 'IdentityGraph']
const columns = ['Table', 'ScoredLabels', 'ScoredValues', 'Trial', 'FeatureReader', 'Outcomes']

/** What the library exports: `Class`, `Class.static`, `Class#member`, `namespace.name`. */
const exported = (library, prefix = '') => Object.entries(library).flatMap(([name, value]) => {
  if (name.startsWith('__') || name === 'default') return []
  const path = prefix + name
  if (typeof value === 'object' && /^[a-z]/.test(name)) return exported(value, `${path}.`)
  if (typeof value !== 'function' || !/^[A-Z]/.test(name)) return [path]
  const own = Object.getOwnPropertyNames
  const statics = own(value).filter((member) => typeof value[member] === 'function' && member !== 'prototype')
  const members = own(value.prototype).filter((member) => member !== 'constructor')
  const constructs = value.length > 0 || ['Catalog', 'Trainer', 'Profile', 'Shop', 'SartorError', ...vault, ...columns].includes(name)
  return [...(constructs ? [path] : []), ...statics.map((member) => `${path}.${member}`), ...members.map((member) => `${path}#${member}`)]
})

const typed = calls(paths)

test('every export has a typed call, and every typed call an export', () => {
  assert.deepEqual(Object.keys(typed).sort(), exported(sartor).sort())
})

test('named imports of an ES module find every export', () => {
  const top = (names) => names.filter((name) => !['default', 'module.exports', '__napiBindingTarget'].includes(name)).sort()
  assert.deepEqual(top(Object.keys(named)), top(Object.keys(sartor)))
})

for (const [name, call] of Object.entries(typed)) {
  test(`${name} answers`, async () => {
    const answer = await call()
    if (/#(to|params|health|chat|outlook|save|view|size|modelId|seal|open|append|anchor|export|history|declared|taste|behaviour|contact)/.test(name)) assert.ok(answer, name)
  })
}
