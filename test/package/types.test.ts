import { execFile } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildPackage } from '../../scripts/build-package'

const ROOT = join(__dirname, '../..')
/** WeChat's typings by version: the package that holds them here. */
const TYPINGS = {
  '3.12': 'test/types/node_modules/typings-3',
  '4.1': 'test/types/node_modules/typings-4',
  '5.2': 'node_modules/miniprogram-api-typings',
}
/** Version 7 is fast enough to be asked twice: with and without `exactOptionalPropertyTypes`. */
const COMPILERS: [version: number, path: string, exact: boolean][] = [
  [5, 'test/types/node_modules/typescript/bin/tsc', true],
  [7, 'node_modules/typescript/bin/tsc', true],
  [7, 'node_modules/typescript/bin/tsc', false],
]

let shop: string
/** A merchant's project: the built package, WeChat's typings, the strictest settings. */
const check = async (
  compiler: string,
  typings: string | undefined,
  exact: boolean,
): Promise<string> => {
  const folder = mkdtempSync(join(shop, 'project-'))
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  symlinkSync(join(shop, 'youshu-coupon-plugin'), join(modules, 'youshu-coupon-plugin'))
  if (typings) symlinkSync(join(ROOT, typings), join(modules, 'miniprogram-api-typings'))
  const samples = typings ? readdirSync(join(ROOT, 'test/types')) : []
  for (const file of samples.filter((name) => name.endsWith('.ts')))
    // The typings before 4.0 lose what a behavior brings, with and without the plugin.
    if (!(file.startsWith('behavior') && typings?.endsWith('typings-3')))
      copyFileSync(join(ROOT, 'test/types', file), join(folder, file))
  copyFileSync(join(ROOT, 'typings/coupon-tracker.d.ts'), join(folder, 'coupon-tracker.d.ts'))
  writeFileSync(
    join(folder, 'first.ts'),
    "import { init } from 'youshu-coupon-plugin'\ninit({ appId: 'bi0' })\n",
  )
  const compilerOptions = {
    target: 'ES2020',
    lib: ['ES2020'],
    module: 'ESNext',
    moduleResolution: 'bundler',
    moduleDetection: 'force',
    types: typings ? ['miniprogram-api-typings'] : [],
    noEmit: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: exact,
    skipLibCheck: false,
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  try {
    await promisify(execFile)(process.execPath, [join(ROOT, compiler), '-p', folder])
    return ''
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

beforeAll(async () => {
  shop = mkdtempSync(join(tmpdir(), 'typed-shops-'))
  const built = join(shop, 'youshu-coupon-plugin')
  await buildPackage(built)
  copyFileSync(join(ROOT, 'package.json'), join(built, 'package.json'))
})
afterAll(() => rmSync(shop, { recursive: true, force: true }))

describe.each(COMPILERS)('TypeScript %s (%s, exact: %s)', (_, compiler, exact) => {
  test.each(Object.entries(TYPINGS))(
    'reads the package beside WeChat’s typings %s',
    async (_version, typings) => {
      expect(await check(compiler, typings, exact)).toBe('')
    },
    180_000,
  )

  test('reads the package where WeChat’s typings are missing', async () => {
    expect(await check(compiler, undefined, exact)).toBe('')
  })
})
