import { BuiltIn } from './element'

const number = (element: HTMLElement, name: string, otherwise: number) =>
  Number(element.getAttribute(name) || otherwise)

/** `<scroll-view scroll-x scroll-y>`: the DOM's own scrolling, with WeChat's events. */
export class WxScrollView extends BuiltIn {
  static readonly observedAttributes = ['scroll-top', 'scroll-left', 'scroll-into-view']
  #wired = false
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
    if (name === 'scroll-top') this.scrollTo({ top: Number(value), behavior })
    if (name === 'scroll-left') this.scrollTo({ left: Number(value), behavior })
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
    if (deltaY < 0 && below < number(this, 'lower-threshold', 50)) this.emit('scrolltolower')
    if (deltaY > 0 && scrollTop < number(this, 'upper-threshold', 50)) this.emit('scrolltoupper')
  }
}
