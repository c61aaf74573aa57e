import { attempt } from '../attempt'
import type { Storage } from './ports'
import { type Entry, newEntry } from './stored-formats'

/**
 * What release 1.0.0 left on the phone: records `q<n>` of `[[event, at, refusal?]…]`, two pages `[number, ids, head,
 * tail, local_id, done]`, an index `tail,fingerprint,…`. Loaded where there is one.
 */
const PAGES = ['p0', 'p1'] as const
const INDEX = 'x'
const MAX_RECORDS = 4_096
const READS_PER_TURN = 16

interface FirstEditionEvent {
  readonly props: {
    readonly action_type: string
    readonly order_id?: string
    readonly sub_order_id?: string
    readonly wx_user: { readonly open_id?: string }
    readonly extra: { readonly event_id: string }
  }
}

/** It names no destination: that is the one that is given now. */
const toEntry = ([event, at]: [FirstEditionEvent, number]): Entry => {
  const { action_type, order_id, sub_order_id, wx_user, extra } = event.props
  return newEntry(
    {
      id: extra.event_id,
      group: order_id || `sub~${sub_order_id}`,
      step: action_type,
      hold: wx_user.open_id ? 'destination' : 'destination,open_id',
      at,
      to: { appId: '', reportUrl: '' },
      text: JSON.stringify(event),
    },
    0,
  )
}

interface Left {
  readonly number: number
  readonly ids: string
  readonly head: number
  readonly tail: number
  readonly localId: string
}
/** undefined: damaged, or not ours: the npm form shares the storage with its host, who may have such keys. */
const decodePage = (text: string): Left | undefined =>
  attempt(() => {
    const [number, ids, head, tail, localId, done] = JSON.parse(text) as [
      number,
      string,
      number,
      number,
      string,
      number[],
    ]
    const isOurs =
      number > 0 && head > 0 && tail >= head && typeof ids === 'string' && Array.isArray(done)
    // What was about to be removed lies below the head.
    const first = Math.max(Math.min(head, ...done), head - MAX_RECORDS)
    return isOurs && /^[\w-]{36}$|^$/.test(localId)
      ? { number, ids, head: first, tail: Math.min(tail, first + MAX_RECORDS), localId }
      : undefined
  })

/** The first edition's fingerprint of an id, of which `ids` has one after each comma. */
export const isDelivered = (ids: string, id: string): boolean => {
  let hash = 0
  for (const letter of id) hash = (hash * 3_001 + letter.charCodeAt(0)) % 2_821_109_907_437
  return `${ids},`.includes(`,${hash.toString(36)},`)
}

/** undefined: there is nothing of it. Else what its pages say, and what takes over a piece of it in each turn. */
export const openFirstEdition = (storage: Storage, report: (reason: string) => void) => {
  const pages = PAGES.map((key) => decodePage(storage.read(key) || ''))
  const left = pages.filter((page): page is Left => !!page).sort((a, b) => b.number - a.number)
  const [newest] = left
  if (!newest) return undefined
  const index = /^(\d+)(,[0-9a-z]+)+$/.exec(storage.read(INDEX) || '')
  const covered = Math.min(Number(index ? index[1] : 0), newest.tail + MAX_RECORDS)
  const end = Math.max(newest.tail, covered)
  // A page that is lost may have been the newer one.
  const gap = left.length < 2 ? READS_PER_TURN : 2
  const removePages = (remove: (key: string) => void): void =>
    (index ? [INDEX, ...PAGES] : PAGES).forEach(remove)
  let at = newest.head
  let missing = 0
  return {
    localId: newest.localId,
    /** The user refuses: all of it goes, the pages last, so that a launch can finish it. */
    erase(remove: (key: string) => void): void {
      for (let number = newest.head, isEnd = 0; isEnd < gap; number++) {
        const isThere = number < end || !!storage.read(`q${number}`)
        isEnd = isThere ? 0 : isEnd + 1
        if (isThere) remove(`q${number}`)
      }
      removePages(remove)
    },
    ids: left.map(({ ids }) => ids).join(''),
    /** Stores the next piece anew, then removes it. 'mute', 'full': the storage does not answer, takes nothing. */
    next(append: (entries: Entry[]) => boolean): 'more' | 'all' | 'mute' | 'full' {
      const keys: string[] = []
      const entries: Entry[] = []
      const from = at
      for (let reads = 0; reads < READS_PER_TURN && missing < gap; reads++, at++) {
        const key = `q${at}`
        const text = storage.read(key)
        if (text === null) {
          at = from
          return 'mute'
        }
        missing = text || at < end ? 0 : missing + 1
        if (!text) continue
        const found = attempt(() =>
          (JSON.parse(text) as [FirstEditionEvent, number][]).map(toEntry),
        )
        // What is not an event of ours is left to whom it belongs.
        if (!found) report('damaged')
        else {
          keys.push(key)
          entries.push(...found)
        }
      }
      if (entries.length && !append(entries)) return 'full'
      for (const key of keys) storage.remove(key)
      if (missing < gap) return 'more'
      removePages(storage.remove)
      return 'all'
    },
  }
}
