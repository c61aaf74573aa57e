import { decode } from '../attempt'
import { type Chan, type Channel, entrySchema } from '../event/context'
import { parse, text } from '../event/schema'
import type * as Privacy from './privacy'

/** What App.onShow and wx.getEnterOptionsSync give; `referrerInfo` may be undefined or `{}`. */
export interface EnterOptions {
  readonly scene?: number
  readonly path?: string
  readonly query?: Readonly<Record<string, unknown>> | undefined
  readonly referrerInfo?: { readonly appId?: string } | undefined
}

/** `chan_id` stands in the query, or, for a QR code, inside its `scene`: `k=v&k=v`, encoded, at times after a `?`. */
const chanIdOf = (query: Readonly<Record<string, unknown>>): string | undefined => {
  // Of repeated keys the last that is not blank.
  const inScene = () => /^(?:.*&|\??)chan_id=([^&]+)/.exec(decode(String(query['scene'])))?.[1]
  const given = query['chan_id'] || inScene()
  const { output } = given ? parse(text, given) : {}
  const privacy = (): typeof Privacy => require('./privacy')
  return output && !privacy().isPersonalValue(output) ? output : undefined
}

/**
 * By which channel the user came: scene and referrer of the latest entry; a new non-empty `chan_id` replaces the old.
 * Nothing else of the query gets in. Source: Tencent Youshu, chan and the channel rules of App.onShow.
 */
export const createChannel = () => {
  let entry: Partial<Chan> = {}
  let given: Channel = {}
  let last = ''
  let current: Readonly<Partial<Chan>> = {}

  const compose = (): void => {
    current = { ...entry, ...given }
  }
  return {
    /** true: the entry has a scene that can be understood. */
    enter(options: EnterOptions, otherwise?: () => EnterOptions | undefined): boolean {
      const { scene, referrerInfo } = parse(entrySchema, options).output ?? {}
      const chan_wxapp_scene = scene ?? parse(entrySchema, otherwise?.()).output?.scene
      entry = {
        ...(chan_wxapp_scene !== undefined && { chan_wxapp_scene }),
        ...(referrerInfo?.appId && { chan_refer_app_id: referrerInfo.appId }),
      }
      const chan_id = chanIdOf(Object(options?.query) as Record<string, unknown>)
      if (chan_id) given = { ...given, chan_id }
      compose()
      // Whatever is asked for next is different from this.
      last = ''
      return scene !== undefined
    },
    /** The same as `enter`, for options that are asked for again and again: only a different entry counts. */
    poll(options: EnterOptions): void {
      const now = JSON.stringify(options)
      if (now !== last) this.enter(options)
      last = now
    },
    /** What the merchant gave, and a `chan_id` that came with an entry. */
    given: (): Channel => given,
    setChan(next: Channel): void {
      given = next
      compose()
    },
    /** Never changed afterwards: a new one takes its place. */
    current: () => current,
  }
}
