import { BuiltIn } from './element'
import type { Control, FormField } from './form'

const TYPES: Readonly<Record<string, string>> = {
  number: 'tel',
  digit: 'tel',
  idcard: 'text',
  'safe-password': 'password',
}
// WeChat: 140 unless set otherwise, -1 for no bound.
const MAX_LENGTH = 140

/** What `<input>` and `<textarea>` share: the DOM's own field inside, with WeChat's events. */
class Field extends BuiltIn implements FormField, Control {
  protected readonly field: HTMLInputElement | HTMLTextAreaElement = this.make()

  protected make(): HTMLInputElement | HTMLTextAreaElement {
    return document.createElement('input')
  }

  override connectedCallback() {
    super.connectedCallback()
    const { field } = this
    if (field.parentNode) return
    const detail = () => ({ value: field.value, cursor: field.selectionStart ?? 0 })
    for (const type of ['input', 'focus', 'blur'] as const) {
      field.addEventListener(type, (event) => {
        event.stopPropagation()
        this.emit(type, detail())
      })
    }
    // What the DOM calls `change` would reach `bind:change` a second time.
    field.addEventListener('change', (event) => event.stopPropagation())
    field.addEventListener('keydown', (event) => {
      const { key, isComposing } = event as KeyboardEvent
      const isConfirm = !(field instanceof HTMLTextAreaElement) || this.text('confirmType') !== ''
      if (key === 'Enter' && !isComposing && isConfirm) this.emit('confirm', detail())
    })
    this.append(field)
  }

  protected override update(changed: ReadonlySet<string>) {
    const { field } = this
    if (changed.has('value') && field.value !== this.text('value')) field.value = this.text('value')
    field.placeholder = this.text('placeholder')
    field.disabled = this.flag('disabled')
    const style = this.text('placeholderStyle')
    if (style) {
      const color = /(?:^|;)\s*color\s*:\s*([^;]+)/.exec(style)?.[1]
      if (color) this.style.setProperty('--wx-placeholder', color)
    }
    const length = this.number('maxlength', MAX_LENGTH)
    if (length < 0) field.removeAttribute('maxlength')
    else field.maxLength = length
    // A field without any name is still one that can be written in.
    const label = this.getAttribute('aria-label') ?? (this.text('placeholder') || '输入框')
    field.setAttribute('aria-label', label)
    if ((changed.has('focus') && this.flag('focus')) || changed.has('autoFocus')) field.focus()
    if (field instanceof HTMLTextAreaElement) {
      field.style.setProperty('field-sizing', this.flag('autoHeight') ? 'content' : '')
      this.toggleAttribute('auto-height', this.flag('autoHeight'))
      return
    }
    field.type = this.flag('password') ? 'password' : (TYPES[this.text('type')] ?? 'text')
  }

  get formValue() {
    return { name: this.text('name'), value: this.field.value }
  }

  resetField() {
    this.field.value = ''
  }

  activate() {
    this.field.focus()
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
