import { join, relative } from 'node:path'
import {
  type Compiled,
  type CompiledPlugin,
  type CompiledSpace,
  holdsTracker,
  titleOf,
  type WindowConfig,
} from '../compiled'
import { compileCodeSpace } from './code-space'
import { Problems } from './problems'
import { type DeclaredPlugin, type Project, readProject } from './project'
import { openMemoryTree, openSourceTree, requireJson } from './source-tree'

interface PluginJson {
  readonly main?: string
  readonly publicComponents?: Record<string, string>
}

interface Options {
  /** Puts the tracker around the constructors of a mini-program that does not do so itself. */
  readonly wrap?: boolean
}

/** The tracker of this repository: what every shop's `coupon-tracker` is here. */
const REPOSITORY = join(__dirname, '../..')
export const TRACKER_DIR = join(REPOSITORY, 'plugin')
const TRACKER: DeclaredPlugin = {
  alias: 'coupon-tracker',
  provider: 'wx0000000000000000',
  version: 'dev',
}
// phone/icons.css draws the icons of the demo, which fetches nothing from elsewhere.
const DRAWN_FONTS: ReadonlySet<string> = new Set(['vant-icon'])

const withoutEnding = (file: string) => file.replace(/\.[jt]s$/, '')

const compileHost = async (project: Project, problems: Problems): Promise<CompiledSpace> => {
  const { app, miniprogramDir, miniprogramFolder, root } = project
  const tree = openSourceTree(miniprogramDir, app.resolveAlias)
  const tabBar = app.tabBar?.custom
    ? tree.findComponent('app.json', 'custom-tab-bar/index')
    : undefined
  const entries = {
    name: 'host',
    pages: app.pages,
    components: tabBar === undefined ? [] : [tabBar],
    scripts: ['app'],
    using: app.usingComponents ?? {},
    ...(root === REPOSITORY && { drawnFonts: DRAWN_FONTS }),
  }
  return compileCodeSpace(tree, entries, problems.within(miniprogramFolder))
}

const compilePlugin = async (
  { dir, folder, name }: { readonly dir: string; readonly folder: string; readonly name: string },
  { alias, provider }: DeclaredPlugin,
  all: Problems,
): Promise<CompiledPlugin> => {
  const tree = openSourceTree(dir)
  const problems = all.within(folder)
  const json = requireJson(tree, 'plugin.json', problems) as PluginJson
  const main = withoutEnding(json.main ?? 'index.js')
  const publicComponents = json.publicComponents ?? {}
  const entries = {
    name,
    pages: [],
    components: Object.values(publicComponents),
    scripts: [main],
    using: {},
    drawnFonts: DRAWN_FONTS,
  }
  const space = await compileCodeSpace(tree, entries, problems)
  const isTracker = dir === TRACKER_DIR
  return { ...space, alias, provider, main, publicComponents, kind: isTracker ? 'tracker' : 'own' }
}

/**
 * A plugin whose code is WeChat's to give out: its components are boxes with its name, and its functions do nothing but
 * say so.
 */
const standIn = async (
  { alias, provider }: DeclaredPlugin,
  host: CompiledSpace,
  problems: Problems,
): Promise<CompiledPlugin> => {
  const url = `plugin://${alias}/`
  const names = Object.values(host.components).flatMap(({ config }) =>
    Object.values(config.usingComponents).filter((to) => to.startsWith(url)),
  )
  const publicComponents = Object.fromEntries(
    names.map((to) => [to.slice(url.length), to.slice(url.length)]),
  )
  const files = Object.values(publicComponents).flatMap((path) => [
    [`${path}.wxml`, `<view class="stand-in">${alias}/${path}</view><slot/>`],
    [`${path}.js`, 'Component({})'],
  ])
  const main = `
    const say = (name) => console.warn('plugin "${alias}" is a stand-in here: ' + name + '() does nothing')
    module.exports = new Proxy({}, {
      get: (_, name) => typeof name === 'symbol' || name === 'then' ? undefined : () => say(name),
    })`
  const tree = openMemoryTree(Object.fromEntries([...files, ['index.js', main]]))
  const entries = {
    name: `plugin-${alias.replace(/\W+/g, '-')}`,
    pages: [],
    components: Object.values(publicComponents),
    scripts: ['index'],
    using: {},
  }
  const space = await compileCodeSpace(tree, entries, problems.within(`plugin ${alias}`))
  return { ...space, alias, provider, kind: 'stand-in', main: 'index', publicComponents }
}

const ownDir = ({ pluginDir }: Project, { alias, provider, version }: DeclaredPlugin) => {
  if (pluginDir !== undefined && version === 'dev') return pluginDir
  return alias === TRACKER.alias || provider === TRACKER.provider ? TRACKER_DIR : undefined
}

/**
 * Compiles the mini-program of the project in `root` with its plugins. What is wrong with a part of it is among the
 * problems, and the rest runs; a `CompileError` means that there is nothing to run.
 */
export const compileMiniProgram = async (
  root: string,
  { wrap = false }: Options = {},
): Promise<Compiled> => {
  const problems = new Problems()
  const project = readProject(root, problems)
  const { app, appId, name } = project
  const host = await compileHost(project, problems)
  const hasTracker =
    holdsTracker(host) || project.plugins.some((one) => ownDir(project, one) === TRACKER_DIR)
  const isTrackerAdded = wrap && !hasTracker
  const declared = isTrackerAdded ? [...project.plugins, TRACKER] : project.plugins
  const plugins = await Promise.all(
    declared.map(async (plugin, index) => {
      const dir = ownDir(project, plugin)
      if (dir === undefined) return standIn(plugin, host, problems)
      const folder = relative(dir === TRACKER_DIR ? REPOSITORY : root, dir)
      const scope = index === 0 ? 'plugin' : `plugin-${index}`
      return compilePlugin({ dir, folder, name: scope }, plugin, problems)
    }),
  )
  return {
    name,
    appId,
    app,
    host,
    plugins,
    wrap,
    isTrackerAdded,
    isDemo: root === REPOSITORY,
    pages: app.pages.map((path) => {
      const title = titleOf(host.components[path]?.config as WindowConfig | undefined, app.window)
      return { path, ...(title !== undefined && { title }) }
    }),
    problems: problems.all(),
  }
}
