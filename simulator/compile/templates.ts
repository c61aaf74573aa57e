import { TmplGroup } from 'glass-easel-template-compiler'
import type { Problem } from '../compiled'
import type { Problems } from './problems'
import { joinPath, type SourceTree } from './source-tree'
import { rewriteWxml } from './wxml'
import { compileWxs, WXS_RUNTIME } from './wxs'

interface Finding {
  readonly isError: boolean
  readonly message: string
  readonly startLine: number
}

interface Templates {
  /** One expression: path → compiled template. */
  readonly code: string
  /** The templates that cannot be drawn, and why. */
  readonly broken: Readonly<Record<string, Problem>>
}

/** The templates of one code space with what they include. */
export const compileTemplates = (
  tree: SourceTree,
  /** From the path of each component to the tags that it uses under names of its own. */
  components: ReadonlyMap<string, ReadonlySet<string>>,
  problems: Problems,
): Templates => {
  const group = new TmplGroup()
  const known = new Set<string>()
  const broken: Record<string, Problem> = {}
  const addScript = (path: string) => {
    if (known.has(`${path}.wxs`)) return
    known.add(`${path}.wxs`)
    const source = tree.read(`${path}.wxs`)
    if (source === undefined) problems.add(`${path}.wxs`, 'is used, but there is no such script')
    group.addScript(path, compileWxs(source ?? ''))
    // The compiler lists what a template needs; what a wxs module requires is read from its words.
    for (const [, , to = ''] of (source ?? '').matchAll(
      /require\((['"])([^'"]+?)(?:\.wxs)?\1\)/g,
    )) {
      addScript(joinPath(path, to))
    }
  }
  const add = (path: string, own: ReadonlySet<string>) => {
    if (known.has(path)) return
    known.add(path)
    const file = `${path}.wxml`
    const source = tree.read(file)
    if (source === undefined) {
      broken[path] = problems.add(file, 'there is no such template')
      group.addTmpl(path, '')
      return
    }
    const findings = group.addTmpl(path, rewriteWxml(source, own)) as Finding[]
    const error = findings.find((finding) => finding.isError)
    if (error) {
      const line = error.startLine + 1
      broken[path] = problems.add(file, `line ${line}: ${error.message}`, line)
      group.addTmpl(path, '')
      return
    }
    for (const needed of group.getScriptDependencies(path) as string[]) addScript(needed)
    for (const needed of group.getDirectDependencies(path) as string[]) add(needed, own)
  }
  group.setExtraRuntimeScript(WXS_RUNTIME)
  for (const [path, own] of components) add(path, own)
  const code = group.getTmplGenObjectGroups()
  group.free()
  return { code, broken }
}
