import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { minify } from 'terser'

/** Exported under their own names, they need no `a as init`. */
const exportsOf = (code: string): string[] =>
  /export \{([^}]*)\};?\s*$/
    .exec(code)?.[1]
    ?.split(',')
    .map((name) => name.trim()) ?? []

/**
 * Names that our own modules say to each other and nobody else hears: none of them is stored, sent, told by WeChat or
 * seen by a merchant, so they may be shortened like any variable.
 */
const INTERNAL =
  /^(clock|createTransport|current|enter|erase|expire|far|onOnline|output|poll|refusal|refuse|seq|unload)$/

/**
 * One entry of the plugin with all that it requires at once, minified: CommonJS text, and its bytes plain and gzipped.
 * What is required later (inside a function) stays a `require` of its own.
 */
export const bundlePlugin = async (
  entry = 'plugin/index.ts',
): Promise<{ code: string; bytes: number; gzip: number }> => {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    minifySyntax: true,
    define: { require: 'requireLater' },
  })
  const bundled = outputFiles[0]?.text ?? ''
  // Each function inlined once at most, and variables declared together: gzip finds more of the same.
  const { code = '' } = await minify(bundled, {
    module: true,
    ecma: 2020,
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- terser's enum has no value at run time
    compress: { passes: 3, inline: 1, hoist_vars: true },
    mangle: { reserved: exportsOf(bundled), properties: { regex: INTERNAL } },
  })
  // esbuild's own CommonJS form carries a getter for each export, 190 bytes that nobody needs here; and an object that is
  // taken apart into its exports and put together again need not be.
  const commonJs = code
    .replaceAll('requireLater(', 'require(')
    .replace(
      /export\{([^}]*)\};?$/,
      (_, names: string) => `module.exports={${names.replace(/(\w+) as (\w+)/g, '$2:$1')}};`,
    )
    .replace(/,\{([\w,:]+)\}=(\w+);module\.exports=\{\1\};$/, ';module.exports=$2;')
  return {
    code: `"use strict";${commonJs}\n`,
    bytes: Buffer.byteLength(commonJs),
    gzip: gzipSync(commonJs, { level: 9 }).length,
  }
}
