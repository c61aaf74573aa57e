import type { CompiledComponent, CompiledSpace } from '../compiled'
import { printModules } from './print-modules'
import { readJson } from './read-json'
import { compileScripts } from './scripts'
import type { SourceTree } from './source-tree'
import { compileTemplates } from './templates'
import { resolveUsing } from './using-components'
import { compileWxss, type StyleOwner } from './wxss'

interface Entries {
  /** The prefix that keeps the class names of this code space apart from those of the others. */
  readonly name: string
  readonly pages: readonly string[]
  readonly components: readonly string[]
  readonly scripts: readonly string[]
  /** The tags that the app gives to every page and component. */
  readonly using: Readonly<Record<string, string>>
}

type Using = Record<string, string>

/** Everything of one code space that can be reached from its entries. */
export const compileCodeSpace = async (
  tree: SourceTree,
  entries: Entries,
): Promise<CompiledSpace> => {
  const components: Record<string, CompiledComponent> = {}
  const appUsing = resolveUsing(tree, 'app', entries.using)
  const pages = new Set(entries.pages)
  const visit = (path: string) => {
    if (components[path]) return
    const json = readJson(tree, `${path}.json`) ?? {}
    const own = resolveUsing(tree, path, json['usingComponents'] as Using | undefined)
    const usingComponents = path.startsWith('miniprogram_npm/') ? own : { ...appUsing, ...own }
    const config = { ...json, usingComponents }
    const scope = `${entries.name}-${path.replace(/\W+/g, '-')}`
    components[path] = pages.has(path)
      ? { config }
      : { config: { ...config, component: true }, scope }
    Object.values(usingComponents)
      .filter((to) => to.startsWith('/'))
      .forEach((to) => visit(to.slice(1)))
  }
  for (const path of [...pages, ...entries.components]) visit(path)

  const paths = Object.keys(components)
  const scripts = await compileScripts(tree, [...entries.scripts, ...paths])
  const styles = (names: readonly string[], owner: (path: string) => StyleOwner) =>
    names
      .filter((path) => tree.has(`${path}.wxss`))
      .map((path) => compileWxss(tree, `${path}.wxss`, owner(path)))
  const scoped = paths.filter((path) => !pages.has(path))
  const css = [
    ...styles(scoped, (path) => ({ scope: components[path]?.scope ?? '' })),
    ...styles(['app'], () => 'app'),
    ...styles([...pages], (page) => ({ page })),
  ]
  const own = new Map(
    paths.map((path) => [
      path,
      new Set(Object.keys(components[path]?.config.usingComponents ?? {})),
    ]),
  )
  return {
    components,
    templates: compileTemplates(tree, own),
    modules: printModules(scripts),
    css: css.join('\n'),
  }
}
