// How long does one chat turn take from Node, with 4,000 products? Each turn is timed by itself.
//   npm run build:release && node bench/chat.mjs [TURNS]
import { PerformanceObserver } from 'node:perf_hooks'

import sartor from '../index.js'
import { asOf, chatRequest, products, train } from '../test/shop.mjs'

const turns = Number(process.argv[2] ?? 20_000)
const { trainer, engine } = await train({ productCount: 4_000, customers: 2_000 })
const shop = new sartor.Shop()
for (const [at, { productId }] of products(4_000).entries()) shop.stock(productId, at % 7, asOf)
const customerIds = trainer.customerIds().slice(0, 200)
const profiles = customerIds.map((customerId) => trainer.profile(customerId))
const requests = customerIds.map(chatRequest)

let collections = 0
new PerformanceObserver((list) => (collections += list.getEntries().length)).observe({ entryTypes: ['gc'] })

const took = new Float64Array(turns)
for (let turn = -2_000; turn < turns; turn++) {
  const at = Math.abs(turn) % profiles.length
  const started = process.hrtime.bigint()
  engine.chat(profiles[at], shop, requests[at], asOf)
  if (turn >= 0) took[turn] = Number(process.hrtime.bigint() - started) / 1000
  if (turn % 500 === 0) await new Promise(setImmediate)
}
took.sort()
const at = (share) => took[Math.min(turns - 1, Math.floor(turns * share))].toFixed(1)
console.log(JSON.stringify({ name: 'chat from Node, 4,000 products', turns, p50_us: +at(0.5), p90_us: +at(0.9), p99_us: +at(0.99), max_us: +at(1), collections }))
