import { BuiltIn, part } from './element'

/** One column to choose from: it scrolls, its lines can be tapped, and the arrow keys move it. */
export interface Wheel {
  readonly element: HTMLElement
  readonly index: () => number
  /** Puts other lines in; a wheel whose lines did not change stays where it is. */
  setLines(lines: readonly string[], index?: number): void
  /** Turns to a line without calling `onTurn`. */
  turn(index: number): void
}

const LINE_PX = 40
// A scroll has ended when it was still for so long.
const STILL_MS = 120

/** `onTurn` gets the index of the line to which the user has turned. */
export const createWheel = (label: string, onTurn: (index: number) => void): Wheel => {
  const element = document.createElement('div')
  element.className = 'wheel'
  element.setAttribute('role', 'listbox')
  element.setAttribute('aria-label', label)
  element.tabIndex = 0
  let current = 0
  let shown: readonly string[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const mark = () =>
    [...element.children].forEach((line, index) =>
      line.setAttribute('aria-selected', String(index === current)),
    )
  const bound = (index: number) => Math.max(0, Math.min(shown.length - 1, index))
  const turn = (index: number) => {
    current = bound(index)
    element.scrollTop = current * LINE_PX
    mark()
  }
  const choose = (index: number) => {
    const next = bound(index)
    const isMoved = next !== current
    turn(next)
    if (isMoved) onTurn(next)
  }
  element.addEventListener('scroll', () => {
    clearTimeout(timer)
    timer = setTimeout(() => choose(Math.round(element.scrollTop / LINE_PX)), STILL_MS)
  })
  element.addEventListener('click', ({ target }) => {
    const at = [...element.children].indexOf(target as Element)
    if (at >= 0) choose(at)
  })
  element.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    choose(current + step)
  })
  // Before it is in the page there is nothing to scroll.
  new ResizeObserver(() => (element.scrollTop = current * LINE_PX)).observe(element)
  return {
    element,
    index: () => current,
    turn,
    setLines(lines, index = current) {
      const isSame = lines.length === shown.length && lines.every((line, i) => line === shown[i])
      if (!isSame) {
        shown = lines
        element.replaceChildren(
          ...lines.map((text) => {
            const line = document.createElement('div')
            line.setAttribute('role', 'option')
            line.textContent = text
            return line
          }),
        )
      }
      if (!isSame || index !== current) turn(index)
    },
  }
}

const COLUMN_LINE_PX = 34

const COLUMN = `<style>
  :host { flex: 1; min-width: 0; height: 100%; overflow: hidden auto; scroll-snap-type: y mandatory;
    scrollbar-width: none; position: relative; display: block }
  .room { height: calc(50% - ${COLUMN_LINE_PX / 2}px) }
  ::slotted(*) { height: ${COLUMN_LINE_PX}px; overflow: hidden; scroll-snap-align: center }
  </style><div class="room"></div><slot></slot><div class="room"></div>`

/** `<picker-view-column>`: its children are lines that scroll past the middle. */
export class WxPickerViewColumn extends BuiltIn {
  #index = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    const root = this.parts(COLUMN)
    part(root, 'slot', HTMLSlotElement).addEventListener('slotchange', () => this.turn(this.#index))
    this.addEventListener('scroll', () => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(
        () => this.#choose(Math.round(this.scrollTop / COLUMN_LINE_PX)),
        STILL_MS,
      )
    })
    this.addEventListener('click', ({ target }) => {
      const at = [...this.children].findIndex((line) => line.contains(target as Node))
      if (at >= 0) this.#choose(at)
    })
  }

  get index() {
    return this.#index
  }

  turn(index: number) {
    this.#index = Math.max(0, index)
    this.scrollTop = this.#index * COLUMN_LINE_PX
  }

  #choose(index: number) {
    const isMoved = index !== this.#index
    this.turn(index)
    if (isMoved) this.dispatchEvent(new CustomEvent('wx-choice', { bubbles: true }))
  }
}

/** `<picker-view value>`: wheels inside the page. */
export class WxPickerView extends BuiltIn {
  constructor() {
    super()
    this.addEventListener('wx-choice', (event) => {
      event.stopPropagation()
      this.emit('change', { value: this.#columns().map((column) => column.index) })
      this.emit('pickend')
    })
  }

  #columns() {
    return [...this.querySelectorAll<WxPickerViewColumn>('wx-picker-view-column')]
  }

  protected override update(changed: ReadonlySet<string>) {
    if (!changed.has('value')) return
    const value = this.list('value')
    this.#columns().forEach((column, at) => column.turn(Number(value[at] ?? 0)))
  }
}
