import { existsSync } from 'node:fs'
import { basename, join, normalize, relative } from 'node:path'
import type { AppConfig } from '../compiled'
import { Problems } from './problems'
import { openSourceTree, readJson, requireJson } from './source-tree'

interface ProjectConfig {
  readonly appid?: string
  readonly projectname?: string
  readonly miniprogramRoot?: string
  readonly srcMiniprogramRoot?: string
  readonly pluginRoot?: string
}

type DeclaredPlugins = Readonly<
  Record<string, { readonly provider?: string; readonly version?: string }>
>

interface Subpackage {
  readonly root: string
  readonly pages?: readonly string[]
  readonly plugins?: DeclaredPlugins
}

interface AppJson extends AppConfig {
  readonly usingComponents?: Record<string, string>
  readonly plugins?: DeclaredPlugins
  readonly subpackages?: readonly Subpackage[]
  readonly subPackages?: readonly Subpackage[]
  readonly resolveAlias?: Readonly<Record<string, string>>
}

export interface DeclaredPlugin {
  readonly alias: string
  readonly provider: string
  readonly version: string
}

export interface Project {
  readonly root: string
  readonly name: string
  /** The wx appid of the mini-program. */
  readonly appId: string
  /** Where app.json lies. */
  readonly miniprogramDir: string
  /** The same, seen from the root: what stands before the names of its files in a message. */
  readonly miniprogramFolder: string
  /** The project's own plugin, if it is one that develops a plugin. */
  readonly pluginDir?: string
  /** With the pages of the subpackages, by their whole path. */
  readonly app: AppJson
  /** Those of the subpackages as well, each alias once. */
  readonly plugins: readonly DeclaredPlugin[]
}

// Where frameworks and older templates put what DevTools opens.
const USUAL_FOLDERS = [
  '',
  'miniprogram',
  'src',
  'dist',
  'dist/build/mp-weixin',
  'dist/dev/mp-weixin',
  'unpackage/dist/build/mp-weixin',
  'unpackage/dist/dev/mp-weixin',
]

const findMiniprogram = (root: string, config: ProjectConfig): string => {
  const declared = [config.miniprogramRoot, config.srcMiniprogramRoot].filter(
    (folder) => folder !== undefined,
  )
  const found = [...declared, ...USUAL_FOLDERS].find((folder) =>
    existsSync(join(root, folder, 'app.json')),
  )
  const folder = found ?? declared[0] ?? 'miniprogram'
  return normalize(join(root, folder))
}

const findPlugin = (root: string, { pluginRoot = 'plugin' }: ProjectConfig) => {
  const dir = normalize(join(root, pluginRoot))
  return existsSync(join(dir, 'plugin.json')) ? dir.replace(/[/\\]$/, '') : undefined
}

const allPages = (app: AppJson) => {
  const inSubpackages = (app.subpackages ?? app.subPackages ?? []).flatMap(({ root, pages = [] }) =>
    pages.map((page) => normalize(`${root}/${page}`)),
  )
  return [...new Set([...app.pages, ...inSubpackages].map((page) => page.replace(/^\//, '')))]
}

const declaredPlugins = (app: AppJson): DeclaredPlugin[] => {
  const subpackages = app.subpackages ?? app.subPackages ?? []
  const all = Object.assign(
    {},
    ...subpackages.map(({ plugins }) => plugins),
    app.plugins,
  ) as DeclaredPlugins
  return Object.entries(all).map(([alias, { provider = '', version = '' }]) => ({
    alias,
    provider,
    version,
  }))
}

/** The folders with the sources of a project, as far as it says where they are. */
export const sourceFolders = (root: string): { miniprogram: string; plugin?: string } => {
  const config = readJson(openSourceTree(root), 'project.config.json', new Problems()) ?? {}
  const plugin = findPlugin(root, config)
  return { miniprogram: findMiniprogram(root, config), ...(plugin !== undefined && { plugin }) }
}

/** Reads what a folder says about the mini-program in it. A `CompileError` where there is none. */
export const readProject = (root: string, problems: Problems): Project => {
  const config: ProjectConfig =
    readJson(openSourceTree(root), 'project.config.json', problems) ?? {}
  const miniprogramDir = findMiniprogram(root, config)
  const miniprogramFolder = relative(root, miniprogramDir)
  const tree = openSourceTree(miniprogramDir)
  const found = problems.within(miniprogramFolder)
  const app = requireJson(tree, 'app.json', found) as unknown as AppJson
  if (!app.pages?.length) throw found.fatal('app.json', 'names no pages')
  const pluginDir = findPlugin(root, config)
  return {
    root,
    name: config.projectname ?? basename(root),
    appId: config.appid || 'touristappid',
    miniprogramDir,
    miniprogramFolder,
    ...(pluginDir !== undefined && { pluginDir }),
    app: { ...app, pages: allPages(app) },
    plugins: declaredPlugins(app),
  }
}
