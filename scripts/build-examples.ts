import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const EXAMPLES = join(__dirname, '../examples')
const RECORD = join(EXAMPLES, 'last-built.json')
/** Where each framework leaves its mini-program. Together they install 660 MB, so that CI runs what is kept here. */
const OUTPUTS = {
  'taro-react': 'dist',
  'uni-app-vue3': 'dist/build/mp-weixin',
} as const

/** When an example was built last, and with what. */
interface Built {
  readonly at: string
  readonly node: string
}

const build = (name: keyof typeof OUTPUTS): Built => {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`))
  try {
    cpSync(join(EXAMPLES, name), folder, { recursive: true })
    const npm = (...command: string[]) =>
      execFileSync('npm', command, { cwd: folder, stdio: 'inherit' })
    npm('install', '--ignore-scripts', '--no-audit', '--no-fund')
    npm('run', 'build')
    const built = join(EXAMPLES, name, 'built')
    rmSync(built, { recursive: true, force: true })
    cpSync(join(folder, OUTPUTS[name]), built, { recursive: true })
    return { at: new Date().toISOString().slice(0, 10), node: process.version }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const record = JSON.parse(readFileSync(RECORD, 'utf8')) as Record<string, Built>
const names = Object.keys(OUTPUTS) as (keyof typeof OUTPUTS)[]
for (const name of names) {
  const { at, node } = record[name] ?? { at: 'never', node: '' }
  process.stdout.write(`${name}: last built ${at} ${node}\n`)
}
if (!process.argv.includes('--last')) {
  for (const name of names) record[name] = build(name)
  for (const name of names) {
    const readme = join(EXAMPLES, name, 'README.md')
    const text = readFileSync(readme, 'utf8')
    const date = `last built on ${record[name]?.at}`
    writeFileSync(readme, text.replace(/last built on [\d-]+/, date))
  }
  writeFileSync(RECORD, `${JSON.stringify(record, undefined, 2)}\n`)
}
