import { join } from 'node:path'
import type { AppConfig, Compiled, CompiledPlugin } from '../compiled'
import { compileCodeSpace } from './code-space'
import { Fault } from './fault'
import { readJson } from './read-json'
import { openSourceTree } from './source-tree'

interface AppJson extends AppConfig {
  readonly usingComponents?: Record<string, string>
  readonly plugins?: Record<string, { readonly provider: string; readonly version: string }>
}

interface PluginJson {
  readonly main?: string
  readonly publicComponents?: Record<string, string>
}

const compilePlugin = async (
  dir: string,
  alias: string,
  provider: string,
): Promise<CompiledPlugin> => {
  const tree = openSourceTree(dir)
  const json = readJson(tree, 'plugin.json') as PluginJson | undefined
  if (!json) throw new Fault('plugin/plugin.json', 'app.json names a plugin, but it is not there')
  const main = (json.main ?? 'index.js').replace(/\.[jt]s$/, '')
  const publicComponents = json.publicComponents ?? {}
  const space = await compileCodeSpace(tree, {
    name: 'plugin',
    pages: [],
    components: Object.values(publicComponents),
    scripts: [main],
    using: {},
  })
  return { ...space, alias, provider, main, publicComponents }
}

/** Compiles the mini-program in `root`/miniprogram with the plugin in `root`/plugin. */
export const compileMiniProgram = async (root: string): Promise<Compiled> => {
  const tree = openSourceTree(join(root, 'miniprogram'))
  const app = readJson(tree, 'app.json') as AppJson | undefined
  if (!app?.pages?.length) {
    throw new Fault('miniprogram/app.json', 'is not there yet, or names no pages')
  }
  const aliases = Object.entries(app.plugins ?? {})
  if (aliases.length > 1) throw new Fault('miniprogram/app.json', 'names more than one plugin')
  const [[alias, declared] = []] = aliases
  const [host, plugin] = await Promise.all([
    compileCodeSpace(tree, {
      name: 'host',
      pages: app.pages,
      components: [],
      scripts: ['app'],
      using: app.usingComponents ?? {},
    }),
    alias && declared
      ? compilePlugin(join(root, 'plugin'), alias, declared.provider)
      : Promise.resolve(undefined),
  ])
  const project = readJson(openSourceTree(root), 'project.config.json') as { appid?: string }
  const appId = project?.appid ?? 'touristappid'
  return plugin ? { appId, app, host, plugin } : { appId, app, host }
}
