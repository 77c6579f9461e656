// What to expect of each customer, learnt from a file of order lines.
//   node quickstart.mjs orders.csv GBP               as of now
//   node quickstart.mjs orders.csv GBP 2011-12-10    as of the start of a day, for an old file
// The file is CSV or gzip of it with the columns Invoice, StockCode, Description, Quantity, InvoiceDate, Price and
// Customer ID in any order; name others in columns.
import { Catalog, Trainer } from 'sartor'

const columns = {} // such as { orderId: 'order_no', customerId: 'buyer' }

const [path, currency, day] = process.argv.slice(2)
const asOf = day ? new Date(day) : new Date()

const catalog = await Catalog.fromOrders(path, { currency, columns })
const trainer = new Trainer(catalog)
// State why you may use these orders: 'consent', 'legitimate_interest' or 'contract'. Nothing is used without it.
const report = await trainer.readOrders(path, { consentBasis: 'legitimate_interest', columns })
console.log(`${report.lines} lines: ${report.accepted} of customers, ${report.withoutCustomer} of nobody, ${report.skipped} skipped`)
for (const { line, reason } of report.problems.slice(0, 5)) console.log(`  line ${line}: ${reason}`)

const engine = await trainer.fit(asOf)
const profiles = trainer.customerIds().map((customerId) => trainer.profile(customerId))
const outlooks = await engine.outlookBatch(profiles, asOf)

// Columns, one row a customer. Money is in minor units: cents, pence.
const rows = outlooks.customerId.map((customer, row) => ({
  customer,
  value: Math.round(outlooks.lifetimeValueMinor[row]),
  low: Math.round(outlooks.lifetimeValueLowMinor[row]),
  high: Math.round(outlooks.lifetimeValueHighMinor[row]),
  alive: Number(outlooks.probabilityAlive[row].toFixed(2)),
  churn: Number(outlooks.churn[row].toFixed(2)),
}))
console.table(rows.sort((a, b) => b.value - a.value).slice(0, 10))
