import { lengths } from '../compiled'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type AtRule, CssSyntaxError, parse as parseCss, type Root, type Rule } from 'postcss'
import type { Problems } from './problems'
import { joinPath, type SourceTree } from './source-tree'
import { BUILT_IN_TAGS } from './templates'

/** Whose style sheet it is: a component's (its class prefix), one page's, or the whole app's. */
export type StyleOwner = { readonly scope: string } | { readonly page: string } | 'app'

// An attribute selector or a string is copied; a class, an id and a tag are what the rules below speak of.
const TOKEN =
  /\[[^\]]*\]|"[^"]*"|'[^']*'|:host\b|[.#]?-?[a-zA-Z_\u0080-\uffff][\w\u0080-\uffff-]*|::?[\w-]+/g
const ENDINGS = ['.wxss', '.less', '.scss', '.sass', '.css']
const OWN_FILE = /url\(\s*(["']?)(?!["']?(?:[a-z][a-z+.-]*:|\/\/|#))([^"')]+)\1\s*\)/g

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

interface Dialect {
  readonly tree: SourceTree
  readonly problems: Problems
}

/** The style sheet of `path`, whatever its dialect; undefined where it has none. */
export const findStyles = (tree: SourceTree, path: string): string | undefined =>
  ENDINGS.map((ending) => path + ending).find((file) => tree.has(file))

/** less and sass by their own compilers, which are loaded only for a shop that has such files. */
const asCss = async (tree: SourceTree, file: string, source: string): Promise<string> => {
  const place = tree.locate(file) ?? file
  if (file.endsWith('.less')) {
    const less = require('less') as typeof import('less')
    const options = { filename: place, paths: [dirname(place), tree.dir], math: 'always' as const }
    return (await less.render(source, options)).css
  }
  if (!/\.s[ac]ss$/.test(file)) return source
  const { compileString } = require('sass') as typeof import('sass')
  return compileString(source, {
    syntax: file.endsWith('.sass') ? 'indented' : 'scss',
    url: pathToFileURL(place),
    loadPaths: [dirname(place), tree.dir],
    quietDeps: true,
    logger: { warn: () => undefined, debug: () => undefined },
  }).css
}

const parse = async (
  { tree, problems }: Dialect,
  file: string,
  seen: ReadonlySet<string>,
): Promise<Root> => {
  let root: Root
  try {
    root = parseCss(await asCss(tree, file, tree.read(file) ?? ''))
  } catch (error) {
    // Each of the three compilers says the line in a way of its own.
    const { line, reason, message, span } = error as CssSyntaxError & {
      span?: { start: { line: number } }
    }
    problems.add(file, reason ?? message, line ?? (span ? span.start.line + 1 : undefined))
    return parseCss('')
  }
  const imports: AtRule[] = []
  root.walkAtRules('import', (rule) => void imports.push(rule))
  for (const rule of imports) {
    const target = /["'(]\s*["']?([^"')]+)["']?/.exec(rule.params)?.[1]?.trim() ?? ''
    const path = joinPath(file, target)
    const found = tree.has(path) && path !== '' ? path : findStyles(tree, path)
    if (/^(?:https?:)?\/\//.test(target) || (found && seen.has(found))) rule.remove()
    else if (found) {
      const { nodes } = await parse({ tree, problems }, found, new Set([...seen, found]))
      rule.replaceWith(nodes)
    } else {
      const message = `imports ${JSON.stringify(target)}, but there is no such style sheet`
      problems.add(file, message, rule.source?.start?.line)
      rule.remove()
    }
  }
  root.walkDecls((declaration) => {
    declaration.value = declaration.value.replace(
      OWN_FILE,
      (_, quote: string, to: string) => `url(${quote}/files/${joinPath(file, to)}${quote})`,
    )
  })
  return root
}

interface Options extends Dialect {
  readonly file: string
  readonly owner: StyleOwner
  /** Fonts that the phone draws itself, by family: theirs are not fetched. */
  readonly drawnFonts?: ReadonlySet<string>
}

/** The style sheet as CSS for the phone's one document. */
export const compileWxss = async ({ file, owner, drawnFonts, ...dialect }: Options) => {
  const root = await parse(dialect, file, new Set([file]))
  root.walkAtRules('font-face', (rule) => {
    const family = /font-family\s*:\s*["']?([^"';}]+)/.exec(rule.toString())?.[1]?.trim()
    if (family !== undefined && drawnFonts?.has(family)) rule.remove()
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
