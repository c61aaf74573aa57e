import type { ConsumeCoupon } from '../event/consume-coupon'
import type { User } from '../event/context'
import { choose } from './choose'
import { decode, encode, type Entry, toEntry } from './entry'
import type { Happening, Note } from './journal'
import { createLedger, PAGES } from './ledger'
import { localId } from './local-id'
import type { Clock, Storage } from './ports'
import { isForLaunch } from './refusal'
import { INDEX, record, search } from './search'
import { utf8Length } from './utf8-length'

const MAX_EVENTS = 1_000
const MAX_BYTES = 800_000
const MAX_AGE_MS = 30 * 24 * 3_600_000
/** Each synchronous read costs about a millisecond on a phone: a backlog is read a piece per turn. */
const READS_PER_TURN = 16
/** So many records may wait outside the index; a launch reads them one by one. */
const MAX_LOOSE = 14

/**
 * Where events wait, in the order they were told, until the collector has answered. Each `add` is one small write
 * that is finished when it returns; each acknowledgement is one write and one removal. There is no enumeration of
 * keys in a plugin: records have numbers, the checkpoint says where they begin, and what came after it is found by
 * trying the next numbers. While it is not open (no consent yet, or the storage does not answer) all is in memory.
 */
export const createOutbox = (storage: Storage, { now, random }: Clock, note: Note) => {
  const ledger = createLedger(storage)
  /** Fingerprints of all that waits, read or not. */
  let known = new Set<string>()
  /** What waits, oldest first; records of earlier runs from `unread` to `end` are not in it yet. */
  let queue: Entry[] = []
  /** Records below `indexed` are in the index; 0: there is none. */
  let [unread, end, head, tail, indexed, bytes] = [1, 1, 1, 1, 0, 0]
  /** Records that hold what has changed or gone. */
  const stale = new Set<number>()
  let local_id = ''
  let allowed = false
  let isOpen = false
  let retrying = false
  let user: User | undefined

  /** Only below a stored checkpoint may records be missing: it is written first. */
  const checkpoint = (fps: readonly string[] = []): void => {
    if (!isOpen) return
    head = Math.min(queue.find(({ seq }) => seq)?.seq ?? tail, unread < end ? unread : tail)
    if (indexed && head === tail) {
      storage.remove(INDEX)
      indexed = 0
    }
    if (!ledger.write(fps, [head, tail, local_id, [...stale]])) return
    for (const seq of stale) {
      const rest = queue.filter((entry) => entry.seq === seq)
      if (rest.length) storage.write(record(seq), encode(rest))
      else storage.remove(record(seq))
    }
    stale.clear()
  }
  const change = ({ seq }: Entry): void => {
    if (seq) stale.add(seq)
  }
  const weigh = (entries: readonly Entry[], text: string): void => {
    const share = utf8Length(text) / entries.length
    for (const entry of entries) bytes += entry.bytes = share
  }
  /** What the call that brought the events need not wait for: it pays for one write and no more. */
  const tidy = (entries: readonly Entry[], text: string): void => {
    weigh(entries, text)
    // What was not read yet is not counted: its numbers may stand for records that are long gone.
    while (queue.length > MAX_EVENTS || bytes > MAX_BYTES) {
      remove(queue.slice(0, 1), 'dropped', 'full')
    }
    const isLoose = tail - Math.max(indexed, head) >= MAX_LOOSE
    if (isLoose && storage.write(INDEX, [tail, ...known].join())) indexed = tail
  }
  const save = (entries: readonly Entry[]): void => {
    if (isOpen) for (const { event } of entries) Object.assign(event.props.wx_user, { local_id })
    const text = encode(entries)
    const stored = isOpen && storage.write(record(tail), text)
    queue.push(...entries)
    for (const entry of entries) {
      if (stored) entry.seq = tail
      else if (allowed) note('unsaved', entry.id, 'storage')
    }
    if (stored) tail++
    void Promise.resolve().then(() => tidy(entries, text))
  }
  /** Takes out what is still here of the batch, and says why. */
  const remove = (batch: readonly Entry[], happening: Happening, reason?: string): void => {
    const gone = queue.filter((entry) => batch.includes(entry))
    if (!gone.length) return
    queue = queue.filter((entry) => !batch.includes(entry))
    for (const entry of gone) {
      change(entry)
      bytes -= entry.bytes
      if (isOpen) known.delete(entry.fp)
    }
    checkpoint(happening === 'accepted' ? gone.map(({ fp }) => fp) : [])
    for (const { id, event } of gone) note(happening, id, reason, event)
  }
  /** Completes an event that waits for an `open_id`. */
  const identify = (entry: Entry): void => {
    const { wx_user } = entry.event.props
    if (!user || wx_user.open_id) return
    Object.assign(wx_user, user)
    change(entry)
  }
  const isOld = ({ seq }: Entry): boolean => seq > 0 && seq < end
  /** Reads on in what earlier runs left. */
  const read = (): void => {
    for (let reads = 0; unread < end && reads < READS_PER_TURN; reads++) {
      const text = storage.read(record(unread))
      if (text === null) return
      const found = decode(text)
      if (text && !found.length) note('dropped', undefined, 'damaged')
      // What the ledger knows was answered just before the kill.
      const entries = found.filter(
        ({ fp }) => !ledger.has(fp) && !queue.some((entry) => entry.fp === fp),
      )
      if (text && !entries.length) stale.add(unread)
      weigh(entries, String(text))
      for (const entry of entries) {
        entry.seq = unread
        identify(entry)
        if (entry.refusal && (retrying || isForLaunch(entry.refusal))) entry.refusal.at = 0
      }
      queue.splice(queue.filter(isOld).length, 0, ...entries)
      if (++unread < end) continue
      known = new Set(queue.map(({ fp }) => fp))
      if (stale.size) checkpoint()
    }
  }
  /** Finds what earlier runs left, then stores what was held; if the storage answers. */
  const open = (): void => {
    allowed = true
    const page = !isOpen && ledger.open()
    if (!page) return
    const [damaged, , , first, next, id, done] = page
    const found = search(storage, first, next, damaged)
    if (!found) return
    const [stored] = found
    for (const old of done) if (old < first) stale.add(old)
    for (const fp of stored) known.add(fp)
    ;[, tail, indexed] = found
    unread = head = first
    end = tail
    isOpen = true
    local_id = id
    const held = queue.filter(({ fp }) => !ledger.has(fp) && !stored.has(fp))
    queue = []
    bytes = 0
    if (!local_id) {
      local_id = localId(random)
      checkpoint()
    }
    for (const entry of held) save([entry])
  }

  return {
    open,
    remove,
    setUser(next: User): void {
      user = next
      queue.forEach(identify)
      if (stale.size) checkpoint()
    },

    /** Takes over the events of one call: one write, finished when it returns. Gives back the ids of new and known. */
    add(events: readonly ConsumeCoupon[]): { queued: string[]; duplicates: string[] } {
      const duplicates: string[] = []
      const fresh: Entry[] = []
      for (const event of events) {
        const entry = toEntry(event, now())
        const { id, fp } = entry
        const again = known.has(fp) || ledger.has(fp)
        note(again ? 'duplicate' : 'queued', id, undefined, event)
        if (again) duplicates.push(id)
        else {
          fresh.push(entry)
          known.add(fp)
        }
      }
      if (fresh.length) save(fresh)
      return { queued: fresh.map(({ id }) => id), duplicates }
    },

    /** What to send, or how long to wait for it, of what was read. `more`: there is more to read in another turn. */
    next(limit: number): [batch: Entry[], wait: number, more: boolean] {
      const before = unread
      read()
      const more = unread < end && unread > before
      // First in, first out: what is new waits until the old has been read.
      return [...choose(more ? queue.filter(isOld) : queue, limit, now()), more]
    },

    /** Sets events aside, or back after another no. */
    refuse(batch: readonly Entry[], reason: string): void {
      for (const entry of batch) {
        const { id, fp, refusal } = entry
        note('refused', id, reason, entry.event)
        entry.refusal = { id, fp, reason, tries: refusal ? refusal.tries + 1 : 0, at: now() }
        change(entry)
      }
      checkpoint()
    },
    /** Tries again all that was refused, at once. */
    retryRefused(): void {
      retrying = true
      for (const { refusal } of queue) if (refusal) refusal.at = 0
    },

    /** Drops what is older than 30 days. Called after a failure: a clock set forward alone loses nothing. */
    expire(): void {
      const old = queue.filter(({ at }) => at + MAX_AGE_MS < now())
      remove(old, 'dropped', 'expired')
    },

    /** Forgets everything, in memory and on the phone, and is of no use afterwards. */
    erase(): void {
      for (const { id } of queue.splice(0)) note('dropped', id, 'consent')
      open()
      while (head < tail) stale.add(head++)
      for (const key of [...PAGES, INDEX, ...[...stale].map(record)]) storage.remove(key)
    },

    read() {
      const quarantine = queue.flatMap(({ refusal }) => refusal ?? [])
      const refused = quarantine.length
      return { pending: queue.length + end - unread - refused, refused, quarantine }
    },
  }
}
