import { createEndNotice } from '../near-end'
import { BuiltIn } from './element'

/** `<scroll-view scroll-x scroll-y>`: the DOM's own scrolling, with WeChat's events. */
export class WxScrollView extends BuiltIn {
  static readonly observedAttributes = ['scroll-top', 'scroll-left', 'scroll-into-view']
  #wired = false
  readonly #noteLower = createEndNotice(() => this.emit('scrolltolower'))
  readonly #noteUpper = createEndNotice(() => this.emit('scrolltoupper'))
  #left = 0
  #top = 0

  override connectedCallback() {
    super.connectedCallback()
    if (this.#wired) return
    this.#wired = true
    this.addEventListener('scroll', (event) => {
      // What is fired below is called `scroll` as well.
      if (event instanceof CustomEvent) return
      this.#emitScroll()
    })
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null) {
    if (!value || value === old) return
    // The list inside may be drawn in the same turn; before that there is nothing to scroll.
    queueMicrotask(() => this.#go(name, value))
  }

  #go(name: string, value: string) {
    const behavior = this.hasAttribute('scroll-with-animation') ? 'smooth' : 'instant'
    if (name === 'scroll-top') this.scrollTo({ top: this.number('scrollTop', 0), behavior })
    if (name === 'scroll-left') this.scrollTo({ left: this.number('scrollLeft', 0), behavior })
    if (name !== 'scroll-into-view') return
    const wanted = this.querySelector(`#${CSS.escape(value)}`)
    if (!wanted) return
    const [inner, outer] = [wanted.getBoundingClientRect(), this.getBoundingClientRect()]
    this.scrollBy({ top: inner.top - outer.top, left: inner.left - outer.left, behavior })
  }

  #emitScroll() {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = this
    const deltaX = this.#left - scrollLeft
    const deltaY = this.#top - scrollTop
    this.#left = scrollLeft
    this.#top = scrollTop
    this.emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX, deltaY })
    const below = scrollHeight - this.clientHeight - scrollTop
    const [lower, upper] = [this.number('lowerThreshold', 50), this.number('upperThreshold', 50)]
    this.#noteLower({ left: below, distance: lower, whole: scrollHeight }, deltaY < 0)
    this.#noteUpper({ left: scrollTop, distance: upper, whole: scrollHeight }, deltaY > 0)
  }
}

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
