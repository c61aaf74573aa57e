import { TmplGroup } from 'glass-easel-template-compiler'
import { Fault } from './fault'
import type { SourceTree } from './source-tree'
import { rewriteWxml } from './wxml'
import { compileWxs, WXS_RUNTIME } from './wxs'

interface Problem {
  readonly isError: boolean
  readonly message: string
  readonly startLine: number
}

/** The templates of one code space with what they include, as one expression: path → compiled template. */
export const compileTemplates = (
  tree: SourceTree,
  /** From the path of each component to the tags that it uses under names of its own. */
  components: ReadonlyMap<string, ReadonlySet<string>>,
): string => {
  const group = new TmplGroup()
  const known = new Set<string>()
  const addScript = (path: string) => {
    if (known.has(`${path}.wxs`)) return
    known.add(`${path}.wxs`)
    const source = tree.read(`${path}.wxs`)
    if (source === undefined) throw new Fault(`${path}.wxs`, 'is used, but there is no such script')
    group.addScript(path, compileWxs(source))
    // The compiler lists what a template needs; what a wxs module requires is read from its words.
    for (const [, , to = ''] of source.matchAll(/require\((['"])([^'"]+)\.wxs\1\)/g)) {
      const slices = to.startsWith('/') ? [] : path.split('/').slice(0, -1)
      addScript(new URL(to, `wxs:/${slices.join('/')}/`).pathname.slice(1))
    }
  }
  const add = (path: string, own: ReadonlySet<string>) => {
    if (known.has(path)) return
    known.add(path)
    const file = `${path}.wxml`
    const source = tree.read(file)
    if (source === undefined) throw new Fault(file, 'there is no such template')
    const problems = group.addTmpl(path, rewriteWxml(source, own)) as Problem[]
    const error = problems.find((problem) => problem.isError)
    if (error) throw new Fault(file, `line ${error.startLine + 1}: ${error.message}`)
    for (const needed of group.getScriptDependencies(path) as string[]) addScript(needed)
    for (const needed of group.getDirectDependencies(path) as string[]) add(needed, own)
  }
  group.setExtraRuntimeScript(WXS_RUNTIME)
  for (const [path, own] of components) add(path, own)
  const compiled = group.getTmplGenObjectGroups()
  group.free()
  return compiled
}
