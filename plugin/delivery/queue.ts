import type { EventStatus, Report } from './journal'
import type { Launch } from './launch'
import type { Clock, Fill, Queued, Storage } from './ports'
import { createStore } from './store'
import { type Entry, newEntry, type Wait } from './stored-formats'
import { createWaiting, MAX_EVENTS } from './waiting'

const MAX_MINUTES = 30 * 24 * 60
/** Events that are completed, or stored again, in one turn or record. */
const PIECE = 16

/**
 * Where events wait, in the order in which they were reported, until the collector has answered; in memory alone
 * while the store is not open (no consent yet, or the storage does not answer). It sees no event, only `Queued`.
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
  const waiting = createWaiting()
  const { isHere, mayGo } = waiting
  /** Reported in this run, while earlier runs' are still being read: those come before. */
  const fresh = new Set<Entry>()
  /** Some are in memory only although the storage was asked. */
  let hasUnsaved = false
  /** Reported while the user was not asked yet: that they are in memory only was no news. */
  const silent = new Set<Entry>()
  let toFill: Entry[] = []
  let fill: Fill = () => (item) => item
  let isOpen = false
  let added = 0

  const record = (status: EventStatus, entry: Entry, reason?: string): void =>
    report(status, entry.item.id, reason, () => entry.item.text)

  const take = (entry: Entry): void => {
    waiting.take(entry)
    fresh.delete(entry)
    silent.delete(entry)
  }
  const inMemoryOnly = (): Entry[] => waiting.all().filter(({ key }) => !key)

  const drop = (gone: readonly Entry[], reason: string): void => {
    for (const entry of gone) take(entry)
    store.settle([], gone)
    for (const entry of gone) record('dropped', entry, reason)
  }
  /** Stores what is in memory only; and all, where the storage was cleared. */
  const tend = (): void => {
    if (!isOpen) return
    store.findLost()
    const unsaved = inMemoryOnly()
    for (let i = 0; i < unsaved.length && store.append(unsaved.slice(i, i + PIECE)); i += PIECE);
    hasUnsaved = unsaved.some(({ key }) => !key)
  }
  /** In the order of their group: what could not be stored before goes with what comes now. */
  const withEarlier = (taken: readonly Entry[]): Entry[] => {
    const all = new Set<Entry>()
    for (const entry of taken) {
      for (const one of waiting.inGroup(entry.item.group)) if (!one.key) all.add(one)
      all.add(entry)
    }
    return [...all]
  }
  /** The oldest fall out together. */
  const keepBounds = (): void => {
    const gone = waiting.overflow()
    if (gone.length) drop(gone, 'full')
  }
  /** What the call that brought the events need not wait for: it pays for one write and no more. */
  const afterAdding = (): void => {
    const isAlone = added >= waiting.size()
    added = 0
    keepBounds()
    // While others wait the storage may have been cleared, or have refused one of them.
    if (!isAlone) tend()
    if (isOpen) store.index(() => waiting.all().map(({ fp }) => fp))
    whenAdded()
  }

  /** Completes what was held, a piece a turn: it is written again. */
  const fillOn = (): void => {
    const piece = toFill.splice(0, PIECE)
    const filled = piece.length ? fill() : undefined
    const changed = piece.filter((entry) => {
      // While it is closed, what is stored is not completed: it could not be stored so.
      const mayFill = waiting.held.has(entry) && (isOpen || !entry.key)
      const item = mayFill && filled ? filled(entry.item) : entry.item
      if (item === entry.item) return false
      waiting.change(entry, item)
      return true
    })
    if (isOpen && changed.length) store.settle([], [], changed)
    if (toFill.length) clock.after(0, fillOn)
  }
  const fillAll = (): void => {
    const isFilling = toFill.length > 0
    toFill = [...waiting.held]
    if (!isFilling) fillOn()
  }

  return {
    parked: waiting.parked,
    isHere,
    mayGo,
    record,
    drop,
    tend,
    isOpen: () => isOpen,
    isEmpty: () => !waiting.size() && !store.hasMore(),
    localId: store.localId,
    isRefused: () => store.refused() > 0,
    wait: () => store.facts().wait,
    setWait: (wait: Wait): void => store.setFacts({ wait }),

    /** Finds what earlier runs left, then stores what was held; if the storage answers. */
    open(): boolean {
      if (isOpen) return true
      if (!store.open() || store.refused()) return false
      isOpen = true
      for (const entry of inMemoryOnly()) {
        // Until now it was not known how long the plugin ran on this phone.
        entry.born = store.facts().ran
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
        if (waiting.get(item.id) || store.has(entry.fp, item.id)) known.push(item)
        else {
          waiting.insert(entry)
          taken.push(entry)
          if (store.hasMore()) fresh.add(entry)
        }
      }
      const isSaved =
        !taken.length || (isOpen && store.append(hasUnsaved ? withEarlier(taken) : taken))
      hasUnsaved ||= !isSaved
      if (taken.length && !added) void Promise.resolve().then(afterAdding)
      added += taken.length
      if (added > MAX_EVENTS) keepBounds()
      for (const entry of taken) record('queued', entry, entry.item.warning)
      for (const { id, text } of known) report('duplicate', id, undefined, () => text)
      if (!isSaved) for (const entry of taken) silent.add(entry)
      if (isAllowed) this.sayUnsaved()
      return { queued: taken.map(({ item }) => item.id), duplicates: known.map(({ id }) => id) }
    },

    /** Where events may be stored, that some could not be is said once. */
    sayUnsaved(): void {
      for (const entry of silent) if (!entry.key) record('unsaved', entry, 'storage')
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
        const here = waiting.get(id)
        return !!here && !fresh.has(here)
      })
      // Reported again in this run: it is what it was when it was reported first.
      const again = found.flatMap(({ item }) => waiting.get(item.id) || [])
      for (const entry of again) take(entry)
      const later = [...fresh]
      for (const entry of later) take(entry)
      for (const entry of [...found, ...later]) waiting.insert(entry)
      hasUnsaved ||= found.some(({ key }) => !key)
      for (const entry of more ? later : []) fresh.add(entry)
      if (again.length) store.settle([], again)
      if (waiting.held.size) fillAll()
      if (!more) keepBounds()
      return more
    },

    /** The oldest that may go now, but for `avoided`: all to one destination. While there is more to read, of earlier runs. */
    select: (
      limit: number,
      avoided: Pick<ReadonlySet<Entry>, 'has'>,
      from?: ReadonlySet<Entry>,
    ): Entry[] => waiting.select(limit, (entry) => !avoided.has(entry) && !fresh.has(entry), from),

    accept(batch: readonly Entry[]): void {
      const done = batch.filter(isHere)
      for (const entry of done) take(entry)
      if (done.length && store.settle(done, []) && hasUnsaved) tend()
      for (const entry of done) record('accepted', entry)
    },
    /** It was parked: it stands apart, and is stored so. */
    change(entry: Entry): void {
      waiting.change(entry, entry.item)
      store.settle([], [], [entry])
    },

    /** So many minutes passed, as the plugin ran: the only age of an event that can be believed. */
    age(minutes: number): void {
      const ran = store.facts().ran + minutes
      store.setFacts({ ran })
      const gone = waiting.all().filter(({ born }) => ran - born >= MAX_MINUTES)
      if (gone.length) drop(gone, 'expired')
    },

    /** Forgets what was reported, in memory, and `isAll`: on the phone. false: some of it could not be erased. */
    erase(isAll: boolean): boolean {
      const gone = waiting.all()
      for (const entry of gone) take(entry)
      isOpen = false
      const isErased = isAll ? store.erase() : store.refused() < 2
      for (const { item } of gone) report('dropped', item.id, 'consent')
      return isErased
    },
    begin: store.begin,

    read() {
      const others = waiting.all().filter((entry) => !entry.parked)
      return {
        pending: others.length + store.unread(),
        waiting: others.map(({ item }) => item.id),
      }
    },
  }
}
