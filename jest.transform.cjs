// ts-jest and @swc/jest do not work with TypeScript 7 here; esbuild strips the types, tsc checks them.
const { transformSync } = require('esbuild')

module.exports = {
  process(source, filename) {
    const loader = filename.endsWith('.ts') ? 'ts' : 'js'
    return transformSync(source, {
      loader,
      format: 'cjs',
      target: 'node20',
      sourcemap: 'inline',
      sourcefile: filename,
    })
  },
}
