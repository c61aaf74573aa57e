import type { CodeSpace } from 'glass-easel-miniprogram-adapter'
import type { FormField } from './form'

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
