import { BuiltIn } from './element'

/** An element that a form collects. */
export interface FormField extends HTMLElement {
  readonly formValue: { readonly name: string; readonly value: unknown }
  resetField?(): void
}

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
