// Fails when index.d.ts or native.js differ from what the Rust sources give now, when the versions of the
// package and the workspace differ, or when the package would hold a file that users do not need.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const generated = ['index.d.ts', 'native.js']
const kept = mkdtempSync(join(tmpdir(), 'sartor-'))
const problems = []

for (const file of generated) copyFileSync(join(root, file), join(kept, file))
try {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  for (const file of generated) {
    const committed = readFileSync(join(kept, file), 'utf8')
    if (committed !== readFileSync(join(root, file), 'utf8')) {
      problems.push(`bindings-node/${file} is not what the sources give: run npm run build and commit it`)
    }
  }
} finally {
  for (const file of generated) copyFileSync(join(kept, file), join(root, file))
  rmSync(kept, { recursive: true })
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const workspace = /\[workspace\.package\]\s+version = "([^"]+)"/.exec(readFileSync(join(root, '../Cargo.toml'), 'utf8'))
if (version !== workspace?.[1]) {
  problems.push(`bindings-node/package.json says version ${version}, Cargo.toml ${workspace?.[1]}`)
}

const packed = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], { cwd: root, encoding: 'utf8' }))
const files = packed[0].files.map((file) => file.path).sort()
const wanted = ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'index.d.ts', 'index.js', 'native.js', 'package.json']
if (JSON.stringify(files) !== JSON.stringify(wanted)) {
  problems.push(`the package would hold ${files.join(', ')}; expected ${wanted.join(', ')}`)
}

for (const problem of problems) console.error(problem)
process.exitCode = problems.length ? 1 : 0
