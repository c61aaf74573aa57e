import type { Context, CouponEvent } from './context'
import { is, type Issue, object, optional, text } from './schema'

/** Goes on the wire as `sr_sdk_version`. package.json says the same; a phone cannot read it. */
export const VERSION = '2.0.0'

/** A context, frozen when it was reported. */
export interface Moment extends Context {
  readonly sr_sdk_version: string
  /** 13 digits: milliseconds since 1970. */
  readonly time: string
}

/**
 * An event, and what the queue has to know of it. `group`: events of one group go in their order, those of one `step`
 * together; '': no group.
 */
export interface Draft {
  readonly id: string
  readonly group: string
  readonly step: string
  readonly event: CouponEvent
}

const componentSchema = object({ component_id: optional(text), component_name: optional(text) })
/** A text alone is the component's name; one that says nothing does not stand before the captured one. */
export const component = optional((value, path, reading) => {
  const isName = typeof value === 'string' && !reading.strict
  const known = componentSchema(isName ? { component_name: value } : value, path, reading)
  return known && (known.component_id ?? known.component_name) !== undefined ? known : undefined
})

/** A path of the mini-program, perhaps with a query; an address of the web is none. */
export const page = is<string>(
  'a path without a leading /',
  (path) => typeof path === 'string' && /^(?!https?:)[^/?#]/i.test(path),
  (path) => (typeof path === 'string' ? path.replace(/^\/+/, '') : path),
)

/** What the events of a moment may lack, and what the merchant does for it; an `open_id` may take its time. */
const REMEDIES: Readonly<Record<string, readonly [path: string, expected: string]>> = {
  page: ['page', 'page() or wrapPage(), or a page in the call'],
  scene: ['chan.chan_wxapp_scene', 'appShow(options)'],
  app_id: ['wx_user.app_id', 'init({wxAppId})'],
}

/** What a moment lacks for its events to go: some of page, scene, app_id, open_id and local_id; '' : nothing. */
export const missingOf = ({ page: path, chan, wx_user }: Context): string => {
  const { app_id, open_id, local_id } = wx_user
  const isWhole = path && chan.chan_wxapp_scene !== undefined && app_id && open_id && local_id
  if (isWhole) return ''
  const given = {
    page: path,
    scene: chan.chan_wxapp_scene !== undefined,
    app_id,
    open_id,
    local_id,
  }
  return Object.entries(given)
    .flatMap(([name, value]) => (value ? [] : name))
    .join()
}

/** Says what the merchant has to do for events that wait. */
export const missingIssues = (missing: string): Issue[] =>
  missing.split(',').flatMap((name) => {
    const [path, expected] = REMEDIES[name] ?? []
    return path && expected ? { path, expected, received: 'undefined', severity: 'warning' } : []
  })

/** Puts into an event what it lacked when it was reported and what is known now; what it has, stays. */
export const completed = (json: string, now: Context): { text: string; missing: string } => {
  const event = JSON.parse(json) as CouponEvent
  const { page: path, page_title, chan, wx_user } = event.props
  const { app_id, local_id } = now.wx_user
  // How the app was entered, and nothing that the merchant has said of the channel since.
  const { chan_wxapp_scene, chan_refer_app_id, chan_id } = now.chan
  const props = {
    ...event.props,
    ...(!path && now.page && { page: now.page, page_title: page_title ?? now.page_title }),
    chan:
      chan.chan_wxapp_scene === undefined
        ? {
            ...(chan_wxapp_scene !== undefined && { chan_wxapp_scene }),
            ...(chan_refer_app_id && { chan_refer_app_id }),
            ...(chan_id && { chan_id }),
            ...chan,
          }
        : chan,
    wx_user: wx_user.open_id
      ? { ...(app_id && { app_id }), ...(local_id && { local_id }), ...wx_user }
      : { ...wx_user, ...now.wx_user },
  }
  return { text: JSON.stringify({ ...event, props }), missing: missingOf(props) }
}

/**
 * A part of an event's id, which is derived and not random: the same change reported twice, or sent twice, is the same
 * event. It may hold what separates the parts: no two changes may share an id.
 */
const SEPARATOR = /[%/~]/
export const idPart = (part: string): string =>
  SEPARATOR.test(part)
    ? part.replace(/[%/~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    : part

/** The text of an event with the difference that the phone's clock had when it was sent, in ms. */
export const withSkew = (event: string, clock_skew_ms: number): string => {
  const { type, props } = JSON.parse(event) as CouponEvent
  return JSON.stringify({ type, props: { ...props, extra: { ...props.extra, clock_skew_ms } } })
}

/** `time` as the vendor wants it, in 13 digits whatever the phone's clock says. */
export const timeText = (ms: number): string => {
  const digits = `${Math.min(Math.max(Math.floor(ms), 0), 9_999_999_999_999)}`
  return digits.length < 13 ? digits.padStart(13, '0') : digits
}
