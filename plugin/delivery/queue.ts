import type { EventStatus, Report } from './journal'
import type { Launch } from './launch'
import type { Clock, Fill, Queued, Storage } from './ports'
import { createStore } from './store'
import { type Entry, newEntry, type Wait } from './stored-formats'

const MAX_EVENTS = 1_000
const MAX_BYTES = 800_000
const MAX_MINUTES = 30 * 24 * 60
/** Later steps of its group wait for a parked one until it was tried again so often. */
const HOLDING_TRIES = 2
/** Events that are completed, or stored again, in one turn or record. */
const PIECE = 16

/** Bytes of the text in UTF-8, or a little more: what is not ASCII is Chinese, three bytes, nearly always. */
const utf8Length = (text: string): number => text.replace(/[^\0-\x7f]/g, '---').length

/**
 * Where events wait, in the order in which they were reported, until the collector has answered; in memory alone
 * while the store is not open (no consent yet, or the storage does not answer). It sees no event, only `Queued`. @public
 */
export const createQueue = (
  storage: Storage,
  clock: Clock,
  report: Report,
  launch: Launch | undefined,
  /** After one or more calls brought something new. */
  whenAdded: () => void,
) => {
  const store = createStore(storage, clock, report, launch)
  const entries = new Map<string, Entry>()
  const groups = new Map<string, Entry[]>()
  const ready = new Set<Entry>()
  const held = new Set<Entry>()
  const parked = new Set<Entry>()
  /** Reported in this run, while earlier runs' are still being read: those come before. */
  const fresh = new Set<Entry>()
  /** Some are in memory only although the storage was asked. */
  let hasUnsaved = false
  /** Reported while the user was not asked yet: that they are in memory only was no news. */
  const silent = new Set<Entry>()
  let toFill: Entry[] = []
  let fill: Fill = (item) => item
  let isOpen = false
  let bytes = 0
  let added = 0

  const note = (status: EventStatus, entry: Entry, reason?: string): void =>
    report(status, entry.item.id, reason, () => entry.item.text)

  const setOf = ({ parked: isParked, item }: Entry): Set<Entry> =>
    isParked ? parked : item.hold ? held : ready
  const place = (entry: Entry): void => {
    for (const set of [ready, held, parked]) set.delete(entry)
    setOf(entry).add(entry)
  }
  /** At most three bytes for each character: weighed exactly only when that matters. */
  const weigh = (entry: Entry, weight: number): void => {
    bytes += weight - entry.bytes
    entry.bytes = weight
  }
  const insert = (entry: Entry): void => {
    const { id, group, text } = entry.item
    entries.set(id, entry)
    weigh(entry, 3 * text.length)
    const others = groups.get(group)
    if (others) others.push(entry)
    else if (group) groups.set(group, [entry])
    setOf(entry).add(entry)
  }
  const take = (entry: Entry): void => {
    const { id, group } = entry.item
    entries.delete(id)
    weigh(entry, 0)
    for (const set of [ready, held, parked, fresh, silent]) set.delete(entry)
    const others = groups.get(group)
    const at = others ? others.indexOf(entry) : -1
    if (others && at >= 0) others.splice(at, 1)
    if (others && !others.length) groups.delete(group)
  }
  const isHere = (entry: Entry): boolean => entries.get(entry.item.id) === entry

  const drop = (gone: readonly Entry[], reason: string): void => {
    for (const entry of gone) take(entry)
    store.settle([], gone)
    for (const entry of gone) note('dropped', entry, reason)
  }
  /** Stores what is in memory only; and all, where the storage was cleared. */
  const tend = (): void => {
    if (!isOpen) return
    store.findLost()
    const unsaved = [...entries.values()].filter(({ key }) => !key)
    for (let i = 0; i < unsaved.length && store.append(unsaved.slice(i, i + PIECE)); i += PIECE);
    hasUnsaved = unsaved.some(({ key }) => !key)
  }
  /** In the order of their group: what could not be stored before goes with what comes now. */
  const withEarlier = (taken: readonly Entry[]): Entry[] => {
    const all = new Set<Entry>()
    for (const entry of taken) {
      for (const one of groups.get(entry.item.group) || []) if (!one.key) all.add(one)
      all.add(entry)
    }
    return [...all]
  }
  /** The bounds: the oldest fall out together. */
  const compact = (): void => {
    if (bytes > MAX_BYTES)
      for (const entry of entries.values()) weigh(entry, utf8Length(entry.item.text))
    // One that has no room even alone pushes no other out.
    const gone =
      bytes > MAX_BYTES ? [...entries.values()].filter((one) => one.bytes > MAX_BYTES) : []
    let over = gone.reduce((sum, entry) => sum - entry.bytes, bytes)
    for (const entry of entries.values()) {
      if (gone.includes(entry)) continue
      if (entries.size - gone.length <= MAX_EVENTS && over <= MAX_BYTES) break
      gone.push(entry)
      over -= entry.bytes
    }
    if (gone.length) drop(gone, 'full')
  }
  /** What the call that brought the events need not wait for: it pays for one write and no more. */
  const tidy = (): void => {
    const isAlone = added >= entries.size
    added = 0
    compact()
    // While others wait the storage may have been cleared, or have refused one of them.
    if (!isAlone) tend()
    if (isOpen) store.index(() => [...entries.values()].map(({ fp }) => fp))
    whenAdded()
  }

  /** Completes what was held, a piece a turn: it is written again. */
  const fillOn = (): void => {
    const changed = toFill.splice(0, PIECE).filter((entry) => {
      // While it is closed, what is stored is not completed: it could not be stored so.
      const mayFill = held.has(entry) && (isOpen || !entry.key)
      const item = mayFill ? fill(entry.item) : entry.item
      if (item === entry.item) return false
      entry.item = item
      weigh(entry, 3 * item.text.length)
      place(entry)
      return true
    })
    if (isOpen && changed.length) store.settle([], [], changed)
    if (toFill.length) clock.after(0, fillOn)
  }
  const fillAll = (): void => {
    const isFilling = toFill.length > 0
    toFill = [...held]
    if (!isFilling) fillOn()
  }

  const mayGo = (entry: Entry, chosen: readonly Entry[] = []): boolean => {
    if (!ready.has(entry)) return false
    for (const before of groups.get(entry.item.group) || []) {
      if (before === entry) break
      const passes =
        before.item.step === entry.item.step ||
        (before.parked && before.parked.tries >= HOLDING_TRIES) ||
        chosen.includes(before)
      if (!passes) return false
    }
    return true
  }
  return {
    parked: parked as ReadonlySet<Entry>,
    isHere,
    mayGo,
    note,
    drop,
    tend,
    isOpen: () => isOpen,
    isEmpty: () => !entries.size && !store.hasMore(),
    localId: store.localId,
    isRefused: () => store.refused() > 0,
    wait: () => store.facts().wait,
    setWait: (wait: Wait): void => store.setFacts({ wait }),

    /** Finds what earlier runs left, then stores what was held; if the storage answers. */
    open(): boolean {
      if (isOpen) return true
      if (!store.open() || store.refused()) return false
      isOpen = true
      const unsaved = [...entries.values()].filter(({ key }) => !key)
      for (const entry of unsaved) {
        if (store.has(entry.fp, entry.item.id)) take(entry)
        else if (store.hasMore()) fresh.add(entry)
      }
      tend()
      return true
    },
    /** The user has to be asked: what is reported from now on is in memory only. */
    close(): void {
      isOpen = false
    },

    /** Takes over the events of one call: one write, finished when it returns. Gives back the ids of new and known. */
    add(items: readonly Queued[], isAllowed: boolean): { queued: string[]; duplicates: string[] } {
      const known: Queued[] = []
      const taken: Entry[] = []
      for (const item of items) {
        const entry = newEntry(item, store.facts().ran)
        if (entries.has(item.id) || store.has(entry.fp, item.id)) known.push(item)
        else {
          insert(entry)
          taken.push(entry)
          if (store.hasMore()) fresh.add(entry)
        }
      }
      const isSaved =
        !taken.length || (isOpen && store.append(hasUnsaved ? withEarlier(taken) : taken))
      hasUnsaved ||= !isSaved
      if (taken.length && !added) void Promise.resolve().then(tidy)
      added += taken.length
      if (added > MAX_EVENTS) compact()
      for (const entry of taken) note('queued', entry, entry.item.warning)
      for (const { id, text } of known) report('duplicate', id, undefined, () => text)
      if (!isSaved) for (const entry of taken) silent.add(entry)
      if (isAllowed) this.sayUnsaved()
      return { queued: taken.map(({ item }) => item.id), duplicates: known.map(({ id }) => id) }
    },

    /** Where events may be stored, that some could not be is said once. */
    sayUnsaved(): void {
      for (const entry of silent) if (!entry.key) note('unsaved', entry, 'storage')
      silent.clear()
    },

    /** Completes what is held now, and what is read later. */
    complete(next: Fill): void {
      fill = next
      fillAll()
    },

    /** Reads on in what earlier runs left. true: there is more to read. */
    advance(): boolean {
      if (!isOpen || !store.hasMore()) return false
      const { found, more } = store.read((id) => {
        const here = entries.get(id)
        return !!here && !fresh.has(here)
      })
      // Reported again in this run: it is what it was when it was reported first.
      const again = found.flatMap(({ item }) => entries.get(item.id) || [])
      for (const entry of again) take(entry)
      const later = [...fresh]
      for (const entry of later) take(entry)
      for (const entry of [...found, ...later]) insert(entry)
      hasUnsaved ||= found.some(({ key }) => !key)
      for (const entry of more ? later : []) fresh.add(entry)
      if (again.length) store.settle([], again)
      if (held.size) fillAll()
      if (!more) compact()
      return more
    },

    /** The oldest that may go now, but for `avoided`: all to one destination. While there is more to read, of earlier runs. */
    select(limit: number, avoided: ReadonlySet<Entry>, from: ReadonlySet<Entry> = ready): Entry[] {
      const batch: Entry[] = []
      for (const entry of from) {
        if (batch.length >= limit) break
        const [{ item } = entry] = batch
        const { appId, reportUrl } = entry.item.to
        const isOther = appId !== item.to.appId || reportUrl !== item.to.reportUrl
        if (isOther || avoided.has(entry) || fresh.has(entry)) continue
        if (mayGo(entry, batch)) batch.push(entry)
      }
      return batch
    },

    accept(batch: readonly Entry[]): void {
      const done = batch.filter(isHere)
      for (const entry of done) take(entry)
      if (done.length && store.settle(done, []) && hasUnsaved) tend()
      for (const entry of done) note('accepted', entry)
    },
    /** It was parked: it stands apart, and is stored so. */
    change(entry: Entry): void {
      place(entry)
      store.settle([], [], [entry])
    },

    /** So many minutes passed, as the plugin ran: the only age of an event that can be believed. */
    age(minutes: number): void {
      const ran = store.facts().ran + minutes
      store.setFacts({ ran })
      const gone = [...entries.values()].filter(({ born }) => ran - born >= MAX_MINUTES)
      if (gone.length) drop(gone, 'expired')
    },

    /** Forgets what was reported, in memory, and `isAll`: on the phone. false: some of it could not be erased. */
    erase(isAll: boolean): boolean {
      const gone = [...entries.values()]
      for (const entry of gone) take(entry)
      isOpen = false
      const isErased = isAll ? store.erase() : store.refused() < 2
      for (const { item } of gone) report('dropped', item.id, 'consent')
      return isErased
    },
    begin: store.begin,

    read() {
      const waiting = [...entries.values()].filter((entry) => !entry.parked)
      return {
        pending: waiting.length + store.unread(),
        waiting: waiting.map(({ item }) => item.id),
      }
    },
  }
}
