import { glassEasel } from 'glass-easel-miniprogram-adapter'
import { makeTappable } from './keyboard'

// A mini-program knows these events only. Were the DOM's `click` passed on as well, a component's own `click`
// event would fire a second time.
const PASSED = new Set(
  (
    'touchstart touchmove touchend touchcancel longpress longtap transitionend animationstart animationend ' +
    'animationiteration'
  ).split(' '),
)

interface TouchLike {
  readonly touches?: ArrayLike<unknown>
  readonly changedTouches?: ArrayLike<unknown>
}

const touchFields = (event: unknown) => {
  const { touches, changedTouches } = (event ?? {}) as TouchLike
  return { touches: Array.from(touches ?? []), changedTouches: Array.from(changedTouches ?? []) }
}

const isDisabled = (event: unknown) => {
  const target = (event as Event | undefined)?.target
  return target instanceof Element && target.closest('wx-button[disabled]') !== null
}

type Backend = glassEasel.CurrentWindowBackendContext
type Listened = HTMLElement & { __wxElement?: unknown }

/** The browser's document as glass-easel draws on it, with the events of a mini-program. */
export class PhoneBackend extends glassEasel.CurrentWindowBackendContext {
  readonly #listened = new WeakMap<object, Set<string>>()
  readonly #bound = new WeakMap<
    object,
    Map<string, Parameters<Backend['setModelBindingStat']>[2]>
  >()

  constructor() {
    super()
    this.onEvent((target, type, detail, options) => {
      const { originalEvent } = options as { originalEvent?: unknown }
      if (type === 'tap' && isDisabled(originalEvent)) return 0
      const event = new glassEasel.Event(type, detail, {
        ...options,
        extraFields: touchFields(originalEvent),
      })
      glassEasel.Event.dispatchEvent(target, event)
      return event.getEventBubbleStatus()
    })
  }

  override setListenerStats(
    ...[element, type, capture, mutLevel]: Parameters<Backend['setListenerStats']>
  ): void {
    if (!element) return
    if (type === 'tap' && element instanceof HTMLElement) makeTappable(element)
    if (PASSED.has(type)) super.setListenerStats(element, type, capture, mutLevel)
    else if (element instanceof HTMLElement && element.localName.startsWith('wx-')) {
      this.#listen(element, type)
    }
  }

  /** `model:value`: the new value comes with the element's event for it. */
  override setModelBindingStat(
    ...[element, name, listener]: Parameters<Backend['setModelBindingStat']>
  ): void {
    if (!(element instanceof HTMLElement)) return
    const type =
      element.localName === 'wx-input' || element.localName === 'wx-textarea' ? 'input' : 'change'
    const bound = this.#bound.get(element) ?? new Map<string, typeof listener>()
    this.#bound.set(element, bound)
    const isKnown = bound.has(name)
    bound.set(name, listener)
    if (isKnown) return
    element.addEventListener(type, (event) => {
      const detail = (event as CustomEvent<Record<string, unknown>>).detail
      if (event.target === element) bound.get(name)?.(detail[name] ?? detail['value'])
    })
  }

  // The events of built-in elements (`input`, `change`, `load`…) are CustomEvents of the element itself.
  #listen(element: Listened, type: string) {
    const types = this.#listened.get(element) ?? new Set()
    if (types.has(type)) return
    this.#listened.set(element, types.add(type))
    element.addEventListener(type, (event) => {
      if (!(event instanceof CustomEvent) || event.target !== element) return
      // oxlint-disable-next-line no-underscore-dangle -- the framework's own mark on its DOM elements
      const target = element.__wxElement as glassEasel.Element
      glassEasel.Event.triggerEvent(target, type, event.detail, { bubbles: false, composed: false })
    })
  }
}
