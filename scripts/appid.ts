import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setAppids } from './set-appids'

const USAGE = `usage: npm run appid -- PLUGIN_APPID [DEMO_APPID] [--root FOLDER]
  PLUGIN_APPID  the plugin's own appid (wx…)
  DEMO_APPID    a mini-program or test account of yours that opens the demo: a phone refuses a host that uses its own plugin`

/** `npm run appid`: the owner's appids into the project, once, before it is opened in DevTools. */
const main = (): void => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { root: { type: 'string', default: join(__dirname, '..') } },
  })
  const [plugin, demo, ...more] = positionals
  if (!plugin || more.length) throw new Error(USAGE)
  setAppids(values.root, plugin, demo)
  console.log(`plugin ${plugin}${demo ? `, demo ${demo}` : ''}`)
}

try {
  main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
