import { glassEasel } from 'glass-easel-miniprogram-adapter'

/** What a finger can tap, the keyboard can reach; the attribute marks it. */
const TAPPED = 'data-taps'
const NATIVE = 'a[href], button, input, select, textarea'
const OPERABLE = `[${TAPPED}], ${NATIVE}, [role=button], [role=radio], [role=tab], [role=switch]`

/** An element hears taps: from now on it can be focused, and Enter and Space tap it. */
const makeTappable = (element: HTMLElement): void => {
  element.setAttribute(TAPPED, '')
}

const isDisabled = (element: Element) =>
  element.hasAttribute('disabled') || element.getAttribute('aria-disabled') === 'true'

/**
 * What is tapped as a whole is a button. Where something else inside can be tapped too, that is the button, and the
 * rest around it is left to the finger; unless it is all that there is, as in a list's row with a switch.
 */
const dress = (element: HTMLElement) => {
  const hasOperableInside = element.querySelector(OPERABLE) !== null
  const hasContent = (element.textContent ?? '').trim() !== '' || element.hasAttribute('aria-label')
  const isButton = !hasOperableInside && hasContent && !isDisabled(element)
  const hasOwnRole = element.hasAttribute('role') && !element.hasAttribute('data-given-role')
  if (isButton || hasOwnRole) element.tabIndex = isDisabled(element) ? -1 : 0
  else element.removeAttribute('tabindex')
  if (hasOwnRole) return
  if (isButton) {
    element.setAttribute('role', 'button')
    element.setAttribute('data-given-role', '')
  } else if (element.hasAttribute('data-given-role')) {
    element.removeAttribute('role')
    element.removeAttribute('data-given-role')
  }
}

const tap = (element: Element) => {
  const box = element.getBoundingClientRect()
  const at = { bubbles: true, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }
  element.dispatchEvent(new MouseEvent('mousedown', at))
  element.dispatchEvent(new MouseEvent('mouseup', at))
  // The framework makes taps of the two above; the built-in controls hear a click.
  element.dispatchEvent(new MouseEvent('click', at))
}

/** Lets the keyboard use the phone: everything that hears taps is a stop on the way, and Enter or Space taps it. */
export const wireKeyboard = (pages: HTMLElement): void => {
  let isDue = false
  const dressAll = () => {
    isDue = false
    pages.querySelectorAll<HTMLElement>(`[${TAPPED}]`).forEach(dress)
    // What scrolls can be scrolled without a finger too.
    pages.querySelectorAll<HTMLElement>('wx-scroll-view').forEach((view) => (view.tabIndex = 0))
  }
  const soon = () => {
    if (isDue) return
    isDue = true
    requestAnimationFrame(dressAll)
  }
  new MutationObserver(soon).observe(pages, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: [TAPPED, 'disabled', 'aria-disabled', 'role'],
  })
  pages.addEventListener('keydown', (event) => {
    const { target, key } = event
    if (key !== 'Enter' && key !== ' ') return
    if (!(target instanceof Element) || target.matches(NATIVE)) return
    if (!target.hasAttribute('tabindex')) return
    event.preventDefault()
    tap(target)
  })
}

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

const isFromDisabled = (event: unknown) => {
  const target = (event as Event | undefined)?.target
  return target instanceof Element && target.closest('wx-button[disabled]') !== null
}

const stop = (event: Event) => event.stopPropagation()

/** The built-in tags hear the DOM's click, which follows a tap: where the tap was caught, that goes no further either. */
class Tap extends glassEasel.Event<unknown> {
  override callListener(...given: Parameters<glassEasel.Event<unknown>['callListener']>) {
    super.callListener(...given)
    const [currentTarget, , , isCapture] = given
    const element = currentTarget.$$ as unknown
    if (!this.propagationStopped() || !(element instanceof HTMLElement)) return
    element.addEventListener('click', stop, { once: true, capture: isCapture })
  }
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
      if (type === 'tap' && isFromDisabled(originalEvent)) return 0
      const event = new (type === 'tap' ? Tap : glassEasel.Event<unknown>)(type, detail, {
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
