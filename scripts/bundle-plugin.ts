import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { minify } from 'terser'

/** Exported under their own names, they need no `a as init`. */
const exportsOf = (code: string): string[] =>
  /export \{([^}]*)\};?\s*$/
    .exec(code)?.[1]
    ?.split(',')
    .map((name) => name.trim()) ?? []

/** The plugin's main with all that it requires, minified: CommonJS text, and its bytes plain and gzipped. */
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
  })
  const bundled = outputFiles[0]?.text ?? ''
  // Each function inlined once at most, and variables declared together: gzip finds more of the same.
  const { code = '' } = await minify(bundled, {
    module: true,
    ecma: 2020,
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- terser's enum has no value at run time
    compress: { passes: 3, inline: 1, hoist_vars: true },
    mangle: { reserved: exportsOf(bundled) },
  })
  // esbuild's own CommonJS form carries a getter for each export, 190 bytes that nobody needs here.
  const commonJs = code.replace(
    /export\{([^}]*)\};?$/,
    (_, names: string) => `module.exports={${names.replace(/(\w+) as (\w+)/g, '$2:$1')}};`,
  )
  const bytes = Buffer.byteLength(commonJs)
  return {
    code: `"use strict";${commonJs}\n`,
    bytes,
    gzip: gzipSync(commonJs, { level: 9 }).length,
  }
}
