/** What a finger can tap, the keyboard can reach; the attribute marks it. */
const TAPPED = 'data-taps'
const NATIVE = 'a[href], button, input, select, textarea'
const OPERABLE = `[${TAPPED}], ${NATIVE}, [role=button], [role=radio], [role=tab], [role=switch]`

/** An element hears taps: from now on it can be focused, and Enter and Space tap it. */
export const makeTappable = (element: HTMLElement): void => {
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
