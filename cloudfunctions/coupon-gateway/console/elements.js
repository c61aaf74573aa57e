// Everything that comes from outside is set as text, never as HTML.

export const STATES = ['accepted', 'stored', 'refused', 'parked']

export const $ = (id) => document.getElementById(id)

/** An element with its children; strings become text. */
export const element = (tag, { className = '', title = '' } = {}, ...children) => {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (title) made.title = title
  made.append(...children.filter((child) => child !== undefined && child !== null))
  return made
}

/** A moment as people read it. */
export const time = (iso) => {
  if (!iso) return ''
  const at = new Date(iso)
  const made = element('time', { title: iso }, at.toLocaleString(undefined, { hour12: false }))
  made.dateTime = iso
  return made
}

/** A state with its colour. */
export const state = (name) =>
  element(
    'span',
    { className: `state ${STATES.includes(name) || name === 'forwarding' ? name : ''}` },
    name,
  )

/** A table of rows, each an array of cells: text, numbers or elements. */
export const table = (head, rows, nothing) => {
  if (!rows.length) return element('p', { className: 'empty' }, nothing)
  const cells = (tag, row) =>
    element(
      'tr',
      {},
      ...row.map((cell) =>
        element(tag, {}, typeof cell === 'number' ? String(cell) : (cell ?? '')),
      ),
    )
  return element(
    'div',
    { className: 'table' },
    element(
      'table',
      {},
      element('thead', {}, cells('th', head)),
      element('tbody', {}, ...rows.map((row) => cells('td', row))),
    ),
  )
}

/** Puts these into a section, if they are others than there are. The focus stays where it was, or in the section. */
export const draw = (id, ...children) => {
  const place = $(id)
  const drawn = [...place.childNodes]
  // A button that is replaced while it is pressed would lose the press.
  if (children.length === drawn.length && children.every((one, n) => one.isEqualNode(drawn[n])))
    return
  const held = place.contains(document.activeElement) && document.activeElement.dataset.name
  place.replaceChildren(...children)
  if (held === false) return
  place.tabIndex = -1
  const same = [...place.querySelectorAll('button')].find(({ dataset }) => dataset.name === held)
  ;(same ?? place).focus()
}
