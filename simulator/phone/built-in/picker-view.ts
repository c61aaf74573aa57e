import { BuiltIn, part } from './element'

const LINE_PX = 34
const STILL_MS = 120

const COLUMN = `<style>
  :host { flex: 1; min-width: 0; height: 100%; overflow: hidden auto; scroll-snap-type: y mandatory;
    scrollbar-width: none; position: relative; display: block }
  .room { height: calc(50% - ${LINE_PX / 2}px) }
  ::slotted(*) { height: ${LINE_PX}px; overflow: hidden; scroll-snap-align: center }
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
      this.#timer = setTimeout(() => this.#choose(Math.round(this.scrollTop / LINE_PX)), STILL_MS)
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
    this.scrollTop = this.#index * LINE_PX
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
