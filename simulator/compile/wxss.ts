import { type AtRule, parse as parseCss, type Root, type Rule } from 'postcss'
import { BUILT_IN_TAGS } from './built-in-tags'
import { Fault } from './fault'
import { joinPath } from './join-path'
import { lengths } from './lengths'
import type { SourceTree } from './source-tree'

/** Whose style sheet it is: a component's (its class prefix), one page's, or the whole app's. */
export type StyleOwner = { readonly scope: string } | { readonly page: string } | 'app'

// An attribute selector or a string is copied; a class, an id and a tag are what the rules below speak of.
const TOKEN =
  /\[[^\]]*\]|"[^"]*"|'[^']*'|:host\b|[.#]?-?[a-zA-Z_\u0080-\uffff][\w\u0080-\uffff-]*|::?[\w-]+/g

const rewriteSelector = (selector: string, owner: StyleOwner) => {
  const scope = typeof owner === 'object' && 'scope' in owner ? owner.scope : undefined
  const page = typeof owner === 'object' && 'page' in owner ? owner.page : undefined
  const root = page ? `wx-page:where([data-path="${page}"])` : 'wx-page'
  let isRoot = false
  const out = selector.replace(TOKEN, (token) => {
    if (token === ':host') return `[wx-host="${scope ?? ''}"]`
    if (token.startsWith('.')) return scope ? `.${scope}--${token.slice(1)}` : token
    if (token === 'page') {
      isRoot = true
      return root
    }
    return BUILT_IN_TAGS.has(token) ? `wx-${token}` : token
  })
  return page && !isRoot ? `:where(wx-page[data-path="${page}"]) ${out.trim()}` : out
}

const inKeyframes = (rule: Rule) =>
  rule.parent?.type === 'atrule' && (rule.parent as AtRule).name.endsWith('keyframes')

const parse = (tree: SourceTree, file: string, seen: ReadonlySet<string>): Root => {
  const source = tree.read(file)
  if (source === undefined) throw new Fault(file, 'is imported, but there is no such style sheet')
  let root: Root
  try {
    root = parseCss(source)
  } catch (error) {
    throw new Fault(file, (error as Error).message)
  }
  root.walkAtRules('import', (rule) => {
    const target = /["']([^"']+)["']/.exec(rule.params)?.[1]
    const path = target && joinPath(file, target)
    if (!path || seen.has(path)) rule.remove()
    else rule.replaceWith(parse(tree, path, new Set([...seen, path])).nodes)
  })
  return root
}

/** The style sheet as CSS for the phone's one document. */
export const compileWxss = (tree: SourceTree, file: string, owner: StyleOwner): string => {
  const root = parse(tree, file, new Set([file]))
  // Fonts of component libraries lie on a CDN; the phone draws the icons itself (phone.css) or hides them.
  root.walkAtRules('font-face', (rule) => {
    if (/url\(["']?(?:https?:)?\/\//.test(rule.toString())) rule.remove()
  })
  root.walkRules((rule) => {
    if (!inKeyframes(rule))
      rule.selectors = rule.selectors.map((one) => rewriteSelector(one, owner))
  })
  root.walkDecls((declaration) => {
    declaration.value = lengths(declaration.value)
  })
  return root.toString()
}
