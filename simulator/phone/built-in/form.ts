import { BuiltIn, type FormField } from './element'

/** An element that a label activates. */
export interface Control extends HTMLElement {
  activate(): void
}

const isField = (element: Element): element is FormField => 'formValue' in element
const isControl = (element: Element): element is Control => 'activate' in element

const controlsIn = (root: ParentNode) => [...root.querySelectorAll('*')].filter(isControl)

/** `<form>`: collects the fields below it when a button with `form-type` asks for that. */
export class WxForm extends BuiltIn {
  constructor() {
    super()
    this.addEventListener('wx-form', (event) => {
      event.stopPropagation()
      const fields = [...this.querySelectorAll('*')].filter(isField)
      if ((event as CustomEvent<string>).detail === 'reset') {
        fields.forEach((field) => field.resetField?.())
        this.emit('reset')
        return
      }
      const named = fields.map(({ formValue }) => formValue).filter(({ name }) => name !== '')
      const value = Object.fromEntries(named.map(({ name, value: one }) => [name, one]))
      this.emit('submit', { value, formId: '' })
    })
  }
}

/** `<label>`: a tap on it activates the control that `for` names, or the first one inside. */
export class WxLabel extends BuiltIn {
  constructor() {
    super()
    this.addEventListener('click', ({ target }) => {
      const named = this.text('for')
      const place = named ? (this.closest('wx-page') ?? document) : this
      const selector = named ? `#${CSS.escape(named)}` : undefined
      const found = selector ? place.querySelector(selector) : controlsIn(this)[0]
      if (!found || !isControl(found)) return
      // A control inside has been tapped itself.
      if (controlsIn(this).some((one) => one.contains(target as Node))) return
      found.activate()
    })
  }
}

/** What a button with `open-type` asks the phone for. */
export interface OpenType {
  readonly openType: string
  readonly answer: (type: string, detail: object) => void
}

/** `<button>`: a box that is read aloud as what it is, submits its form, and may ask the phone for something. */
export class WxButton extends BuiltIn implements Control {
  override connectedCallback() {
    super.connectedCallback()
    if (!this.hasAttribute('role')) this.setAttribute('role', 'button')
    if (!this.hasAttribute('tabindex')) this.setAttribute('tabindex', '0')
  }

  constructor() {
    super()
    this.addEventListener('click', () => this.activate())
  }

  protected override update() {
    this.setAttribute('aria-disabled', String(this.flag('disabled')))
  }

  activate() {
    if (this.flag('disabled')) return
    const formType = this.text('formType')
    if (formType) {
      this.dispatchEvent(new CustomEvent('wx-form', { bubbles: true, detail: formType }))
    }
    const openType = this.text('openType')
    if (!openType) return
    const detail: OpenType = { openType, answer: (type, given) => this.emit(type, given) }
    this.dispatchEvent(new CustomEvent('phone-open-type', { bubbles: true, detail }))
  }
}

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
    // A template sets false as well, when it is drawn first.
    if (['focus', 'autoFocus'].some((name) => changed.has(name) && this.flag(name))) field.focus()
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
