import { BUILT_IN_TAGS } from './built-in-tags'
import { compileWxs } from './wxs'

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
