// What a user installs: the package and that of the platform, from tarballs, in a project of their own.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, before, test } from 'node:test'

const root = fileURLToPath(new URL('..', import.meta.url))
const program = `import { Profile, Shop } from 'sartor'
new Shop().stock('suit_001', 4, Date.now())
console.log(new Profile('customer_123').customerId)`
let folder

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'sartor-'))
  execFileSync(process.execPath, [join(root, 'scripts/pack.mjs'), folder], { stdio: ['ignore', 'ignore', 'inherit'] })
})
after(() => rmSync(folder, { recursive: true }))

function project(name, tarballs) {
  const at = mkdtempSync(join(folder, name))
  writeFileSync(join(at, 'package.json'), '{"private": true}')
  writeFileSync(join(at, 'program.mjs'), program)
  const paths = tarballs.map((tarball) => join(folder, tarball))
  execFileSync('npm', ['install', '--offline', '--silent', '--no-audit', '--no-fund', ...paths], { cwd: at })
  return spawnSync(process.execPath, ['program.mjs'], { cwd: at, encoding: 'utf8' })
}

test('both packages installed into an empty project work', () => {
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  assert.equal(tarballs.length, 2)
  const { stdout, stderr } = project('whole-', tarballs)
  assert.equal(stdout, 'customer_123\n', stderr)
})

test('without the package of the platform the error says what is missing', () => {
  const tarballs = readdirSync(folder).filter((name) => /^sartor-\d.*\.tgz$/.test(name))
  assert.equal(tarballs.length, 1)
  const { status, stderr } = project('part-', tarballs)
  assert.equal(status, 1)
  assert.match(stderr, /sartor finds no binary for \w+ \w+: install the package of this platform/)
})
