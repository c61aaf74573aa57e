import { attempt } from '../attempt'
import type { Queued } from './ports'

/**
 * Every key and every format of what stands on the phone: a contract with all later versions. A text is
 * `format,check,body`; what a newer version wrote is left as it stands. (Format 1, release 1.0.0, is in
 * `first-edition.ts`.)
 */
const FORMAT = 2
const PREFIX = 'youshu-coupon:'

/** The pages of the two lanes, in which records stand, so that a run never writes where the one before it did. */
export const PAGES = [`${PREFIX}a`, `${PREFIX}b`] as const
export const INDEX = `${PREFIX}x`
export const ARCHIVE = `${PREFIX}m`
/** The coupons of the last orders, for a status that another SDK reports: `adopt`. */
export const ORDERS = `${PREFIX}o`
export const recordKey = (lane: number, at: number): string => (lane ? PAGES[1] : PAGES[0]) + at

/** More than any phone comes to: who claims it was damaged. */
export const MAX_RECORDS = 4_096
const MAX_NUMBER = 1_000_000_000

/** Why an event does not go with the others for now. */
export interface Parked {
  readonly reason: string
  /** How often it was tried again. */
  readonly tries: number
  /** When it failed last, in ms by a clock that may be wrong. */
  readonly at: number
  /** Others were accepted meanwhile: it is the event, and not the collector. */
  readonly sure: boolean
  /** When the collector's own clock first saw it parked, in ms. */
  readonly since?: number | undefined
}

/** One event that waits. */
export interface Entry {
  item: Queued
  readonly fp: number
  /** Minutes for which the plugin had run with something waiting, when it was added. */
  born: number
  parked: Parked | undefined
  /** It is to be tried as soon as nothing else is there, although it is parked. */
  isDue: boolean
  /** The key of the record that holds it; '' while it is in memory only. */
  key: string
  /** An upper bound. */
  bytes: number
}

const { imul } = Math
const mix = (sum: number): number => {
  const product = imul(sum, 0x5bd1e995)
  return product ^ (product >>> 15)
}
/** 32 bits of any text, two characters at once. Nothing is read behind the end: that alone would double the time. */
const hash = (text: string, seed: number): number => {
  const last = text.length - 1
  let sum = seed
  let i = 0
  for (; i < last; i += 2) sum = mix(sum ^ text.charCodeAt(i) ^ (text.charCodeAt(i + 1) << 16))
  if (i === last) sum = mix(sum ^ text.charCodeAt(i))
  return (sum ^ text.length) >>> 0
}

/**
 * 41 bits that stand for an id where whole ids would cost six times the bytes: a new event is mistaken for one of the
 * ~1,600 that a phone remembers once in 10⁹ events. At most 8 characters in base 36.
 */
const fingerprint = (id: string): number => {
  const last = id.length - 1
  let low = 1
  let high = 2
  for (let i = 0; i <= last; i += 2) {
    const pair = id.charCodeAt(i) ^ (i < last ? id.charCodeAt(i + 1) << 16 : 0)
    low = mix(low ^ pair)
    high = mix(high ^ pair)
  }
  return ((low ^ id.length) >>> 0) + ((high ^ id.length) & 0x1ff) * 2 ** 32
}

export const seal = (body: string): string => `${FORMAT},${hash(body, FORMAT).toString(36)},${body}`

/** null: a newer version's. undefined: half written, or edited. */
export const unseal = (text: string): string | undefined | null => {
  const [, format, check, body = ''] = /^(\d{1,4})\b,?(\w*),?([^]*)/.exec(text) || []
  if (Number(format) > FORMAT) return null
  return text === seal(body) && check ? body : undefined
}

export const newEntry = (item: Queued, born: number, parked?: Parked): Entry => ({
  item,
  fp: fingerprint(item.id),
  born,
  parked,
  isDue: false,
  key: '',
  bytes: 0,
})

type StoredEntry = [string, string, string, string, number, number, string, string, Parked?]

/** JSON of a string; what needs no escape is most of them, and faster without. */
const quote = (text: string): string =>
  /^[\w%~./: -]*$/.test(text) ? `"${text}"` : JSON.stringify(text)

/** Most events go where the one before went. */
let destination: Queued['to'] = { appId: '', reportUrl: '' }
let quotedDestination = '"",""'
const quoteDestination = (to: Queued['to']): string => {
  if (to !== destination) quotedDestination = `${quote(to.appId)},${quote(to.reportUrl)}`
  destination = to
  return quotedDestination
}

/** A record is `[number, entry…]`, and then a line for each event. */
export const encodeRecord = (number: number, entries: Iterable<Entry>): string => {
  let head = `${number}`
  let texts = ''
  for (const { item, born, parked } of entries) {
    const { id, group, step, hold, at, to, text } = item
    const words = `${quote(id)},${quote(group)},${quote(step)},${quote(hold)}`
    const rest = `${quoteDestination(to)},${parked ? JSON.stringify(parked) : null}`
    head += `,[${words},${at},${born},${rest}]`
    texts += `\n${text}`
  }
  return seal(`[${head}]${texts}`)
}

/** Of two records the one with the lower number was written first. */
export interface StoredRecord {
  readonly number: number
  readonly entries: Entry[]
}

/** null: a newer version's. undefined: damaged. */
export const decodeRecord = (text: string): StoredRecord | undefined | null => {
  const body = unseal(text)
  if (body === null) return null
  return attempt(() => {
    const [head, ...texts] = (body as string).split('\n')
    const [number, ...stored] = JSON.parse(head as string) as [number, ...StoredEntry[]]
    const entries = stored.map(([id, group, step, hold, at, born, appId, reportUrl, parked], i) => {
      const to = { appId, reportUrl }
      const item = { id, group, step, hold, at, to, text: texts[i] as string }
      return newEntry(item, born, parked || undefined)
    })
    return { number, entries }
  })
}

/** A UUID (version 4) from numbers in [0, 1): the user's anonymous id on this phone, `wx_user.local_id`. */
export const newLocalId = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(random() * 16).toString(16))

/** A lane: its records stand between `head` and `tail`; `count` of these numbers hold one. */
export type Lane = [head: number, tail: number, count: number]

/** The collector wants to be left alone: when it said so, and for how long; in ms. */
export type Wait = readonly [saidAt: number, ms: number]

/** What a page says of both lanes. The index says the same, with the fingerprints of what waits. */
export interface Page {
  /** The lane of the run that wrote it. */
  lane: number
  /** Pages and records are numbered together, from write to write. */
  number: number
  /** The number of the other lane's page that the writer knew. */
  saw: number
  /** The user's refusal: 1 = all was erased, 2 = it is being erased. */
  refused: number
  localId: string
  wait: Wait
  /** Minutes for which the plugin ran while something waited. */
  ran: number
  lanes: [Lane, Lane]
  /** Of the delivered events those that the archive does not name, oldest first, each after a comma. */
  fps: string
  /** The lane began at 1 again; these of its records are about to be removed, in this order. */
  gone: readonly [from: number, to: number]
  isArchived: boolean
  /** 1.0.0 left something that is not taken over yet. */
  hasFirstEdition: boolean
}

export const newPage = (): Page => ({
  lane: 1,
  number: 0,
  saw: 0,
  refused: 0,
  localId: '',
  wait: [0, 0],
  ran: 0,
  lanes: [
    [1, 1, 0],
    [1, 1, 0],
  ],
  fps: '',
  gone: [1, 1],
  isArchived: false,
  hasFirstEdition: false,
})

const isLane = ([head, tail]: Lane): boolean =>
  head > 0 && tail >= head && tail - head <= MAX_RECORDS && tail < MAX_NUMBER

/** null: a newer version's. undefined: damaged. */
export const decodePage = (text: string): Page | undefined | null => {
  const body = unseal(text)
  if (body === null) return null
  return attempt(() => {
    const page = JSON.parse(body as string) as Page
    return page.lanes.every(isLane) ? page : undefined
  })
}

export const toText = (fp: number): string => `,${fp.toString(36)}`
export const toNumbers = (fps: string): number[] =>
  fps
    .split(',')
    .slice(1)
    .map((fp) => parseInt(fp, 36))
