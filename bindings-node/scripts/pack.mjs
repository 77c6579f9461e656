// Packs what `npm install` needs on machines like this one, into a folder: the package of the platform with the binary
// that was built last, and the package that loads it.
//   npm run build:release && npm run pack:here -- ../dist && npm install ../dist/*.tgz
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = resolve(process.env.INIT_CWD ?? '.', process.argv[2] ?? '.')
const binaries = readdirSync(root).filter((name) => /^sartor\..*\.node$/.test(name))
if (binaries.length !== 1) {
  console.error(`expected one binary in bindings-node, found ${binaries.join(', ') || 'none'}: run npm run build:release`)
  process.exit(1)
}

const { name, version, description, license, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const platform = binaries[0].split('.')[1]
const staged = mkdtempSync(join(tmpdir(), 'sartor-'))
try {
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(root, binaries[0]), join(staged, binaries[0]))
  for (const licence of ['LICENSE-APACHE', 'LICENSE-MIT']) copyFileSync(join(root, '..', licence), join(staged, licence))
  const fields = { os: [process.platform], cpu: [process.arch], main: binaries[0], files: [binaries[0], 'LICENSE-*'] }
  const manifest = { name: `${name}-${platform}`, version, description, license, engines, ...fields }
  writeFileSync(join(staged, 'package.json'), JSON.stringify(manifest))
  for (const from of [staged, root]) {
    const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: from, encoding: 'utf8' })
    console.log(join(folder, packed.trim().split('\n').at(-1)))
  }
} finally {
  rmSync(staged, { recursive: true })
}
