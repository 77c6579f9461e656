// The wedding-suit turn of the synthetic shop, asked from Node: the same text as `make -s demo FORMAT=json`.
//   cargo run -p sartor-examples --bin menswear -- --out shop && node wedding.mjs shop/catalogue.csv shop/events.jsonl
import { Catalog, Shop, Trainer } from 'sartor'

const asOf = Date.UTC(2026, 5, 1, 8)
const [cataloguePath, eventsPath] = process.argv.slice(2)

const catalog = await Catalog.fromCsv(cataloguePath, { currency: 'USD' })
// This shop writes whole dollars on its labels.
const trainer = new Trainer(catalog, { policy: { pricing: { roundToMinor: 100 } } })
await trainer.readEvents(eventsPath)
const engine = await trainer.fit(asOf)

const shop = new Shop()
// Someone counts the suits every morning.
const suits = catalog.products().filter(({ category }) => category === 'suits')
for (const [at, { productId }] of suits.entries()) shop.stock(productId, at % 9, asOf - 5 * 60_000)

const request = {
  customerId: 'customer_123',
  sessionId: 'session_456',
  intent: { category: 'product_inquiry', entities: { occasion: 'wedding', budget: '$1000-2000' } },
  conversationContext: { conversationHistory: [], customerPreferences: {} },
  additionalData: { imageUrls: ['product_image.jpg'], location: 'Detroit', deviceType: 'mobile', jurisdiction: 'US-MI' },
}
const profile = JSON.parse(trainer.profile(request.customerId).toJson())
console.log(engine.call('chat', JSON.stringify({ profile, shop: JSON.parse(shop.toJson()), request, asOf })))
