// The pieces of docs/node.md below which stands what they print are run from top to bottom, and have to print that.
// `node test/guide.test.mjs --write` writes what they print into the page instead.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { format } from 'node:util'

import sartor from '../index.js'

const page = new URL('../../docs/node.md', import.meta.url)
const piece = /^```js\n(?<code>(?:(?!^```).*\n)*)^```\n\n```text\n(?<said>(?:(?!^```).*\n)*)^```\n/gm
const text = readFileSync(page, 'utf8')
const pieces = [...text.matchAll(piece)].map(({ groups }) => groups)

/** What the pieces print; one sees what those before it declared. */
const run = async () => {
  const said = pieces.map(() => [])
  const code = pieces.map(({ code }, place) => `print = (...words) => { said[${place}].push(format(...words)) }\n${code}`).join('\n')
  const body = code.replaceAll(/^import (\{[^}]*\}) from 'sartor'$/gm, 'const $1 = sartor').replaceAll('console.log(', 'print(')
  const AsyncFunction = (async () => {}).constructor
  await new AsyncFunction('sartor', 'said', 'format', `let print\n${body}`)(sartor, said, format)
  return said.map((lines) => lines.map((line) => `${line}\n`).join(''))
}

if (process.argv.includes('--write')) {
  const said = await run()
  let place = 0
  writeFileSync(page, text.replaceAll(piece, (whole, code) => `\`\`\`js\n${code}\`\`\`\n\n\`\`\`text\n${said[place++]}\`\`\`\n`))
} else {
  test('the guide prints what stands in it', async () => {
    assert.ok(pieces.length >= 2)
    assert.deepEqual(await run(), pieces.map(({ said }) => said))
  })
}
