import { BuiltIn } from './element'

/** `<movable-view>`: follows the finger inside its `<movable-area>`, without inertia or scaling. */
export class WxMovableView extends BuiltIn {
  #x = 0
  #y = 0
  #from: { x: number; y: number; left: number; top: number } | undefined

  constructor() {
    super()
    this.addEventListener('pointerdown', (event) => {
      if (this.flag('disabled') || this.text('direction', 'none') === 'none') return
      this.#from = { x: event.clientX, y: event.clientY, left: this.#x, top: this.#y }
      this.setPointerCapture(event.pointerId)
    })
    this.addEventListener('pointermove', ({ clientX, clientY }) => {
      const from = this.#from
      const direction = this.text('direction', 'none')
      if (!from) return
      const x = direction === 'vertical' ? from.left : from.left + clientX - from.x
      const y = direction === 'horizontal' ? from.top : from.top + clientY - from.y
      this.#move(x, y, 'touch')
    })
    const release = () => (this.#from = undefined)
    this.addEventListener('pointerup', release)
    this.addEventListener('pointercancel', release)
  }

  protected override update(changed: ReadonlySet<string>) {
    if (changed.has('x') || changed.has('y')) {
      this.#move(this.number('x', this.#x), this.number('y', this.#y), '')
    }
  }

  #move(x: number, y: number, source: string) {
    const area = this.closest('wx-movable-area')
    const bound = (value: number, whole: number, own: number) => {
      const room = whole - own
      return Math.max(Math.min(0, room), Math.min(Math.max(0, room), value))
    }
    const nextX = area ? bound(x, area.clientWidth, this.offsetWidth) : x
    const nextY = area ? bound(y, area.clientHeight, this.offsetHeight) : y
    if (nextX === this.#x && nextY === this.#y) return
    this.#x = nextX
    this.#y = nextY
    // Not the style, which belongs to the template.
    this.animate([{ transform: `translate(${nextX}px, ${nextY}px)` }], { fill: 'forwards' })
    this.emit('change', { x: nextX, y: nextY, source })
  }
}
