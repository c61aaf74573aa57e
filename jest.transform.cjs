// ts-jest and @swc/jest do not work with TypeScript 7 here; esbuild strips the types, tsc checks them.
const { transformSync } = require('esbuild')

module.exports = {
  process(source, filename) {
    // Jest's sandbox has no dynamic import, by which the embedded database loads modules of Node. (Below, esbuild makes a require of ours.)
    if (filename.includes('@electric-sql'))
      return {
        code: source.replaceAll(/\bimport\(("[\w/:]+")\)/g, 'Promise.resolve(module.require($1))'),
      }
    const loader = filename.endsWith('.ts') ? 'ts' : 'js'
    return transformSync(source, {
      loader,
      format: 'cjs',
      target: 'node20',
      supported: { 'dynamic-import': false },
      sourcemap: 'inline',
      sourcefile: filename,
    })
  },
}
