/** `<button>`: a box that is read aloud as what it is. */
export class WxButton extends HTMLElement {
  connectedCallback() {
    if (!this.hasAttribute('role')) this.setAttribute('role', 'button')
  }
}
