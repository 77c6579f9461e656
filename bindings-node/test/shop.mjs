// A small menswear shop of made-up customers, the same at every run, for the tests.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import sartor from '../index.js'

export const asOf = Date.UTC(2026, 5, 1)
const day = 86_400_000

export const uniform = (seed) => () => (seed = (seed * 16807) % 2147483647) / 2147483647

const kinds = [
  ['suits', 'suit', 120_000], ['shirts', 'shirt', 9_500], ['ties', 'tie', 7_550], ['shoes', 'shoe', 24_000],
]
const colours = ['navy', 'charcoal', 'burgundy', 'white']
const occasions = ['wedding', 'work', 'weekend']

/** Products of a catalogue of any size. */
export const products = (count) => Array.from({ length: count }, (_, at) => {
  const [category, kind, price] = kinds[at % kinds.length]
  return {
    productId: `${kind}_${String(at).padStart(4, '0')}`,
    name: `${colours[at % 3]} ${kind} ${at}`,
    category,
    brand: ['Alder', 'Birch'][at % 2],
    priceMinor: price + 500 * (at % 9),
    costMinor: Math.round(price / 2),
    attributes: [
      { name: 'colour', value: colours[(at >> 2) % colours.length] },
      { name: 'fit', value: ['slim', 'regular'][at % 2] },
      { name: 'occasion', value: occasions[at % occasions.length] },
    ],
  }
})

/** Consent, visits and orders of some customers, as Segment calls in the order of time. */
export const events = (customers, catalog) => {
  const random = uniform(11)
  const made = []
  const push = (userId, at, event, properties) =>
    made.push({ type: 'track', event, messageId: `m${made.length}`, userId, timestamp: new Date(at).toISOString(), properties })
  for (let customer = 0; customer < customers; customer++) {
    const userId = `customer_${customer}`
    let at = asOf - day * (30 + Math.floor(500 * random()))
    for (const purpose of ['analytics', 'personalization', 'pricing']) {
      if (customer % 10 !== 9) push(userId, at - 1000, 'Consent Changed', { purpose, state: 'granted', basis: 'consent' })
    }
    const orders = 1 + Math.floor(random() ** 2 * 9)
    for (let order = 0; order < orders && at < asOf; order++) {
      const bought = catalog[Math.floor(random() * catalog.length)]
      const product = { product_id: bought.productId, price: bought.priceMinor / 100, quantity: 1 }
      push(userId, at, 'Product Viewed', { ...product, currency: 'USD' })
      push(userId, at + 60_000, 'Order Completed', {
        order_id: `o${made.length}`, currency: 'USD', total: bought.priceMinor / 100, products: [product],
      })
      at += day * (3 + Math.floor(90 * random()))
    }
  }
  return made.filter((event) => Date.parse(event.timestamp) < asOf)
}

/** The chat turn that every caller knows. */
export const chatRequest = (customerId) => ({
  customerId,
  sessionId: 'session_456',
  intent: { category: 'product_inquiry', entities: { occasion: 'wedding', budget: '$1000-2000' } },
  conversationContext: { conversationHistory: [], customerPreferences: {} },
  additionalData: { imageUrls: ['product_image.jpg'], location: 'Detroit', deviceType: 'mobile' },
})

/** Files in a folder of their own, removed with it. */
export const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'sartor-test-'))
  return {
    write(name, content) {
      writeFileSync(join(path, name), content)
      return join(path, name)
    },
    remove: () => rmSync(path, { recursive: true }),
  }
}

/** A trainer that has read the shop, and the engine it fits. */
export const train = async ({ productCount = 120, customers = 300 } = {}) => {
  const list = products(productCount)
  const catalog = new sartor.Catalog(list, 'USD')
  const trainer = new sartor.Trainer(catalog)
  const files = folder()
  try {
    const lines = events(customers, list).map((event) => JSON.stringify(event))
    const report = await trainer.readEvents(files.write('events.jsonl', lines.join('\n')))
    return { catalog, trainer, report, engine: await trainer.fit(asOf) }
  } finally {
    files.remove()
  }
}
