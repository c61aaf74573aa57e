import { BuiltIn, part, type FormField } from './element'
import type { Control } from './form'

/** What can be on or off: its state is the attribute `checked`, by which it is drawn. */
abstract class Toggle extends BuiltIn implements Control {
  protected abstract readonly kind: 'switch' | 'checkbox' | 'radio'
  #first = false
  #isWired = false

  override connectedCallback() {
    super.connectedCallback()
    if (this.#isWired) return
    this.#isWired = true
    this.setAttribute('role', this.kind)
    this.setAttribute('tabindex', '0')
    this.addEventListener('click', () => this.activate())
  }

  get checked() {
    return this.hasAttribute('checked')
  }

  set checked(checked: boolean) {
    this.toggleAttribute('checked', checked)
    this.setAttribute('aria-checked', String(checked))
  }

  get choice() {
    return this.text('value')
  }

  protected override update(changed: ReadonlySet<string>) {
    if (changed.has('checked') || !this.hasAttribute('aria-checked')) {
      this.checked = this.flag('checked')
      this.#first = this.checked
    }
    this.setAttribute('aria-disabled', String(this.flag('disabled')))
    const color = this.text('color')
    if (color) this.style.setProperty('--wx-accent', color)
  }

  resetField() {
    this.checked = this.#first
  }

  abstract activate(): void
}

/** `<switch checked>` */
export class WxSwitch extends Toggle implements FormField {
  protected readonly kind = 'switch'

  activate() {
    if (this.flag('disabled')) return
    this.checked = !this.checked
    this.emit('change', { value: this.checked })
  }

  get formValue() {
    return { name: this.text('name'), value: this.checked }
  }
}

/** `<checkbox value>` */
export class WxCheckbox extends Toggle {
  protected readonly kind = 'checkbox'

  activate() {
    if (this.flag('disabled')) return
    this.checked = !this.checked
    this.dispatchEvent(new CustomEvent('wx-choice', { bubbles: true }))
  }
}

/** `<radio value>` */
export class WxRadio extends Toggle {
  protected readonly kind = 'radio'

  activate() {
    if (this.flag('disabled') || this.checked) return
    this.checked = true
    this.dispatchEvent(new CustomEvent('wx-choice', { bubbles: true }))
  }
}

/** `<checkbox-group>`: the values of its checked boxes, in the order of the page. */
export class WxCheckboxGroup extends BuiltIn implements FormField {
  constructor() {
    super()
    this.addEventListener('wx-choice', (event) => {
      event.stopPropagation()
      this.emit('change', { value: this.formValue.value })
    })
  }

  override connectedCallback() {
    super.connectedCallback()
    this.setAttribute('role', 'group')
  }

  get formValue() {
    const boxes = [...this.querySelectorAll<WxCheckbox>('wx-checkbox')]
    const value = boxes.filter((box) => box.checked).map((box) => box.choice)
    return { name: this.text('name'), value }
  }

  resetField() {
    this.querySelectorAll<WxCheckbox>('wx-checkbox').forEach((box) => box.resetField())
  }
}

/** `<radio-group>`: the value of the one that is on. */
export class WxRadioGroup extends BuiltIn implements FormField {
  constructor() {
    super()
    this.addEventListener('wx-choice', (event) => {
      event.stopPropagation()
      for (const radio of this.#radios()) radio.checked = radio === event.target
      this.emit('change', { value: (event.target as WxRadio).choice })
    })
  }

  override connectedCallback() {
    super.connectedCallback()
    this.setAttribute('role', 'radiogroup')
  }

  #radios() {
    return [...this.querySelectorAll<WxRadio>('wx-radio')]
  }

  get formValue() {
    const value = this.#radios().find((radio) => radio.checked)?.choice ?? ''
    return { name: this.text('name'), value }
  }

  resetField() {
    this.#radios().forEach((radio) => radio.resetField())
  }
}

const SLIDER = `<style>
  :host { display: block; margin: 10px 18px }
  div { display: flex; align-items: center; gap: 10px }
  input { flex: 1; min-width: 0; margin: 0; accent-color: var(--wx-accent, #1aad19) }
  </style><div><input type="range"><output hidden></output></div>`

/** `<slider>`: the browser's own range, in WeChat's events. */
export class WxSlider extends BuiltIn implements FormField {
  readonly #root = this.parts(SLIDER)
  readonly #range = part(this.#root, 'input', HTMLInputElement)
  readonly #shown = part(this.#root, 'output', HTMLOutputElement)

  constructor() {
    super()
    this.#range.addEventListener('input', () => {
      this.#show()
      this.emit('changing', { value: this.#range.valueAsNumber })
    })
    this.#range.addEventListener('change', () =>
      this.emit('change', { value: this.#range.valueAsNumber }),
    )
  }

  #show() {
    this.#shown.value = this.#range.value
  }

  protected override update(changed: ReadonlySet<string>) {
    this.#range.min = String(this.number('min', 0))
    this.#range.max = String(this.number('max', 100))
    this.#range.step = String(this.number('step', 1))
    this.#range.disabled = this.flag('disabled')
    this.#range.setAttribute('aria-label', this.getAttribute('aria-label') ?? '滑块')
    this.#shown.hidden = !this.flag('showValue')
    const color = this.text('activeColor') || this.text('selectedColor')
    if (color) this.style.setProperty('--wx-accent', color)
    if (changed.has('value') || changed.has('min') || changed.has('max')) this.resetField()
    this.#show()
  }

  get formValue() {
    return { name: this.text('name'), value: this.#range.valueAsNumber }
  }

  resetField() {
    this.#range.value = String(this.number('value', 0))
    this.#show()
  }
}
