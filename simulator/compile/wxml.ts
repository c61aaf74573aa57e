import { compileWxs } from './wxs'

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
