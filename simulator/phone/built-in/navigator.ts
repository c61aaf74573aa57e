interface Navigate extends CustomEvent {
  readonly detail: { readonly url: string; readonly openType: string }
}

/** `<navigator url open-type>`: asks the page stack through an event, because it knows no `wx`. */
export class WxNavigator extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', () => {
      const detail = {
        url: this.getAttribute('url') ?? '',
        openType: this.getAttribute('open-type') || 'navigate',
      }
      this.dispatchEvent(new CustomEvent('phone-navigate', { bubbles: true, detail }))
    })
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
    const { url, openType } = (event as Navigate).detail
    const go = wx[METHODS[openType] ?? 'navigateTo'] as (options: object) => void
    go({ url, fail: console.warn })
  })
}
