import { BuiltIn } from './element'

const FIT: Readonly<Record<string, string>> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'contain',
  heightFix: 'contain',
}

/** `<image>`: a picture of the mini-program's own files, a data URL, or nothing when it cannot be had. */
export class WxImage extends BuiltIn {
  static readonly observedAttributes = ['src', 'mode']
  readonly #picture = new Image()

  override connectedCallback() {
    super.connectedCallback()
    if (this.#picture.parentNode) return
    this.#picture.addEventListener('load', () => {
      const { naturalWidth: width, naturalHeight: height } = this.#picture
      this.#picture.hidden = false
      this.emit('load', { width, height })
    })
    this.#picture.addEventListener('error', () => {
      this.#picture.hidden = true
      this.emit('error', { errMsg: 'the picture cannot be loaded' })
    })
    this.append(this.#picture)
    this.#update()
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#update()
  }

  #update() {
    const src = this.getAttribute('src') ?? ''
    const mode = this.getAttribute('mode') ?? 'scaleToFill'
    this.#picture.style.objectFit = FIT[mode] ?? 'fill'
    this.#picture.hidden = src === ''
    this.#picture.alt = this.getAttribute('aria-label') ?? ''
    if (src === '') return
    const isOwn = !/^(?:[a-z]+:|\/\/)/.test(src)
    const page = this.closest<HTMLElement>('wx-page')?.dataset['path'] ?? ''
    const address = isOwn ? new URL(src, new URL(`/files/${page}`, location.origin)).pathname : src
    this.#picture.src = isOwn && !address.startsWith('/files/') ? `/files${address}` : address
  }
}
