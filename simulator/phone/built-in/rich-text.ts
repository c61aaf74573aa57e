/** `<rich-text nodes>`: the text of its nodes, without scripts or handlers. */
export class WxRichText extends HTMLElement {
  static readonly observedAttributes = ['nodes']

  attributeChangedCallback() {
    const parsed = new DOMParser().parseFromString(this.getAttribute('nodes') ?? '', 'text/html')
    this.textContent = parsed.body.textContent
  }

  connectedCallback() {
    this.attributeChangedCallback()
  }
}
