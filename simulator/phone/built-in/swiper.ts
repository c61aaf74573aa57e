import { BuiltIn, part } from './element'

const PARTS = `<style>
  :host { display: block; height: 150px; overflow: hidden; position: relative }
  #track { display: flex; height: 100%; will-change: transform; touch-action: pan-y }
  :host([vertical]) #track { flex-direction: column; touch-action: pan-x }
  ::slotted(wx-swiper-item) { flex: none; width: var(--item); height: 100%; overflow: hidden }
  :host([vertical]) ::slotted(wx-swiper-item) { width: 100%; height: var(--item) }
  #dots { position: absolute; inset: auto 0 10px; display: flex; justify-content: center; gap: 8px }
  :host([vertical]) #dots { inset: 0 10px 0 auto; flex-direction: column }
  #dots i { width: 8px; height: 8px; border-radius: 50%; background: var(--dot) }
  #dots i.on { background: var(--dot-on) }
  </style><div id="track"><slot></slot></div><div id="dots" hidden></div>`

// A shorter way is a tap.
const DRAG_PX = 8
// Of an item's length; a shorter drag springs back.
const TURN_PART = 0.25

interface Drag {
  readonly x: number
  readonly y: number
  readonly pointer: number
  by: number
}

type Source = 'autoplay' | 'touch' | ''

/** `<swiper>`: its items lie in a row which moves. Circular: after the last comes the first again. */
export class WxSwiper extends BuiltIn {
  readonly #root = this.parts(PARTS)
  readonly #track = part(this.#root, '#track', HTMLDivElement)
  readonly #dots = part(this.#root, '#dots', HTMLDivElement)
  #current = 0
  #drag: Drag | undefined
  #timer: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    part(this.#root, 'slot', HTMLSlotElement).addEventListener('slotchange', () => {
      this.#current = Math.min(this.#current, this.#last())
      this.#draw(0)
    })
    this.addEventListener('pointerdown', (event) => this.#begin(event))
    this.addEventListener('pointermove', (event) => this.#follow(event))
    this.addEventListener('pointerup', () => this.#release())
    this.addEventListener('pointercancel', () => this.#release())
    this.#track.addEventListener('transitionend', ({ target }) => {
      if (target === this.#track) this.#emitEnd('')
    })
  }

  get current() {
    return this.#current
  }

  override connectedCallback() {
    super.connectedCallback()
    this.#play()
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
  }

  protected override update(changed: ReadonlySet<string>) {
    this.toggleAttribute('vertical', this.flag('vertical'))
    this.style.setProperty('--dot', this.text('indicatorColor', 'rgba(0, 0, 0, .3)'))
    this.style.setProperty('--dot-on', this.text('indicatorActiveColor', '#000'))
    const id = this.text('currentItemId')
    const named = this.#items().findIndex((item) => item.getAttribute('item-id') === id)
    if (changed.has('currentItemId') && named >= 0) this.#go(named, '')
    else if (changed.has('current')) this.#go(this.number('current', 0), '')
    else this.#draw(0)
    this.#play()
  }

  #items() {
    return [...this.children].filter((one) => one.localName === 'wx-swiper-item')
  }

  #shown() {
    return Math.max(1, this.number('displayMultipleItems', 1))
  }

  #last() {
    const count = this.#items().length
    return Math.max(0, this.flag('circular') ? count - 1 : count - this.#shown())
  }

  #length() {
    const whole = this.flag('vertical') ? this.clientHeight : this.clientWidth
    const margins = this.number('previousMargin', 0) + this.number('nextMargin', 0)
    return Math.max(0, (whole - margins) / this.#shown())
  }

  #draw(ms: number, by = 0) {
    const length = this.#length()
    const at = this.number('previousMargin', 0) - this.#current * length + by
    this.#track.style.setProperty('--item', `${length}px`)
    this.#track.style.transition = ms > 0 ? `transform ${ms}ms` : 'none'
    this.#track.style.transform = this.flag('vertical')
      ? `translateY(${at}px)`
      : `translateX(${at}px)`
    const items = this.#items()
    this.#dots.hidden = !this.flag('indicatorDots')
    this.#dots.replaceChildren(
      ...items.map((_, index) => {
        const dot = document.createElement('i')
        dot.classList.toggle('on', index === this.#current)
        return dot
      }),
    )
  }

  #go(wanted: number, source: Source) {
    const last = this.#last()
    const turned = this.flag('circular') ? (wanted + last + 1) % (last + 1) : wanted
    const next = Math.max(0, Math.min(last, turned))
    const ms = this.number('duration', 500)
    const isMoved = next !== this.#current
    this.#current = next
    this.#draw(ms)
    if (!isMoved) return
    this.emit('change', this.#detail(source))
    if (ms === 0) this.#emitEnd(source)
  }

  #detail(source: Source) {
    const currentItemId = this.#items()[this.#current]?.getAttribute('item-id') ?? ''
    return { current: this.#current, currentItemId, source }
  }

  #emitEnd(source: Source) {
    this.emit('animationfinish', this.#detail(source))
  }

  #play() {
    clearInterval(this.#timer)
    if (!this.flag('autoplay')) return
    this.#timer = setInterval(
      () => {
        const isAtEnd = this.#current >= this.#last()
        if (!this.#drag && this.#items().length > 1) {
          this.#go(isAtEnd && !this.flag('circular') ? 0 : this.#current + 1, 'autoplay')
        }
      },
      Math.max(200, this.number('interval', 5000)),
    )
  }

  #begin({ clientX, clientY, pointerId, isPrimary }: PointerEvent) {
    if (!isPrimary || this.flag('disableTouch')) return
    this.#drag = { x: clientX, y: clientY, pointer: pointerId, by: 0 }
  }

  #follow({ clientX, clientY }: PointerEvent) {
    const drag = this.#drag
    if (!drag) return
    const by = this.flag('vertical') ? clientY - drag.y : clientX - drag.x
    if (drag.by === 0 && Math.abs(by) < DRAG_PX) return
    // From here on it is a drag, also outside the swiper.
    if (drag.by === 0) this.setPointerCapture(drag.pointer)
    drag.by = by
    this.#draw(0, by)
    this.emit('transition', this.flag('vertical') ? { dx: 0, dy: -by } : { dx: -by, dy: 0 })
  }

  #release() {
    const by = this.#drag?.by ?? 0
    this.#drag = undefined
    if (by === 0) return
    const turns = Math.abs(by) > this.#length() * TURN_PART ? -Math.sign(by) : 0
    this.#go(this.#current + turns, 'touch')
  }
}
