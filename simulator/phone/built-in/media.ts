import { BuiltIn } from './element'

const GLYPHS: Readonly<Record<string, readonly [glyph: string, color: string]>> = {
  success: ['✓', '#09bb07'],
  success_no_circle: ['✓', '#09bb07'],
  info: ['i', '#10aeff'],
  warn: ['!', '#f76260'],
  waiting: ['…', '#10aeff'],
  cancel: ['✕', '#f43530'],
  download: ['↓', '#09bb07'],
  search: ['⌕', '#b2b2b2'],
  clear: ['✕', '#b2b2b2'],
}
const PLAIN = new Set(['success_no_circle', 'search'])
const ICON_PX = 23

/** `<icon type size color>` */
export class WxIcon extends BuiltIn {
  protected override update() {
    const type = this.text('type')
    const [glyph, own] = GLYPHS[type] ?? ['', 'inherit']
    const size = this.number('size', ICON_PX)
    const color = this.text('color', own)
    const sign = document.createElement('i')
    sign.textContent = glyph
    const [ink, ground] = PLAIN.has(type) ? [color, 'none'] : ['#fff', color]
    sign.style.cssText =
      `display:inline-flex;align-items:center;justify-content:center;font-style:normal;border-radius:50%;` +
      `width:${size}px;height:${size}px;font-size:${size * 0.62}px;color:${ink};background:${ground}`
    this.replaceChildren(sign)
  }
}

/** `<progress percent>` */
export class WxProgress extends BuiltIn {
  protected override update() {
    const percent = Math.max(0, Math.min(100, this.number('percent', 0)))
    const bar = document.createElement('i')
    const fill = document.createElement('b')
    bar.style.cssText = `flex:1;height:${this.number('strokeWidth', 6)}px;background:${this.text('backgroundColor', '#ebebeb')}`
    fill.style.cssText = `display:block;height:100%;width:${percent}%;background:${this.text('activeColor') || this.text('color', '#09bb07')}`
    bar.append(fill)
    this.setAttribute('role', 'progressbar')
    this.setAttribute('aria-valuenow', String(percent))
    this.replaceChildren(bar, this.flag('showInfo') ? `${percent}%` : '')
  }
}

/** A tag whose content only WeChat has: a box with its name. */
export class WxUndrawn extends BuiltIn {
  readonly #label = document.createElement('span')

  protected override update() {
    const address = this.text('src') || this.text('url')
    const name = this.localName.slice(3)
    this.#label.className = 'undrawn'
    this.#label.textContent = `<${name}> is not drawn here${address ? `: ${address}` : ''}`
    if (!this.#label.parentNode) this.prepend(this.#label)
  }
}

/** `<video>`: the browser's own. */
export class WxVideo extends BuiltIn {
  readonly #video = document.createElement('video')

  override connectedCallback() {
    super.connectedCallback()
    if (this.#video.parentNode) return
    this.append(this.#video)
    for (const type of ['play', 'pause', 'ended'] as const) {
      this.#video.addEventListener(type, () => this.emit(type))
    }
    this.#video.addEventListener('error', () => this.emit('error', { errMsg: 'cannot be played' }))
  }

  protected override update(changed: ReadonlySet<string>) {
    this.#video.controls = this.flag('controls', true)
    this.#video.poster = this.text('poster')
    this.#video.loop = this.flag('loop')
    this.#video.muted = this.flag('muted')
    if (changed.has('src')) this.#video.src = this.text('src')
  }
}

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
