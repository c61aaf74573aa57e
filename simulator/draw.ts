type Child = Node | string | false | undefined
type Listener = (event: Event) => void

/** What stands in a drawing: nodes and texts, without what is false or undefined. */
export const present = (children: readonly Child[]): (Node | string)[] =>
  children.filter((child) => child !== false && child !== undefined)

const listeners = new WeakMap<Element, Map<string, Listener>>()

/** Listens to an element of a drawing. When it is drawn again, the listener of the new drawing takes over. */
export const listen = (target: Element, type: string, run: Listener): void => {
  const own = listeners.get(target) ?? new Map<string, Listener>()
  listeners.set(target, own)
  if (!own.has(type)) target.addEventListener(type, (event) => own.get(type)?.(event))
  own.set(type, run)
}

const keyOf = (node: Node) =>
  node instanceof HTMLElement ? (node.dataset['key'] ?? node.id) : undefined

const isSame = (old: Node, made: Node) =>
  old.nodeName === made.nodeName && keyOf(old) === keyOf(made)

const takeListeners = (old: Element, made: Element) => {
  const next = listeners.get(made)
  for (const type of listeners.get(old)?.keys() ?? [])
    if (!next?.has(type)) listeners.get(old)?.delete(type)
  next?.forEach((run, type) => listen(old, type, run))
}

/** Makes an element that is shown like another of its kind; what is inside is kept in the same way. */
export const become = (old: Element, made: Element): void => {
  for (const name of old.getAttributeNames())
    // The user has opened it, not the page.
    if (!made.hasAttribute(name) && name !== 'open') old.removeAttribute(name)
  for (const { name, value } of made.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  if (old instanceof HTMLInputElement && made instanceof HTMLInputElement)
    old.checked = made.checked
  takeListeners(old, made)
  draw(old, [...made.childNodes])
}

/**
 * Draws children into a place, and keeps the elements that are there already: a button that is replaced while it is
 * pressed is never clicked, and one that has the keyboard's focus loses it. An element is the same if its tag and its
 * key are: `data-key`, or its id; without either the next one of its tag.
 */
export const draw = (place: Element, children: readonly Child[]): void => {
  const left = [...place.childNodes]
  const wanted = present(children).map((child) => {
    const made = typeof child === 'string' ? document.createTextNode(child) : child
    const own = left.findIndex((one) => one === made)
    const at = own < 0 ? left.findIndex((one) => isSame(one, made)) : own
    const [old] = at < 0 ? [] : left.splice(at, 1)
    if (!old || old === made) return made
    if (old instanceof Element && made instanceof Element) become(old, made)
    else if (old.nodeValue !== made.nodeValue) old.nodeValue = made.nodeValue
    return old
  })
  // First, so that what stays need not be moved: an element that is moved loses the focus too.
  left.forEach((one) => one.remove())
  wanted.forEach((one, index) => {
    const there = place.childNodes[index]
    if (there !== one) place.insertBefore(one, there ?? null)
  })
}
