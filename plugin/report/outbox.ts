import type { ConsumeCoupon } from '../event/consume-coupon'
import type { User } from '../event/wx-user'
import { decode, encode, type Entry, fill, toEntry } from './entry'
import type { createJournal } from './journal'
import { createLedger } from './ledger'
import type { Storage } from './ports'
import { utf8Length } from './utf8-length'

const MAX_EVENTS = 1_000
const MAX_BYTES = 800_000
const MAX_AGE_MS = 30 * 24 * 3_600_000
/** Each synchronous read costs about a millisecond on a phone: a backlog is read a piece per turn. */
const READS_PER_TURN = 16
/** So many records may wait outside the index; a launch reads them one by one. */
const MAX_LOOSE = 14
/** The fingerprints of all that waits: a repeated change is recognised before the backlog has been read. */
const INDEX = 'x'
/** After a damaged page the checkpoint may be old; so many missing records in a row mean the end all the same. */
const WIDE_SEARCH = 1_200

/** ready: send it. wait: not now, nor the later changes of its order. aside: not now, but let the others pass. */
export type Readiness = 'ready' | 'wait' | 'aside'

const record = (seq: number): string => `q${seq}`

/**
 * Where events wait, in the order they were told, until the collector has answered. Each `add` is one small write
 * that is finished when it returns; each acknowledgement is one write and one removal. There is no enumeration of
 * keys in a plugin: records have numbers, the checkpoint says where they begin, and what came after it is found by
 * trying the next numbers. While it is not open (no consent yet, or the storage does not answer) all is in memory.
 */
export const createOutbox = (
  storage: Storage,
  newLocalId: () => string,
  { note }: ReturnType<typeof createJournal>,
) => {
  const ledger = createLedger(storage)
  /** Fingerprints of all that waits, read or not. */
  const known = new Set<string>()
  /** What waits, oldest first; records of earlier runs from `unread` to `end` are not in it yet. */
  let queue: Entry[] = []
  let [unread, end, head, tail, bytes] = [1, 1, 1, 1, 0]
  /** Records below it are in the index; 0: there is none. */
  let indexed = 0
  /** Removed with the next checkpoint: only below a stored checkpoint may records be missing. */
  const done = new Set<number>()
  let local_id = ''
  let open = false
  let indexing = false
  let user: User | undefined

  const checkpoint = (fps: readonly string[]): void => {
    head = Math.min(queue.find(({ seq }) => seq)?.seq ?? tail, unread < end ? unread : tail)
    if (indexed && head === tail) {
      storage.remove(INDEX)
      indexed = 0
    }
    if (!ledger.write(fps, { head, tail, done: [...done], local_id })) return
    for (const seq of done) storage.remove(record(seq))
    done.clear()
  }
  const isLoose = () => tail - Math.max(indexed, head) >= MAX_LOOSE
  const writeIndex = (): void => {
    indexing = false
    if (isLoose() && storage.write(INDEX, [tail, ...known].join())) indexed = tail
  }
  const rewrite = (seq: number): void => {
    const rest = queue.filter((entry) => entry.seq === seq)
    if (seq && rest.length) storage.write(record(seq), encode(rest))
  }
  const save = (entries: readonly Entry[]): void => {
    const text = encode(entries)
    const size = utf8Length(text)
    const stored = open && storage.write(record(tail), text)
    bytes += size
    for (const entry of entries) {
      entry.bytes = size / entries.length
      if (stored) entry.seq = tail
      else if (open) note('unsaved', entry.id, 'storage')
    }
    if (!stored) return
    tail++
    // Not now: the call that brought the events pays for one write and no more.
    if (isLoose() && !indexing) {
      indexing = true
      void Promise.resolve().then(writeIndex)
    }
  }
  /** Takes events out. Returns those that were still here. */
  const remove = (fps: readonly string[], reported?: boolean): Entry[] => {
    const gone = queue.filter(({ fp }) => fps.includes(fp))
    if (!gone.length) return gone
    queue = queue.filter((entry) => !gone.includes(entry))
    const seqs = new Set(gone.map(({ seq }) => seq))
    for (const seq of seqs) if (seq && !queue.some((entry) => entry.seq === seq)) done.add(seq)
    for (const entry of gone) {
      bytes -= entry.bytes
      if (open) known.delete(entry.fp)
    }
    if (open) checkpoint(reported ? gone.map(({ fp }) => fp) : [])
    seqs.forEach(rewrite)
    return gone
  }
  const drop = (entries: readonly Entry[], reason: string): void => {
    for (const { id } of remove(entries.map(({ fp }) => fp))) note('dropped', id, reason)
  }
  /** Reads on in what earlier runs left. */
  const read = (): void => {
    for (let reads = 0; unread < end && reads < READS_PER_TURN; reads++) {
      const text = storage.read(record(unread))
      if (text === null) return
      const found = text ? decode(text) : []
      if (!found) note('dropped', record(unread), 'damaged')
      // What the ledger knows was answered just before the kill.
      const entries = (found ?? []).filter(
        ({ fp }) => !ledger.has(fp) && !queue.some((entry) => entry.fp === fp),
      )
      if (text && !entries.length) done.add(unread)
      for (const entry of entries) {
        entry.seq = unread
        entry.bytes = utf8Length(text ?? '') / entries.length
        bytes += entry.bytes
        if (user && !entry.event.props.wx_user.open_id) fill(entry, user)
      }
      const fresh = queue.findIndex(({ seq }) => !seq || seq >= end)
      queue.splice(fresh < 0 ? queue.length : fresh, 0, ...entries)
      if (++unread < end) continue
      known.clear()
      for (const { fp } of queue) known.add(fp)
      if (done.size) checkpoint([])
    }
  }

  return {
    remove,
    drop,
    isOpen: () => open,
    local_id: () => local_id,
    count: () => queue.length + end - unread,
    knows: (fp: string) => known.has(fp) || ledger.has(fp),
    find: (fp: string) => queue.find((entry) => entry.fp === fp),
    isRead: () => unread >= end,

    /** Finds what earlier runs left, then stores what was held. false: the storage did not answer. */
    open(): boolean {
      const page = ledger.open()
      if (!page) return false
      ;({ head, tail, local_id } = page)
      unread = head
      end = tail
      for (const seq of page.done) done.add(seq)
      const stored: string[] = []
      let seq = tail
      let text = storage.read(record(seq))
      if (head < tail || text) {
        // A number, then fingerprints.
        const [covered, ...fps] = (storage.read(INDEX) ?? '').split(',')
        indexed = Number(covered)
        end = Math.max(end, indexed)
        stored.push(...fps)
        seq = Math.max(head, indexed)
        text = storage.read(record(seq))
      }
      for (let missing = 0; seq < end || missing < (page.damaged ? WIDE_SEARCH : 1); ) {
        if (text === null) return false
        missing = text ? 0 : missing + 1
        if (text) end = Math.max(end, seq + 1)
        for (const { fp } of decode(text ?? '') ?? []) stored.push(fp)
        text = storage.read(record(++seq))
      }
      tail = end
      const held = queue.filter(({ fp }) => !ledger.has(fp) && !stored.includes(fp))
      for (const fp of stored) known.add(fp)
      queue = []
      bytes = 0
      open = true
      if (!local_id) {
        local_id = newLocalId()
        checkpoint([])
      }
      for (const entry of held) {
        // Told before there was consent, when no id was kept yet.
        if (!entry.event.props.wx_user.local_id) fill(entry, { local_id })
        save([entry])
        queue.push(entry)
      }
      return true
    },

    /** Stores the events of one call: one write, finished when it returns. `now` in ms. */
    add(events: readonly ConsumeCoupon[], now: number): void {
      const entries = events.map((event) => toEntry(event, now))
      for (const { fp } of entries) known.add(fp)
      save(entries)
      queue.push(...entries)
      while (queue.length + end - unread > MAX_EVENTS || bytes > MAX_BYTES) {
        read()
        drop(queue.slice(0, 1), 'full')
      }
    },

    /** The oldest events that are ready. `more`: there is more to read in another turn. */
    next(limit: number, readiness: (entry: Entry) => Readiness) {
      const before = unread
      read()
      const more = unread < end && unread > before
      const entries: Entry[] = []
      const held = new Map<string | undefined, string>()
      for (const entry of queue) {
        // First in, first out: what is new waits until the old has been read.
        if (entries.length === limit || (more && (!entry.seq || entry.seq >= end))) break
        const { action_type, order_id, sub_order_id } = entry.event.props
        const order = sub_order_id ?? order_id
        if ((held.get(order) ?? action_type) !== action_type) continue
        const is = readiness(entry)
        if (is === 'ready') entries.push(entry)
        else if (is === 'wait') held.set(order, action_type)
      }
      return { entries, more }
    },

    /** Drops what is older than 30 days. Called after a failure: a clock set forward alone loses nothing. */
    expire: (now: number): void =>
      drop(
        queue.filter(({ at }) => at + MAX_AGE_MS < now),
        'expired',
      ),

    /** Completes the events that wait for an `open_id`, now and when they are read later. */
    setUser(next: User): void {
      user = next
      const waiting = queue.filter(({ event }) => !event.props.wx_user.open_id)
      for (const entry of waiting) fill(entry, user)
      new Set(waiting.map(({ seq }) => seq)).forEach(rewrite)
    },

    /** Forgets everything, in memory and on the phone. */
    erase(): void {
      for (const { id } of queue.splice(0)) note('dropped', id, 'consent')
      if (!open) this.open()
      while (head < tail) done.add(head++)
      for (const seq of done) storage.remove(record(seq))
      storage.remove(INDEX)
      ledger.erase()
      known.clear()
      done.clear()
      unread = end = head = tail = 1
      indexed = bytes = 0
      local_id = ''
      open = false
    },
  }
}
