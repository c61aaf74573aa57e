type Child = Node | string | false | undefined

/** A DOM element with its class and children; what is false or undefined is left out. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: Child[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children.filter((child) => child !== false && child !== undefined))
  return made
}

/** Words of the merchant: they stay Chinese, whatever language the page speaks. */
export const merchants = (text: string): HTMLSpanElement => {
  const made = element('span', '', text)
  made.lang = 'zh-CN'
  return made
}

/** A button that does something; `id` is for tests and for the keyboard's focus across redraws. */
export const button = (
  { id, className = 'btn', run }: { id: string; className?: string; run: () => void },
  ...children: Child[]
): HTMLButtonElement => {
  const made = element('button', className, ...children)
  made.type = 'button'
  if (id) made.id = id
  made.addEventListener('click', run)
  return made
}

/** The element of the page with this id. */
export const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}

/** A text that counts down to a moment of the phone's clock, filled into the `{0}` of the words. */
export const counting = (text: string, until: number | undefined): (Node | string)[] => {
  const [before = '', after] = text.split('{0}')
  if (after === undefined || until === undefined) return [text]
  const left = element('span', 'num')
  left.dataset['until'] = String(until)
  return [before, left, after]
}

const signatures = new WeakMap<Element, string>()

/**
 * Draws the children anew only if what they are made of has changed, and keeps the keyboard's focus on the element
 * with the same id.
 */
export const redraw = (
  place: Element,
  madeOf: unknown,
  draw: () => readonly (Node | string | false | undefined)[],
): void => {
  const signature = JSON.stringify(madeOf)
  if (signatures.get(place) === signature) return
  signatures.set(place, signature)
  const active = document.activeElement
  const focused = active && place.contains(active) ? active.id : ''
  place.replaceChildren(...draw().filter((child) => child !== false && child !== undefined))
  if (focused) document.getElementById(focused)?.focus()
}
