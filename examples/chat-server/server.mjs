// Trains an engine on a shop's files and serves it on this machine alone.
//   SARTOR_KEYS=chat-key:chat,staff-key:analyst node server.mjs CATALOGUE.csv EVENTS.jsonl [--as-of 2026-06-01] [--port 8080]
// SIGHUP trains again on the same files and swaps the new engine in while requests run.
import { parseArgs } from 'node:util'

import { Catalog, Shop, Trainer } from 'sartor'

import { createApp } from './app.mjs'
import { MemoryProfiles } from './profiles.mjs'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'as-of': { type: 'string' }, port: { type: 'string', default: '8080' } },
})
const [cataloguePath, eventsPath] = positionals
const keys = new Map((process.env.SARTOR_KEYS ?? '').split(',').filter(Boolean).map((pair) => pair.split(':')))
if (!cataloguePath || !eventsPath || keys.size === 0) {
  console.error('usage: SARTOR_KEYS=KEY:ROLE[,KEY:ROLE...] node server.mjs CATALOGUE.csv EVENTS.jsonl [--as-of DATE] [--port PORT]')
  console.error('roles: chat (prompt-safe answers), analyst (also value, churn and reasons of prices)')
  process.exit(2)
}
const stated = values['as-of'] === undefined ? undefined : Date.parse(values['as-of'])
const now = () => stated ?? Date.now()

const train = async () => {
  const trainer = new Trainer(await Catalog.fromCsv(cataloguePath))
  const report = await trainer.readEvents(eventsPath, {
    onProgress: (done, total) => process.stderr.write(`\rreading ${Math.round((100 * done) / total)} %`),
  })
  process.stderr.write(`\n${report.accepted} of ${report.lines} lines, ${report.skipped} skipped\n`)
  return { trainer, engine: await trainer.fit(now()) }
}

const { trainer, engine } = await train()
const profiles = new MemoryProfiles()
for (const customerId of trainer.customerIds()) profiles.put(trainer.profile(customerId))

const app = createApp({ engine, shop: new Shop(), profiles, keys, now })
process.on('SIGHUP', async () => {
  try {
    app.swap((await train()).engine)
  } catch (error) {
    console.error(`kept the engine as it was: ${error.message}`)
  }
})
app.server.listen(Number(values.port), '127.0.0.1', () => {
  const { port } = app.server.address()
  console.log(`http://127.0.0.1:${port}/api/v1/integration/health   model ${engine.modelId}`)
})
