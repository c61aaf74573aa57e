import type { CodeSpace } from 'glass-easel-miniprogram-adapter'

const camel = (name: string) =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** What every built-in tag with a behaviour of its own shares: values as the template has them, and WeChat's events. */
export abstract class BuiltIn extends HTMLElement {
  readonly #values = new Map<string, unknown>()
  #changed = new Set<string>()
  #isDue = false

  /** Takes a value as it is in the data, which an attribute would make text of. Undefined: not given any more. */
  take(name: string, value: unknown): void {
    const key = camel(name)
    this.#values.set(key, value)
    this.#changed.add(key)
    this.#schedule()
  }

  connectedCallback(): void {
    this.#schedule()
  }

  // Once for all values that a template sets in one turn, and only when the children are there as well.
  #schedule() {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      if (!this.isConnected) return
      const changed = this.#changed
      this.#changed = new Set()
      this.update(changed)
    })
  }

  /** Called after values have come, with their names in camel case, and after the element was attached. */
  protected update(_changed: ReadonlySet<string>): void {
    // Most tags need something here; those that need nothing are not defined at all.
  }

  protected value(name: string): unknown {
    return this.#values.get(name)
  }

  protected text(name: string, otherwise = ''): string {
    const value = this.value(name)
    return value === undefined || value === null ? otherwise : String(value)
  }

  /** A number, also one with a unit: `20px`, `20rpx` (1/750 of the phone's width). */
  protected number(name: string, otherwise: number): number {
    const text = this.text(name).trim()
    const number = Number.parseFloat(text)
    if (!Number.isFinite(number)) return otherwise
    return text.endsWith('rpx') ? (number * window.innerWidth) / 750 : number
  }

  /** As WeChat reads it: any text is true, `"false"` too. */
  protected flag(name: string, otherwise = false): boolean {
    const value = this.value(name)
    return value === undefined || value === null ? otherwise : Boolean(value)
  }

  protected list(name: string): readonly unknown[] {
    const value = this.value(name)
    return Array.isArray(value) ? (value as readonly unknown[]) : []
  }

  /** Fires a mini-program event; `PhoneBackend` passes it on to the component. */
  protected emit(type: string, detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }

  /** Gives the element inner parts of its own, beside its children. */
  protected parts(html: string): ShadowRoot {
    const root = this.attachShadow({ mode: 'open' })
    root.innerHTML = html
    return root
  }
}

/** The inner part that the given `html` surely has. */
export const part = <E extends HTMLElement>(
  root: ParentNode,
  selector: string,
  kind: new () => E,
): E => {
  const found = root.querySelector(selector)
  if (!(found instanceof kind)) throw new Error(`there is no ${selector}`)
  return found
}

/** An element that a form collects. */
export interface FormField extends HTMLElement {
  readonly formValue: { readonly name: string; readonly value: unknown }
  resetField?(): void
}

interface FieldComponent {
  readonly data: { readonly name?: string; readonly value?: unknown }
  readonly _$: { readonly $$: (HTMLElement & Partial<FormField>) | null }
}

/** The behaviors that WeChat brings itself, for one code space: by them a component is a field of `<form>`. */
export const defineBuiltInBehaviors = (space: CodeSpace): Readonly<Record<string, unknown>> => {
  const formField = space.componentEnv('', ({ Behavior }) =>
    Behavior({
      properties: { name: { type: String, value: '' }, value: { type: null, value: '' } },
      attached(this: FieldComponent) {
        // oxlint-disable-next-line no-underscore-dangle -- the adapter's way from a component to its node
        const node = this._$.$$
        // A component with a virtual host has no node of its own.
        if (!node) return
        Object.defineProperty(node, 'formValue', {
          configurable: true,
          get: () => ({ name: this.data.name ?? '', value: this.data.value }),
        })
      },
    } as never),
  )
  return { 'wx://form-field': formField, 'wx://form-field-group': formField }
}
