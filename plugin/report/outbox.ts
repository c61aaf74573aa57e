import type { ConsumeCoupon } from '../event/consume-coupon'
import type { User } from '../event/wx-user'
import { decode, encode, type Entry, toEntry } from './entry'
import { split } from './fingerprint'
import { createLedger } from './ledger'
import type { Storage } from './ports'
import { utf8Length } from './utf8-length'

const MAX_EVENTS = 1_000
const MAX_BYTES = 800_000
const MAX_AGE_MS = 30 * 24 * 3_600_000
/** Each synchronous read costs about a millisecond on a phone: a backlog is read a piece per turn. */
const READS_PER_TURN = 16
/** So many records may wait outside the index; a launch reads them one by one. */
const MAX_LOOSE = 4
/** Records per index block: at the bound of 1,000 events a launch reads nine blocks, not a thousand records. */
const BLOCK = 128
/** After a damaged page the checkpoint may be old; so many missing records in a row mean the end all the same. */
const WIDE_SEARCH = 1_200

/** Why an event will not arrive (full, expired, damaged), or would not survive a kill (unsaved). */
export type Loss = 'full' | 'expired' | 'damaged' | 'unsaved'

/** ready: send it. wait: not now, nor the later changes of its order. aside: not now, but let the others pass. */
export type Readiness = 'ready' | 'wait' | 'aside'

const record = (seq: number): string => `q${seq}`
const block = (seq: number): number => Math.floor(seq / BLOCK)
const index = (number: number): string => `x${number}`

/**
 * Where events wait, in the order they were told, until the collector has answered. Each `add` is one small write
 * that is finished when it returns; each acknowledgement is one write and one removal. There is no enumeration of
 * keys in a plugin: records have numbers, the checkpoint says where they begin, and what came after it is found by
 * trying the next numbers. While it is not open (no consent yet, or the storage does not answer) all is in memory.
 */
export const createOutbox = (
  storage: Storage,
  newLocalId: () => string,
  lose: (loss: Loss, ids: readonly string[]) => void,
) => {
  const ledger = createLedger(storage)
  /** Fingerprints of all that waits, read or not. */
  const known = new Set<string>()
  /** What waits, oldest first; records of earlier runs from `unread` to `end` are not in it yet. */
  let queue: Entry[] = []
  let [unread, end, head, tail, indexed] = [0, 0, 0, 0, 0]
  /** Fingerprints by block, so that a repeated change is recognised before the backlog is read. */
  const blocks = new Map<number, string>()
  const written = new Set<number>()
  /** Removed with the next checkpoint: only below a stored checkpoint may records be missing. */
  const done = new Set<number>()
  let bytes = 0
  let open = false
  let indexing = false
  let user: User | undefined

  const checkpoint = (fps: readonly string[], local_id?: string): void => {
    const first = queue.find(({ seq }) => seq !== undefined)?.seq ?? tail
    head = unread < end ? Math.min(first, unread) : first
    for (const number of blocks.keys()) {
      if (number >= block(head) && head < tail) continue
      if (written.delete(number)) storage.remove(index(number))
      blocks.delete(number)
    }
    if (!ledger.write(fps, { head, tail, indexed, done: [...done] }, local_id)) return
    for (const seq of done) storage.remove(record(seq))
    done.clear()
  }
  const writeIndex = (): void => {
    indexing = false
    if (tail - Math.max(indexed, head) < MAX_LOOSE) return
    for (const [number, fps] of blocks) {
      if (number < block(indexed)) continue
      if (!storage.write(index(number), fps)) return
      written.add(number)
    }
    indexed = tail
    checkpoint([])
  }
  const fill = (entry: Entry, more: object): void => {
    const { event } = entry
    const { props } = event
    entry.event = { ...event, props: { ...props, wx_user: { ...props.wx_user, ...more } } }
  }
  const rewrite = (seq: number): void => {
    const rest = queue.filter((entry) => entry.seq === seq)
    if (rest.length) storage.write(record(seq), encode(rest))
  }
  const save = (entries: readonly Entry[]): void => {
    for (const entry of entries) {
      // Told before there was consent, when no id was kept yet.
      if (!entry.event.props.wx_user.local_id) fill(entry, { local_id: ledger.local_id() })
    }
    const text = encode(entries)
    const size = utf8Length(text)
    const stored = open && storage.write(record(tail), text)
    for (const entry of entries) {
      entry.bytes = size / entries.length
      if (stored) entry.seq = tail
    }
    bytes += size
    if (!stored) {
      if (open)
        lose(
          'unsaved',
          entries.map(({ id }) => id),
        )
      return
    }
    blocks.set(
      block(tail),
      entries.reduce((fps, { fp }) => fps + fp, blocks.get(block(tail)) ?? ''),
    )
    // Not now: the call that brought the events pays for one write and no more.
    if (++tail - Math.max(indexed, head) >= MAX_LOOSE && !indexing) {
      indexing = true
      void Promise.resolve().then(writeIndex)
    }
  }
  const remove = (fps: readonly string[], reported: boolean): Entry[] => {
    const gone = queue.filter(({ fp }) => fps.includes(fp))
    if (!gone.length) return gone
    queue = queue.filter((entry) => !gone.includes(entry))
    const seqs = new Set<number>()
    for (const { fp, seq, bytes: share } of gone) {
      bytes -= share
      if (open) known.delete(fp)
      if (seq !== undefined) seqs.add(seq)
    }
    for (const seq of seqs) if (!queue.some((entry) => entry.seq === seq)) done.add(seq)
    if (open) checkpoint(reported ? gone.map(({ fp }) => fp) : [])
    seqs.forEach(rewrite)
    return gone
  }
  /** Reads on in what earlier runs left. */
  const read = (): void => {
    for (let reads = 0; unread < end && reads < READS_PER_TURN; reads++) {
      const text = storage.read(record(unread))
      if (text === null) return
      const found = text === undefined ? [] : decode(text, unread)
      if (!found) lose('damaged', [record(unread)])
      // What the ledger knows was answered just before the kill.
      const entries = (found ?? []).filter(
        ({ fp }) => !ledger.has(fp) && !queue.some((entry) => entry.fp === fp),
      )
      if (!entries.length && text !== undefined) done.add(unread)
      for (const entry of entries) {
        bytes += entry.bytes
        if (user && !entry.event.props.wx_user.open_id) fill(entry, user)
      }
      const fresh = queue.findIndex(({ seq }) => seq === undefined || seq >= end)
      queue.splice(fresh < 0 ? queue.length : fresh, 0, ...entries)
      if (++unread < end) continue
      known.clear()
      for (const { fp } of queue) known.add(fp)
      if (done.size) checkpoint([])
    }
  }

  return {
    isOpen: (): boolean => open,
    isRead: (): boolean => unread === end,
    local_id: ledger.local_id,
    count: (): number => queue.length + end - unread,
    bytes: (): number => Math.round(bytes),
    knows: (fp: string): boolean => known.has(fp) || ledger.has(fp),

    /** Finds what earlier runs left, then stores what was held. false: the storage did not answer. */
    open(): boolean {
      if (open) return true
      const page = ledger.open()
      if (!page) return false
      ;({ head, tail, indexed } = page)
      for (const seq of page.done) done.add(seq)
      unread = head
      end = tail
      const stored = new Set<string>()
      const patience = ledger.damaged() ? WIDE_SEARCH : 1
      for (
        let seq = Math.max(head, indexed), missing = 0;
        seq < tail || missing < patience;
        seq++
      ) {
        const text = storage.read(record(seq))
        if (text === null) return false
        missing = text === undefined ? missing + 1 : 0
        if (text === undefined) continue
        end = Math.max(end, seq + 1)
        const fps = decode(text, seq)?.map(({ fp }) => fp) ?? []
        for (const fp of fps) stored.add(fp)
        blocks.set(block(seq), (blocks.get(block(seq)) ?? '') + fps.join(''))
      }
      tail = end
      for (let number = block(head); head < tail && number <= block(tail); number++) {
        const fps = storage.read(index(number))
        for (const fp of split(fps)) stored.add(fp)
        if (!fps) continue
        blocks.set(number, fps + (blocks.get(number) ?? ''))
        written.add(number)
      }
      open = true
      if (!page.local_id) checkpoint([], newLocalId())
      const held = queue.filter(({ fp }) => !ledger.has(fp) && !stored.has(fp))
      for (const fp of stored) known.add(fp)
      queue = []
      bytes = 0
      for (const entry of held) {
        save([entry])
        queue.push(entry)
      }
      return true
    },

    /** Stores the events of one call: one write, finished when it returns. `now` in ms. */
    add(events: readonly ConsumeCoupon[], now: number): Entry[] {
      const entries = events.map((event) => toEntry(event, now))
      for (const { fp } of entries) known.add(fp)
      save(entries)
      queue.push(...entries)
      while (queue.length + end - unread > MAX_EVENTS || bytes > MAX_BYTES) {
        if (unread < end) read()
        const [oldest] = queue
        if (!oldest || entries.includes(oldest)) break
        lose('full', [oldest.id])
        remove([oldest.fp], false)
      }
      return entries
    },

    /** The oldest events that are ready. `more`: there is more to read in another turn. */
    next(limit: number, readiness: (entry: Entry) => Readiness) {
      const before = unread
      read()
      const more = unread < end && unread > before
      const entries: Entry[] = []
      const held = new Map<string, string>()
      for (const entry of queue) {
        // First in, first out: what is new waits until the old has been read.
        if (entries.length === limit || (more && (entry.seq ?? end) >= end)) break
        const { action_type, order_id, sub_order_id } = entry.event.props
        const order = String(sub_order_id ?? order_id)
        if ((held.get(order) ?? action_type) !== action_type) continue
        const is = readiness(entry)
        if (is === 'ready') entries.push(entry)
        else if (is === 'wait') held.set(order, action_type)
      }
      return { entries, more }
    },

    find: (fp: string): Entry | undefined => queue.find((entry) => entry.fp === fp),
    acknowledge: (fps: readonly string[]): Entry[] => remove(fps, true),
    discard: (fps: readonly string[]): Entry[] => remove(fps, false),

    /** Drops what is older than 30 days. Called after a failure: a clock set forward alone loses nothing. */
    expire(now: number): void {
      const old = queue.filter(({ at }) => at + MAX_AGE_MS < now)
      if (!old.length) return
      lose(
        'expired',
        old.map(({ id }) => id),
      )
      remove(
        old.map(({ fp }) => fp),
        false,
      )
    },

    /** Completes the events that wait for an `open_id`, now and when they are read later. */
    setUser(next: User): void {
      user = next
      const waiting = queue.filter(({ event }) => !event.props.wx_user.open_id)
      for (const entry of waiting) fill(entry, user)
      for (const seq of new Set(waiting.map((entry) => entry.seq)))
        if (seq !== undefined) rewrite(seq)
    },

    /** Forgets everything, in memory and on the phone. Returns what was in memory. */
    erase(): Entry[] {
      const entries = queue
      queue = []
      this.open()
      for (let seq = head; seq < tail; seq++) done.add(seq)
      for (const seq of done) storage.remove(record(seq))
      for (const number of written) storage.remove(index(number))
      ledger.erase()
      for (const set of [known, blocks, written, done]) set.clear()
      unread = end = head = tail = indexed = bytes = 0
      open = false
      return entries
    },
  }
}
