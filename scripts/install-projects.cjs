// `prepare`: installs the npm projects beside this one. They are no workspaces: WeChat packs the demo's packages from a
// node_modules beside its own package.json, one framework needs overrides, and the type tests bring another tsc.
const { execSync } = require('node:child_process')

for (const folder of ['miniprogram', 'test/frameworks', 'test/types']) {
  // Settings of the npm that called this are inherited: `--package-lock-only`, and `legacy-peer-deps` of .npmrc.
  const command = `npm ci --prefix ${folder} --package-lock-only=false --legacy-peer-deps=false --no-audit --no-fund --loglevel=error`
  execSync(command, { stdio: ['ignore', 'ignore', 'inherit'] })
}
