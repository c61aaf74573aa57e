import { tell } from './tell'

/** `<switch checked>` */
export class WxSwitch extends HTMLElement {
  #wired = false

  connectedCallback() {
    this.setAttribute('role', 'switch')
    if (this.#wired) return
    this.#wired = true
    this.addEventListener('click', () => {
      if (this.hasAttribute('disabled')) return
      this.toggleAttribute('checked')
      tell(this, 'change', { value: this.hasAttribute('checked') })
    })
  }
}
