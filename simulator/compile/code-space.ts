import type { CompiledComponent, CompiledSpace } from '../compiled'
import { lineOf, type Problems } from './problems'
import { compileScripts } from './scripts'
import { readJson, type SourceTree } from './source-tree'
import { compileTemplates } from './templates'
import { compileWxss, findStyles, type StyleOwner } from './wxss'

interface Entries {
  /** The prefix that keeps the class names of this code space apart from those of the others. */
  readonly name: string
  readonly pages: readonly string[]
  readonly components: readonly string[]
  readonly scripts: readonly string[]
  /** The tags that the app gives to every page and component. */
  readonly using: Readonly<Record<string, string>>
  readonly drawnFonts?: ReadonlySet<string>
}

type Using = Readonly<Record<string, string>>
type Generics = Readonly<Record<string, true | { readonly default?: string }>>

/** From tag to absolute path; `plugin://` paths stay as they are. What is not there is left out, and said. */
const resolveUsing = (
  tree: SourceTree,
  from: string,
  using: Using | undefined,
  problems: Problems,
): Record<string, string> => {
  const resolved: Record<string, string> = {}
  for (const [tag, to] of Object.entries(using ?? {})) {
    const path = to.startsWith('plugin://') ? to : tree.findComponent(`${from}.json`, to)
    if (path !== undefined) resolved[tag] = to.startsWith('plugin://') ? to : `/${path}`
    else {
      const message = `<${tag}> is ${JSON.stringify(to)}, which is not there`
      problems.add(`${from}.json`, message, lineOf(tree.read(`${from}.json`), `"${tag}"`))
    }
  }
  return resolved
}

const resolveGenerics = (
  tree: SourceTree,
  from: string,
  generics: Generics,
  problems: Problems,
): Generics =>
  Object.fromEntries(
    Object.entries(generics).map(([tag, generic]) => {
      const to = typeof generic === 'object' ? generic.default : undefined
      const [path] = Object.values(resolveUsing(tree, from, to ? { [tag]: to } : {}, problems))
      return [tag, path ? { default: path } : true]
    }),
  )

/** Everything of one code space that can be reached from its entries. */
export const compileCodeSpace = async (
  tree: SourceTree,
  entries: Entries,
  problems: Problems,
): Promise<CompiledSpace> => {
  const components: Record<string, CompiledComponent> = {}
  const appUsing = resolveUsing(tree, 'app', entries.using, problems)
  const pages = new Set(entries.pages)
  const visit = (path: string) => {
    if (components[path]) return
    const json = readJson(tree, `${path}.json`, problems) ?? {}
    const own = resolveUsing(tree, path, json['usingComponents'] as Using | undefined, problems)
    const usingComponents = path.includes('miniprogram_npm/') ? own : { ...appUsing, ...own }
    const generics = json['componentGenerics'] as Generics | undefined
    const componentGenerics = generics && resolveGenerics(tree, path, generics, problems)
    const config = {
      ...json,
      usingComponents,
      ...(componentGenerics && { componentGenerics }),
    }
    const scope = `${entries.name}-${path.replace(/\W+/g, '-')}`
    // A page may call itself a component; its styles are a page's all the same.
    components[path] = pages.has(path)
      ? { config: { ...config, component: undefined } }
      : { config: { ...config, component: true }, scope }
    const defaults = Object.values(componentGenerics ?? {}).flatMap((generic) =>
      typeof generic === 'object' ? (generic.default ?? []) : [],
    )
    ;[...Object.values(usingComponents), ...defaults]
      .filter((to) => to.startsWith('/'))
      .forEach((to) => visit(to.slice(1)))
  }
  for (const path of [...pages, ...entries.components]) visit(path)

  const paths = Object.keys(components)
  const styles = (names: readonly string[], owner: (path: string) => StyleOwner) =>
    names.flatMap((path) => {
      const file = findStyles(tree, path)
      const { drawnFonts } = entries
      const options = { tree, problems, owner: owner(path), ...(drawnFonts && { drawnFonts }) }
      return file ? [compileWxss({ ...options, file })] : []
    })
  const scoped = paths.filter((path) => !pages.has(path))
  const own = new Map(
    paths.map((path) => [
      path,
      new Set(Object.keys(components[path]?.config.usingComponents ?? {})),
    ]),
  )
  const [modules, ...css] = await Promise.all([
    compileScripts(tree, [...entries.scripts, ...paths], problems),
    ...styles(scoped, (path) => ({ scope: components[path]?.scope ?? '' })),
    ...styles(['app'], () => 'app'),
    ...styles([...pages], (page) => ({ page })),
  ])
  const { code, broken } = compileTemplates(tree, own, problems)
  return { components, templates: code, broken, modules, css: css.join('\n') }
}
