import { TmplGroup } from 'glass-easel-template-compiler'
import type { Problem } from '../compiled'
import type { Problems } from './problems'
import { joinPath, type SourceTree } from './source-tree'

/**
 * wxs looks like JavaScript but is not: `.constructor` is the name of the type as a string, a backslash in the
 * literal of `getRegExp('…')` stands for itself, and `require` keeps the file's ending.
 */
export const compileWxs = (source: string): string =>
  source
    .replace(/\.constructor\b/g, '.constructor.name')
    .replace(
      /getRegExp\(\s*(['"])((?:\\.|(?!\1).)*)\1/g,
      (_, quote: string, pattern: string) =>
        `getRegExp(${quote}${pattern.replace(/\\(?!['"])/g, '\\\\')}${quote}`,
    )
    .replace(/require\((['"])([^'"]+)\.wxs\1\)/g, 'require($1$2$1)')

/**
 * The functions that every wxs module finds ready, and the framework's own two that call the functions of wxs. For them
 * the compiled templates need a `wxsRuntime`: see `phone/wxs-instance.ts`.
 */
const WXS_RUNTIME =
  'var getRegExp=function(p,f){return new RegExp(p,f)};' +
  'var getDate=function(){return arguments.length?new Date(...arguments):new Date()};' +
  'Q.A=wxsRuntime.filter;Q.C=wxsRuntime.wrap;'

/** The tags that WeChat brings itself. In the DOM they carry the prefix `wx-`, as in WeChat's own. */
export const BUILT_IN_TAGS: ReadonlySet<string> = new Set(
  (
    'view text image button input textarea scroll-view swiper swiper-item icon navigator form label ' +
    'checkbox checkbox-group radio radio-group switch slider picker picker-view picker-view-column progress ' +
    'rich-text cover-view cover-image web-view page-meta page-container root-portal canvas video map ' +
    'movable-area movable-view match-media share-element navigation-bar audio camera live-player live-pusher ' +
    'ad ad-custom official-account open-data editor functional-page-navigator keyboard-accessory voip-room ' +
    'store-product store-home'
  ).split(' '),
)

const NAME = /[^\s/>=]+/y
const SPACE = /\s*/y
const EVENT = /^(capture-bind|capture-catch|mut-bind|bind|catch)([a-z])/

/** `bindtap` → `bind:tap`: the template compiler knows only the form with a colon. */
const attributeName = (name: string) => name.replace(EVENT, '$1:$2')

/**
 * Makes a template of WeChat's dialect readable for the template compiler: built-in tags get the prefix `wx-`
 * (unless the component uses another component by that name), and event bindings get their colon.
 */
export const rewriteWxml = (source: string, own: ReadonlySet<string> = new Set()): string => {
  const tagName = (name: string) =>
    BUILT_IN_TAGS.has(name) && !own.has(name) ? `wx-${name}` : name
  let at = 0
  let out = ''
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(source)?.[0] ?? ''
    at += found.length
    return found
  }
  const copyTo = (end: number) => {
    const stop = end < 0 ? source.length : end
    out += source.slice(at, stop)
    at = stop
  }
  const copyAttribute = () => {
    out += attributeName(take(NAME)) + take(SPACE)
    if (source[at] !== '=') return
    at += 1
    out += `=${take(SPACE)}`
    const quote = source[at]
    if (quote !== '"' && quote !== "'") out += take(/[^\s>]*/y)
    else copyTo(source.indexOf(quote, at + 1) + 1 || -1)
  }
  while (at < source.length) {
    copyTo(source.indexOf('<', at))
    if (source.startsWith('<!--', at)) {
      copyTo(source.indexOf('-->', at))
      continue
    }
    const open = take(/<\/?/y)
    const tag = take(NAME)
    if (!tag) {
      out += open
      continue
    }
    out += open + tagName(tag) + take(SPACE)
    while (at < source.length && !/[/>]/.test(source[at] ?? '')) {
      copyAttribute()
      out += take(SPACE)
    }
    const close = take(/\/?\s*>?/y)
    out += close
    if (tag !== 'wxs' || open !== '<' || close.startsWith('/')) continue
    const end = source.indexOf('</wxs', at)
    out += compileWxs(source.slice(at, end))
    at = end
  }
  return out
}

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
