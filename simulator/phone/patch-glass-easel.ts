import { CodeSpace, glassEasel } from 'glass-easel-miniprogram-adapter'
import { lengths } from '../compiled'
import { BuiltIn } from './built-in/element'

const BOOLEAN = new Set(['hidden', 'disabled', 'checked', 'loading', 'plain', 'password', 'focus'])

const typed = (name: string, value: unknown) => {
  if (BOOLEAN.has(name)) return Boolean(value)
  // An aria state is a word: what is not checked says "false", and is not silent about it.
  if (name.startsWith('aria-') && typeof value === 'boolean') return String(value)
  // A list or an object goes to the element by `take`; its text would say nothing.
  if (typeof value === 'object') return ''
  return value ?? ''
}

type ObserveArguments = [root: unknown, margin: string, thresholds: number[], listener: Listener]
type Listener = (change: object) => void
type Patched = {
  readonly id: string
  readonly dataset: object
  createIntersectionObserver: (this: Patched, ...options: ObserveArguments) => unknown
  setNodeStyle: (this: Patched, style: string, index?: number) => void
  updateAttribute: (this: Patched, name: string, value: unknown) => void
  readonly $$: unknown
}

type Prepared = [options: { idPrefixGenerator?: unknown }, styleIsolation: string]
type Preparing = {
  prepareComponentOptions: (this: Preparing, path: string, options: unknown) => Prepared
}

// The adapter gives ids a random prefix, so that no `#id` of a style sheet would find them.
const keepIdsAsWritten = () => {
  const space = CodeSpace.prototype as unknown as Preparing
  const { prepareComponentOptions } = space
  space.prepareComponentOptions = function prepareWithoutPrefix(path, options) {
    const [prepared, styleIsolation] = prepareComponentOptions.call(this, path, options)
    delete prepared.idPrefixGenerator
    return [prepared, styleIsolation]
  }
}

type Attached = glassEasel.GeneralComponent

// The framework leaves `ready` to its host. A timer, so that what the page sets in `onLoad` is laid out as well; and the
// page's `onReady`, by a timer that is set later, comes after.
const bringReady = () => {
  const component = glassEasel.Component.prototype as Attached
  const { triggerLifetime } = component
  let attached = new Set<Attached>()
  const callReady = () => {
    const waiting: Attached[] = []
    // A component comes after those in its own template.
    const callUpTo = (host?: unknown) => {
      while (waiting.length > 0 && waiting.at(-1) !== host) {
        const one = waiting.pop() as Attached
        if (glassEasel.Element.isAttached(one)) triggerLifetime.call(one, 'ready', [])
      }
    }
    const all = attached
    attached = new Set()
    for (const one of all) {
      callUpTo(one.ownerShadowRoot?.getHostNode())
      waiting.push(one)
    }
    callUpTo()
  }
  component.triggerLifetime = function triggerAlsoReady(name, given) {
    triggerLifetime.call(this, name, given)
    if (name !== 'attached') return
    if (attached.size === 0) setTimeout(callReady, 0)
    attached.add(this)
  }
}

/** Makes the framework behave as it does inside WeChat. Must run before any code space is made. */
export const patchGlassEasel = () => {
  // A property called `dataset` (van-button has one) would otherwise hide the element's own.
  glassEasel.globalOptions.writeFieldsToNode = false
  glassEasel.globalOptions.throwGlobalError = false
  // uni-app puts the handlers of its templates on the instance, not into the definition.
  glassEasel.globalOptions.useMethodCallerListeners = true
  // Ids are in the DOM for style sheets, and so that a test can tap an element by its id.
  glassEasel.globalOptions.writeIdToDOM = true
  keepIdsAsWritten()
  bringReady()

  // What is replaced from here on is internal to the framework, and not in its types.
  const element = glassEasel.Element.prototype as unknown as Patched
  const { setNodeStyle } = element
  element.setNodeStyle = function setStyleWithRpx(style, index) {
    setNodeStyle.call(this, lengths(style), index)
  }
  const { createIntersectionObserver } = element
  // WeChat's observers name the element, and report what is in view from the start. The adapter swallows a first change
  // that crosses a threshold, so that it is given one more before.
  element.createIntersectionObserver = function observe(root, margin, thresholds, listener) {
    let isFirst = true
    const named: Listener = (change) => {
      const { id, dataset } = this
      if (isFirst) listener({ ...change, id, dataset, intersectionRatio: 0 })
      isFirst = false
      listener({ ...change, id, dataset })
    }
    // So the adapter writes a margin that is left out.
    const whole = margin.replaceAll('undefinedpx', '0px')
    return createIntersectionObserver.call(this, root, whole, thresholds, named)
  }
  const native = glassEasel.NativeNode.prototype as unknown as Patched
  const { updateAttribute } = native
  // The framework writes `undefined` as an empty attribute, which the DOM reads as "true".
  native.updateAttribute = function updateTypedAttribute(name, value) {
    // The browser's own name for it: `aria-role` is none, and a screen reader passes over it.
    const known = name === 'aria-role' ? 'role' : name
    updateAttribute.call(this, known, typed(name, value))
    if (this.$$ instanceof BuiltIn) this.$$.take(name, value)
  }
}
