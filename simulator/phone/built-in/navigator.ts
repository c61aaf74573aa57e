import { BuiltIn } from './element'

interface Navigate extends CustomEvent {
  readonly detail: { readonly url: string; readonly openType: string; readonly delta: number }
}

/** `<navigator url open-type>`: asks the page stack through an event, because it knows no `wx`. */
export class WxNavigator extends BuiltIn {
  constructor() {
    super()
    this.addEventListener('click', () => {
      const detail = {
        url: this.text('url'),
        openType: this.text('openType') || 'navigate',
        delta: this.number('delta', 1),
      }
      this.dispatchEvent(new CustomEvent('phone-navigate', { bubbles: true, detail }))
    })
  }

  override connectedCallback() {
    super.connectedCallback()
    this.setAttribute('role', 'link')
    this.setAttribute('tabindex', '0')
  }
}

const METHODS: Readonly<Record<string, string>> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
}

/** Lets every `<navigator>` go where it points. */
export const followNavigators = (container: HTMLElement, wx: Readonly<Record<string, unknown>>) => {
  container.addEventListener('phone-navigate', (event) => {
    const { url, openType, delta } = (event as Navigate).detail
    const go = wx[METHODS[openType] ?? 'navigateTo'] as (options: object) => void
    go({ url, delta, fail: console.warn })
  })
}
