import type { Storage } from './ports'
import {
  decodePage,
  decodeRecord,
  INDEX,
  type Lane,
  MAX_RECORDS,
  type Page,
  recordKey,
  type StoredRecord,
  toNumbers,
} from './stored-formats'

/** Each synchronous read costs about a millisecond on a phone: a backlog is read a piece per turn. */
const READS_PER_TURN = 16
/** Where a page is lost, so many records in a row may be missing before it is the end; and so many a launch tries. */
const MAX_GAP = 10
const READS_AT_LAUNCH = 12
/** So many records of a lane that began again are looked at for their number. */
const MAX_AGAIN = 6

/** A record as it was found. `begins`: how its text begins. Without a record it is damaged or, if null, a newer version's. */
export interface Found {
  readonly lane: 0 | 1
  readonly at: number
  readonly key: string
  readonly begins: string
  readonly record: StoredRecord | undefined | null
}

/** Once more where nothing is there: it may have been a bad moment. */
const read = (storage: Storage, key: string) => storage.read(key) || storage.read(key)

/**
 * What pages say together; the newest comes first. A page speaks for both lanes, unless the other page is newer than
 * the one that its writer saw: then both count, and `isUnsure`.
 */
const merge = (found: readonly Page[]): { page: Page; isUnsure: boolean } | undefined => {
  const pages = [...found].sort((a, b) => b.number - a.number)
  const [newest] = pages
  if (!newest) return undefined
  let isUnsure = false
  const lanes = ([0, 1] as const).map((of): Lane => {
    const mine = pages.find((one) => one.lane === of)
    const best = pages.find((one) => one.lane === of || !mine || one.saw >= mine.number) || newest
    const merged: Lane = [...best.lanes[of]]
    for (const one of pages) {
      if (one.lane === best.lane || one.number <= best.saw) continue
      isUnsure = true
      merged[0] = Math.min(merged[0], one.lanes[of][0])
      merged[1] = Math.max(merged[1], one.lanes[of][1])
      merged[2] = Math.max(merged[2], one.lanes[of][2])
    }
    merged[0] = Math.max(merged[0], merged[1] - MAX_RECORDS)
    return merged
  }) as [Lane, Lane]
  return { page: { ...newest, lanes }, isUnsure }
}

/**
 * What another run wrote since the launch is listed, and left to that run, which may be alive, or to the next launch.
 * Returns the lane that was written last.
 */
export const addUnseen = (
  page: Page,
  last: number,
  pages: readonly Page[],
  isTaken: (lane: 0 | 1) => boolean,
): number => {
  const seen = merge(pages)
  let written = last
  if (seen && seen.page.number > page.number) {
    page.number = seen.page.number
    written = seen.page.lane
  }
  for (const of of [0, 1] as const) {
    const mine = page.lanes[of]
    const [head, tail, count] = seen ? seen.page.lanes[of] : mine
    mine[0] = Math.min(head, mine[0])
    mine[1] = Math.max(tail, mine[1])
    mine[2] = Math.max(count, mine[2])
    for (let i = 0; i < READS_PER_TURN && isTaken(of); i++) {
      mine[1]++
      mine[2]++
      written = of
    }
  }
  return written
}

/**
 * Finds what earlier runs left, from their pages, the index and, behind those, by trying; then reads it, oldest first.
 * `empty`: what there is without a page. Loaded where something was left. undefined: the storage does not answer.
 */
export const recover = (storage: Storage, pages: readonly Page[], empty: Page, isLost: boolean) => {
  const index = decodePage(read(storage, INDEX) || '')
  const merged = merge(index ? [...pages, index] : pages)
  const page: Page = merged
    ? { ...(pages[0] || merged.page), lanes: merged.page.lanes, number: merged.page.number }
    : empty
  /** The tails that are stored: what lies behind them is found by trying. */
  const named = page.lanes.map(([, tail]) => tail)
  const isUnsure = isLost || (!!merged && merged.isUnsure)
  let last = merged ? merged.page.lane : 1
  const next: [number, number] = [1, 1]
  const end: [number, number] = [1, 1]
  const isEndless: [boolean, boolean] = [false, false]
  const ahead = new Map<string, Found>()
  const fps = new Set(index ? toNumbers(index.fps) : [])
  let found = 0
  let isSilent = false

  const take = (lane: 0 | 1, at: number, isNamed?: boolean): Found | undefined => {
    const key = recordKey(lane, at)
    const known = ahead.get(key)
    if (known) return known
    const text = isNamed ? read(storage, key) : storage.read(key)
    if (text === null) isSilent = true
    if (!text) return undefined
    let record = decodeRecord(text)
    // Read again before it is given up.
    if (record === undefined) record = decodeRecord(storage.read(key) || text)
    const one: Found = { lane, at, key, begins: text.slice(0, 24), record }
    ahead.set(key, one)
    if (!record) return one
    for (const { fp } of record.entries) fps.add(fp)
    if (record.number > page.number) {
      page.number = record.number
      last = lane
    }
    return one
  }
  /** Tries the next numbers of a lane until so many in a row are missing, or so many reads were needed. */
  const probe = (of: 0 | 1, gap: number, reads: number): void => {
    const lane = page.lanes[of]
    let missing = 0
    for (let at = lane[1]; reads > 0 && missing < gap && !isSilent; reads--, at++) {
      missing++
      if (!take(of, at)) continue
      missing = 0
      lane[1] = end[of] = at + 1
      lane[2]++
      found++
    }
    isEndless[of] = isSilent || missing < gap
  }

  const [from, to] = page.gone
  for (const of of [0, 1] as const) {
    const lane = page.lanes[of]
    // Removed backwards: where the first one is there still, the app was killed before. (From 1 on they are found by trying.)
    if (of === page.lane && to > from && from > 1 && storage.read(recordKey(of, from))) {
      lane[0] = Math.min(lane[0], from)
      lane[1] = Math.max(lane[1], to)
      lane[2] = Math.max(lane[2], 1)
      // Or the lane began again and has come so far: its numbers go on.
      for (let at = from; at < Math.min(to, from + MAX_AGAIN) && take(of, at); at++);
    }
    // Without its page the lane may have begun at 1 again.
    const isPageLost = isUnsure && !index && !pages.some((one) => one.lane === of)
    if (isPageLost) lane[0] = Math.max(1, lane[1] - MAX_RECORDS)
    ;[next[of], end[of]] = lane
    if (isUnsure) probe(of, MAX_GAP, READS_AT_LAUNCH)
    else probe(of, 2, READS_PER_TURN)
  }
  if (isSilent) return undefined

  /** The next record of a lane; null: not in this turn. */
  const peek = (of: 0 | 1, budget: { reads: number }): Found | undefined | null => {
    if (next[of] === end[of] && isEndless[of]) {
      if (budget.reads < READS_PER_TURN) return null
      probe(of, isUnsure ? MAX_GAP : 2, READS_PER_TURN)
      budget.reads -= READS_PER_TURN
    }
    for (; next[of] < end[of]; next[of]++) {
      if (!ahead.has(recordKey(of, next[of])) && budget.reads-- <= 0) return null
      const one = take(of, next[of], true)
      if (isSilent) return null
      if (one) return one
    }
    return isEndless[of] ? null : undefined
  }
  const orderOf = (one: Found): number => (one.record ? one.record.number : 0)

  return {
    page,
    named,
    hasIndex: !!index,
    /** Fingerprints of what was not read yet. */
    fps,
    last: () => last,
    /** How many records the index does not name. */
    unindexed: () => found,
    isEndless: (of: 0 | 1) => isEndless[of],
    /** Up to where a lane was read. */
    readTo: (of: 0 | 1) => next[of],
    isRead: (of: 0 | 1) => next[of] === end[of] && !isEndless[of],
    /** How many records wait to be read, at most. */
    left: () =>
      page.lanes.reduce((sum, lane, of) => {
        const side = of ? 1 : 0
        return sum + Math.min(lane[2], end[side] - next[side])
      }, 0),

    /** The next piece, oldest first. `more`: another turn reads on; `isLast`: all was read. */
    next(): { found: Found[]; more: boolean; isLast: boolean } {
      const piece: Found[] = []
      const budget = { reads: READS_PER_TURN }
      isSilent = false
      for (;;) {
        const a = peek(0, budget)
        const b = peek(1, budget)
        if (a === null || b === null) return { found: piece, more: !isSilent, isLast: false }
        const one = a && (!b || orderOf(a) <= orderOf(b)) ? a : b
        if (!one) return { found: piece, more: false, isLast: true }
        next[one.lane]++
        ahead.delete(one.key)
        piece.push(one)
      }
    },
    /** When all was read: what the pages named and was not found is reported. true: something was. */
    count(countIn: (lane: number) => number, onMissing: () => void): boolean {
      let missing = 0
      page.lanes.forEach((lane, of) => {
        const all = countIn(of)
        missing += Math.max(0, lane[2] - all)
        lane[2] = all
      })
      if (!isUnsure) for (let i = 0; i < missing; i++) onMissing()
      return missing > 0
    },
    /** All numbers of the lanes that may hold something, whatever it takes. */
    findEnds(): void {
      for (const of of [0, 1] as const) {
        for (let i = 0; isEndless[of] && i < 256; i++) probe(of, MAX_GAP, 64)
      }
    },
  }
}
