import { tell } from './tell'

const TYPES: Readonly<Record<string, string>> = { number: 'tel', digit: 'tel', idcard: 'text' }

/** What `<input>` and `<textarea>` share: the DOM's own field inside, told in WeChat's events. */
class Field extends HTMLElement {
  static readonly observedAttributes = [
    'value',
    'placeholder',
    'disabled',
    'maxlength',
    'type',
    'password',
    'focus',
  ]
  protected readonly field: HTMLInputElement | HTMLTextAreaElement = this.make()

  protected make(): HTMLInputElement | HTMLTextAreaElement {
    return document.createElement('input')
  }

  connectedCallback() {
    if (this.field.parentNode) return
    const { field } = this
    const detail = () => ({ value: field.value, cursor: field.selectionStart ?? 0 })
    for (const type of ['input', 'focus', 'blur'] as const) {
      field.addEventListener(type, (event) => {
        event.stopPropagation()
        tell(this, type, detail())
      })
    }
    field.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key === 'Enter') tell(this, 'confirm', detail())
    })
    this.append(field)
    Field.observedAttributes.forEach((name) => this.attributeChangedCallback(name))
  }

  attributeChangedCallback(name: string) {
    const { field } = this
    const value = this.getAttribute(name)
    if (name === 'value' && field.value !== (value ?? '')) field.value = value ?? ''
    if (name === 'placeholder') field.placeholder = value ?? ''
    if (name === 'disabled') field.disabled = value !== null
    if (name === 'maxlength') {
      // WeChat: 140 unless said otherwise, -1 for no bound.
      const length = Number(value || 140)
      if (length < 0) field.removeAttribute('maxlength')
      else field.maxLength = length
    }
    if (name === 'focus' && value !== null) field.focus()
    if (field instanceof HTMLTextAreaElement) return
    const type = this.getAttribute('type') ?? 'text'
    field.type = this.hasAttribute('password') ? 'password' : (TYPES[type] ?? 'text')
  }
}

/** `<input>` */
export class WxInput extends Field {}

/** `<textarea>` */
export class WxTextarea extends Field {
  protected override make() {
    return document.createElement('textarea')
  }
}
