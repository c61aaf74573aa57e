import { tell } from './tell'

/** `<scroll-view scroll-x scroll-y>`: the DOM's own scrolling, told in WeChat's events. */
export class WxScrollView extends HTMLElement {
  #wired = false

  connectedCallback() {
    if (this.#wired) return
    this.#wired = true
    this.addEventListener('scroll', () => {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = this
      tell(this, 'scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth })
      const lower = Number(this.getAttribute('lower-threshold') || 50)
      if (scrollHeight - this.clientHeight - scrollTop < lower) tell(this, 'scrolltolower')
    })
  }
}
