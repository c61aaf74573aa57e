import { printQuery } from '../phone/app-lifecycle'
import { clockOffset, setClockOffset } from '../phone/clock'
import type { Phone } from '../phone/control'
import { holdsEvent, type PluginStatus, type Observation } from '../phone/monitor'
import { button, byId, element, icon, merchants, redraw } from './element'
import { type Entered, sceneText } from './enter-form'
import type { AppState } from './ledger'
import { currentLanguage, t } from './messages'

export interface ShownPhone {
  readonly app: AppState
  readonly name: string
  readonly route: string
  readonly title: string
  readonly scene: number
}

interface Acts {
  readonly open: () => void
  readonly show: () => void
}

/** What the phone shows while the app is not in front, and what an event would name if it were reported now. */
export const createPhoneSide = ({ open, show }: Acts) => {
  const home = byId('home')
  const route = byId('route')
  return {
    draw(shown: ShownPhone) {
      const { app, name } = shown
      byId('phone-side').setAttribute('aria-label', t('phone'))
      home.hidden = app === 'running'
      redraw(home, [app, name, currentLanguage()], () => {
        if (app === 'running') return []
        const isKilled = app === 'killed'
        const back = button(
          { id: 'home-open', className: 'btn', run: isKilled ? open : show },
          t(isKilled ? 'openApp' : 'show'),
        )
        const sign = element('span', 'app-sign', icon('order', 30))
        sign.setAttribute('aria-hidden', 'true')
        return [
          sign,
          element('b', '', merchants(name)),
          element('p', '', t(isKilled ? 'killedText' : 'inBackgroundTitle')),
          back,
        ]
      })
      redraw(route, [shown, currentLanguage()], () =>
        app === 'running'
          ? [
              element('span', '', t('wouldName')),
              element(
                'b',
                '',
                merchants(shown.title),
                ' · ',
                element('code', '', shown.route),
                ` · ${t('scene')} ${shown.scene} ${sceneText(shown.scene)}`,
              ),
            ]
          : [],
      )
    },
  }
}

// As a plugin, and as an npm package of the mini-program.
const TRACKER_KEYS = /^(?:plugin:|host:youshu-coupon:)/
const PHONE_KEYS = /^(?:host|plugin):/
/**
 * After so long a step of the tour says what it waits for in vain. It goes on as soon as that is there; this is more
 * than the ten seconds of a request without an answer, and than a busy machine takes to start the app.
 */
export const MAX_STEP_WAIT_MS = 30_000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const isSeen = (view: Element) => view.getClientRects().length > 0

/** What a finger does to an element, for those who only watch. */
const touch = (target: Element) => {
  const view = target.ownerDocument
  const box = target.getBoundingClientRect()
  const at = {
    bubbles: true,
    clientX: box.left + box.width / 2,
    clientY: box.top + box.height / 2,
  }
  const touched = view.elementFromPoint(at.clientX, at.clientY) ?? target
  touched.dispatchEvent(new MouseEvent('mousedown', at))
  touched.dispatchEvent(new MouseEvent('mouseup', at))
}

/** The phone's address, which says how the app is entered; without an entry, from the list of recent apps. */
const addressOf = (entered?: Entered): string => {
  if (!entered) return '/phone'
  const { scene, query, path, referrerInfo } = entered
  const asked = new URLSearchParams({ scene: String(scene), query: printQuery(query) })
  if (path !== undefined) asked.set('path', path)
  if (referrerInfo.appId !== undefined) asked.set('refer', referrerInfo.appId)
  return `/phone?${asked.toString()}`
}

/** The phone in its frame: started, killed, steered and watched from outside. */
export const createPhoneFrame = (onObservation: (seen: Observation) => void) => {
  let frame: HTMLIFrameElement | undefined
  const phone = (): Phone | undefined => frame?.contentWindow?.phone

  window.onObservation = (text) => onObservation(JSON.parse(text) as Observation)

  const open = (entered?: Entered) => {
    if (frame) return
    frame = element('iframe', '')
    frame.id = 'phone'
    frame.title = t('phone')
    frame.src = addressOf(entered)
    byId('screen').append(frame)
  }
  /** The end of the process, in the middle of whatever it does: no event of any kind reaches the app. */
  const kill = () => {
    frame?.remove()
    frame = undefined
  }
  const app = (): AppState => {
    if (!frame) return 'killed'
    return phone()?.state().shown === false ? 'hidden' : 'running'
  }
  const elements = (selector: string) => [
    ...(frame?.contentDocument?.querySelectorAll(selector) ?? []),
  ]
  const find = async (selector: string): Promise<Element> => {
    const end = Date.now() + MAX_STEP_WAIT_MS
    for (;;) {
      const [found] = elements(selector).filter(isSeen)
      if (found) return found
      if (Date.now() > end) throw new Error(selector)
      await pause(40)
    }
  }
  return {
    open,
    kill,
    app,
    phone,
    find,
    now: () => Date.now() + clockOffset(),
    retitle: () => frame && (frame.title = t('phone')),
    /** What the plugin says; undefined where it is not running yet. */
    status(): PluginStatus | undefined {
      try {
        return phone()?.status()
      } catch {
        return undefined
      }
    },
    /** Which of these events the plugin's storage holds, read here and not by the plugin. */
    stored(ids: readonly string[]): Set<string> {
      const texts = Object.entries(localStorage)
        .filter(([key]) => TRACKER_KEYS.test(key))
        .map(([, text]) => String(text))
      return new Set(ids.filter((id) => texts.some((text) => holdsEvent(text, id))))
    },
    hide: () => phone()?.hide(),
    show: () => phone()?.show(),
    enter(entered: Entered) {
      const running = phone()
      if (running) return running.enter(entered)
      // The app is still starting and cannot take the entry: it starts once more, by this one.
      kill()
      return open(entered)
    },
    goTo: (path: string, query: Readonly<Record<string, string>> = {}) =>
      phone()?.open(path, query),
    tap: async (selector: string) => touch(await find(selector)),
    /** Moves the phone's clock; resolves when all that became due has run. */
    async moveTime(ms: number) {
      const running = phone()
      if (running) await running.moveTime(ms)
      else setClockOffset(clockOffset() + ms)
    },
    /** As it came from the shop: nothing stored, the clock right. */
    erase() {
      for (const key of Object.keys(localStorage)) {
        if (PHONE_KEYS.test(key)) localStorage.removeItem(key)
      }
      setClockOffset(0)
    },
  }
}
export type PhoneFrame = ReturnType<typeof createPhoneFrame>
