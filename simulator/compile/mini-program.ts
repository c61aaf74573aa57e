import { join } from 'node:path'
import type { AppConfig, Compiled, CompiledPlugin, CompiledSpace } from '../compiled'
import { compileCodeSpace } from './code-space'
import { Fault } from './fault'
import { readJson } from './read-json'
import { openSourceTree } from './source-tree'

type Plugins = Readonly<Record<string, { readonly provider: string; readonly version: string }>>

interface AppJson extends AppConfig {
  readonly usingComponents?: Record<string, string>
  readonly plugins?: Plugins
}

interface PluginJson {
  readonly main?: string
  readonly publicComponents?: Record<string, string>
}

const withoutEnding = (file: string) => file.replace(/\.[jt]s$/, '')

/** Faults name their file inside the room; the reader wants to know the room as well. */
const inRoom = async <T>(room: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw error instanceof Fault ? new Fault(`${room}/${error.file}`, error.message) : error
  }
}

const compileHost = async (dir: string): Promise<{ app: AppJson; host: CompiledSpace }> => {
  const tree = openSourceTree(dir)
  const app = readJson(tree, 'app.json') as AppJson | undefined
  if (!app?.pages?.length) throw new Fault('app.json', 'is not there, or names no pages')
  if (Object.keys(app.plugins ?? {}).length > 1) throw new Fault('app.json', 'names two plugins')
  const host = await compileCodeSpace(tree, {
    name: 'host',
    pages: app.pages,
    components: [],
    scripts: ['app'],
    using: app.usingComponents ?? {},
  })
  return { app, host }
}

const compilePlugin = async (
  dir: string,
  alias: string,
  provider: string,
): Promise<CompiledPlugin> => {
  const tree = openSourceTree(dir)
  const json = readJson(tree, 'plugin.json') as PluginJson | undefined
  if (!json) throw new Fault('plugin.json', 'is not there, but app.json names a plugin')
  const main = withoutEnding(json.main ?? 'index.js')
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
  const { app, host } = await inRoom('miniprogram', () => compileHost(join(root, 'miniprogram')))
  const project = readJson(openSourceTree(root), 'project.config.json') as { appid?: string }
  const appId = project?.appid ?? 'touristappid'
  const [[alias, declared] = []] = Object.entries(app.plugins ?? {})
  if (!alias || !declared) return { appId, app, host }
  const plugin = await inRoom('plugin', () =>
    compilePlugin(join(root, 'plugin'), alias, declared.provider),
  )
  return { appId, app, host, plugin }
}
