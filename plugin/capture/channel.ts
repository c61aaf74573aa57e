import type { Chan, Channel } from '../event/context'
import { decode } from './page-path'

/** What App.onShow and wx.getEnterOptionsSync give; `referrerInfo` may be undefined or `{}`. */
export interface EnterOptions {
  readonly scene?: number
  readonly path?: string
  readonly query?: Readonly<Record<string, unknown>> | undefined
  readonly referrerInfo?: { readonly appId?: string } | undefined
}

/** `chan_id` stands in the query, or, for a QR code, inside its `scene`: `k=v&k=v`, encoded, at times after a `?`. */
const chanId = (query: Readonly<Record<string, unknown>>): string => {
  if (query['chan_id']) return String(query['chan_id'])
  // Of repeated keys the last that is not blank.
  return /^(?:.*&|\??)chan_id=([^&]+)/.exec(decode(String(query['scene'])))?.[1] ?? ''
}

/**
 * By which channel the user came: scene and referrer of the latest entry; a new non-empty `chan_id` replaces the old.
 * Nothing else of the query gets in. Source: Tencent Youshu, chan and the channel rules of App.onShow.
 */
export const createChannel = () => {
  let entry: { chan_wxapp_scene?: number | undefined; chan_refer_app_id?: string | undefined } = {}
  let told: Channel = {}
  let last = ''

  return {
    enter({ scene, query, referrerInfo }: EnterOptions): void {
      entry = { chan_wxapp_scene: scene, chan_refer_app_id: referrerInfo?.appId || undefined }
      const chan_id = chanId(query ?? {})
      if (chan_id) told = { ...told, chan_id }
      // Whatever is asked for next is different from this.
      last = ''
    },
    /** The same as `enter`, for options that are asked for again and again: only a different entry counts. */
    poll(options: EnterOptions): void {
      const now = JSON.stringify(options)
      if (now !== last) this.enter(options)
      last = now
    },
    /** What the merchant told, and a `chan_id` that came with an entry. */
    chan: (): Channel => told,
    setChan(next: Channel): void {
      told = next
    },
    // A scene that is not known stands as undefined, and the events say so.
    current: () => ({ ...entry, ...told }) as Partial<Chan>,
  }
}
