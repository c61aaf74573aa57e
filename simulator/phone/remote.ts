import type { Compiled } from '../compiled'
import type { Mode } from '../contracts'
import type { Entry } from './entry'
import type { runMiniProgram } from './run-mini-program'
import type { Network } from './wx/network'

type Running = ReturnType<typeof runMiniProgram>

/** What the page around the phone shows about it. */
export interface PhoneState {
  readonly shown: boolean
  readonly route: string
  readonly pages: readonly string[]
}

/** What the page around the phone can do with it; found at `window.phone` of the phone's frame. */
export interface Phone {
  hide(): void
  show(): void
  enter(next: Omit<Entry, 'path'> & { readonly path?: string }): void
  state(): PhoneState
}

declare global {
  interface Window {
    phone?: Phone
  }
}

const curtain = (hidden: boolean) => {
  document.documentElement.dataset['shown'] = hidden ? 'no' : 'yes'
}

/** The ways in which the phone is told and tells: the collector's mode comes in, its own state goes out. */
export const openRemote = (network: Network) => {
  let tell: (() => void) | undefined
  new EventSource('/collector/stream').addEventListener('mode', (event) => {
    const mode = JSON.parse(String(event.data)) as Mode
    document.documentElement.dataset['mode'] = mode
    network.set(mode !== 'offline')
  })
  return {
    report: () => tell?.(),
    connect({ app }: Compiled, { life, stack }: Running) {
      const state = () => ({
        shown: life.isShown(),
        route: stack.top()?.path ?? '',
        pages: app.pages,
      })
      const say = () => window.parent.postMessage({ phone: state() }, location.origin)
      window.phone = {
        state,
        hide() {
          life.hide(stack)
          curtain(true)
          say()
        },
        show() {
          life.show(stack)
          curtain(false)
          say()
        },
        enter(next) {
          life.hide(stack)
          life.show(stack, next)
          curtain(false)
          say()
        },
      }
      tell = say
      say()
    },
  }
}
