import { byId, chinese, element } from './element'

interface Choice<M extends string> {
  /** The id of the element that gets the buttons. */
  readonly into: string
  /** Each button's id is this and its mode. */
  readonly prefix: string
  /** Where the choice is posted as {mode}. */
  readonly path: string
  /** Every mode in the order of its button; `ok` is the one without trouble. */
  readonly labels: Readonly<Record<M, readonly [en: string, zh: string]>>
}

/** The choice of how something answers. Returns how to show which one is in force. */
export const createModeButtons = <M extends string>({ into, prefix, path, labels }: Choice<M>) => {
  const buttons = Object.entries<readonly [en: string, zh: string]>(labels).map(
    ([mode, [en, zh]]) => {
      const button = element('button', mode === 'ok' ? '' : 'trouble', `${en} `, chinese(zh))
      button.type = 'button'
      button.id = `${prefix}-${mode}`
      button.setAttribute('role', 'radio')
      button.addEventListener('click', () => {
        void fetch(path, { method: 'POST', body: JSON.stringify({ mode }) })
      })
      return { mode, button }
    },
  )
  byId(into).append(...buttons.map(({ button }) => button))
  return (current: M) =>
    buttons.forEach(({ mode, button }) =>
      button.setAttribute('aria-checked', String(mode === current)),
    )
}
