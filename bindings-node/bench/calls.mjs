// What does it cost to cross the border? Best of several rounds, in microseconds a call.
//   npm run build:release && npm run bench
import { randomBytes } from 'node:crypto'

import sartor from '../index.js'
import { asOf, chatRequest, train } from '../test/shop.mjs'

const { AuditLog, KeyRing, lifetime, Profile, Shop } = sartor

const measure = (name, call, calls = 5_000) => {
  for (let warm = 0; warm < calls / 10; warm++) call()
  const rounds = Array.from({ length: 15 }, () => {
    const started = process.hrtime.bigint()
    for (let at = 0; at < calls; at++) call()
    return Number(process.hrtime.bigint() - started) / calls / 1000
  })
  rounds.sort((one, other) => one - other)
  console.log(`${name.padEnd(44)} ${rounds[0].toFixed(3).padStart(10)} us`)
}

const { trainer, engine } = await train({ productCount: 120 })
const model = lifetime.BgNbd.withParams({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })
const profile = trainer.profile('customer_1')
const shop = new Shop()
shop.stock('suit_0000', 4, asOf)
const event = { type: 'track', event: 'Product Viewed', messageId: 'm', userId: 'stranger', timestamp: '2026-05-01T10:00:00Z', properties: { product_id: 'suit_0000', price: 1200, currency: 'USD' } }
const stranger = new Profile('stranger')
engine.observe(stranger, event, asOf)
const bytes = profile.toBytes()

measure('a number (model.customers)', () => model.customers)
measure('three numbers (probabilityAlive)', () => model.probabilityAlive(2, 10, 20))
measure('a record of two fields (shop.stockAt)', () => shop.stockAt('suit_0000'))
measure('a record of six fields (convergence)', () => model.convergence)
measure('an event read and refused as a duplicate', () => engine.observe(stranger, event, asOf))
measure('profile from bytes', () => Profile.fromBytes(bytes), 1_000)
measure('outlook', () => engine.outlook(profile, asOf), 1_000)
measure('segment', () => engine.segment(profile, asOf), 1_000)
measure('quote of one product', () => engine.quote(profile, shop, ['suit_0000'], null, asOf), 1_000)
measure('recommend', () => engine.recommend(profile, shop, { occasion: 'wedding' }, asOf), 300)
measure('nextActions', () => engine.nextActions(profile, shop, asOf), 1_000)
measure('chat', () => engine.chat(profile, shop, chatRequest('customer_1'), asOf), 300)

const ring = new KeyRing(randomBytes(32))
const sealed = ring.seal(bytes, 'customer_1', 'profile/1')
const log = new AuditLog('access')
const access = { atMs: asOf, actor: sartor.pseudonym(randomBytes(32), 'employee_7'), action: 'profile.read', subject: null, outcome: 'allowed' }
measure(`seal a profile of ${bytes.length} bytes`, () => ring.seal(bytes, 'customer_1', 'profile/1'))
measure('open it', () => ring.open(sealed, 'customer_1', 'profile/1'))
measure('append to the audit log', () => log.append(access))
measure('taste', () => engine.taste(profile, asOf), 300)
measure('behaviour', () => engine.behaviour(profile, asOf), 300)
measure('contact', () => engine.contact(profile, asOf), 300)
