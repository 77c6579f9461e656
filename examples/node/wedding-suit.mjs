// The wedding-suit turn of the synthetic shop, asked from Node: the same text as `make -s demo FORMAT=json`.
//   cargo run --release -p sartor-examples --bin menswear -- --out shop && node wedding-suit.mjs shop
import { join } from 'node:path'
import { Catalog, Shop, Trainer } from 'sartor'

const asOf = Date.UTC(2026, 5, 1, 8)
const folder = process.argv[2]

const catalog = await Catalog.fromCsv(join(folder, 'catalogue.csv'), { currency: 'USD' })
// This shop writes whole dollars on its labels.
const trainer = new Trainer(catalog, { policy: { pricing: { roundToMinor: 100 } } })
await trainer.readEvents(join(folder, 'events.jsonl'))
const engine = await trainer.fit(asOf)

const shop = new Shop()
// Someone counts the suits every morning.
const suits = catalog.products().filter(({ category }) => category === 'suits')
for (const [at, { productId }] of suits.entries()) shop.stock(productId, (at + 4) % 9, asOf - 5 * 60_000)

const request = {
  customerId: 'customer_123',
  sessionId: 'session_456',
  intent: { category: 'product_inquiry', entities: { occasion: 'wedding', budget: '$1000-2000' } },
  conversationContext: { conversationHistory: [], customerPreferences: {} },
  additionalData: { imageUrls: ['product_image.jpg'], location: 'Detroit', deviceType: 'mobile', jurisdiction: 'US-MI' },
}
// The door of JSON gives the text as core wrote it; engine.chat(trainer.profile(...), shop, request, asOf) gives an object.
const profile = JSON.parse(trainer.profile(request.customerId).toJson())
console.log(engine.call('chat', JSON.stringify({ profile, shop: JSON.parse(shop.toJson()), request, asOf })))
