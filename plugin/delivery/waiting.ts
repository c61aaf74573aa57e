import type { Queued } from './ports'
import type { Entry } from './stored-formats'

export const MAX_EVENTS = 1_000
const MAX_BYTES = 800_000

/** Bytes of the text in UTF-8, or a little more: what is not ASCII is Chinese, three bytes, nearly always. */
const utf8Length = (text: string): number => text.replace(/[^\0-\x7f]/g, '---').length

/**
 * The events that wait, in memory and in the order in which they were reported: by id, by group, and by whether they
 * may be sent.
 */
export const createWaiting = () => {
  const entries = new Map<string, Entry>()
  const groups = new Map<string, Entry[]>()
  const ready = new Set<Entry>()
  const held = new Set<Entry>()
  const parked = new Set<Entry>()
  let bytes = 0

  const setOf = ({ parked: isParked, item }: Entry): Set<Entry> =>
    isParked ? parked : item.hold ? held : ready
  const accountBytes = (entry: Entry, count: number): void => {
    bytes += count - entry.bytes
    entry.bytes = count
  }
  /** At most three bytes for each character: counted exactly only when that matters. */
  const estimateBytes = (entry: Entry): void => accountBytes(entry, 3 * entry.item.text.length)

  const mayGo = (entry: Entry, chosen: readonly Entry[] = []): boolean => {
    if (!ready.has(entry)) return false
    for (const before of groups.get(entry.item.group) || []) {
      if (before === entry) break
      const passes =
        before.item.step === entry.item.step || !!before.parked || chosen.includes(before)
      if (!passes) return false
    }
    return true
  }

  return {
    /** What lacks something. */
    held: held as ReadonlySet<Entry>,
    parked: parked as ReadonlySet<Entry>,
    size: (): number => entries.size,
    all: (): Entry[] => [...entries.values()],
    get: (id: string): Entry | undefined => entries.get(id),
    isHere: (entry: Entry): boolean => entries.get(entry.item.id) === entry,
    inGroup: (group: string): readonly Entry[] => groups.get(group) || [],

    insert(entry: Entry): void {
      const { id, group } = entry.item
      entries.set(id, entry)
      estimateBytes(entry)
      const others = groups.get(group)
      if (others) others.push(entry)
      else if (group) groups.set(group, [entry])
      setOf(entry).add(entry)
    },
    take(entry: Entry): void {
      const { id, group } = entry.item
      entries.delete(id)
      accountBytes(entry, 0)
      for (const set of [ready, held, parked]) set.delete(entry)
      const others = groups.get(group)
      const at = others ? others.indexOf(entry) : -1
      if (others && at >= 0) others.splice(at, 1)
      if (others && !others.length) groups.delete(group)
    },
    /** It has another item, or was parked. */
    change(entry: Entry, item: Queued): void {
      entry.item = item
      estimateBytes(entry)
      for (const set of [ready, held, parked]) set.delete(entry)
      setOf(entry).add(entry)
    },

    /** The oldest, where more wait than may. One that has no room even alone pushes no other out. */
    overflow(): Entry[] {
      if (bytes > MAX_BYTES)
        for (const entry of entries.values()) accountBytes(entry, utf8Length(entry.item.text))
      const gone =
        bytes > MAX_BYTES ? [...entries.values()].filter((one) => one.bytes > MAX_BYTES) : []
      let left = gone.reduce((sum, entry) => sum - entry.bytes, bytes)
      for (const entry of entries.values()) {
        if (gone.includes(entry)) continue
        if (entries.size - gone.length <= MAX_EVENTS && left <= MAX_BYTES) break
        gone.push(entry)
        left -= entry.bytes
      }
      return gone
    },

    mayGo,
    /** The oldest that may go now, of those that are free: all to one destination. */
    select(
      limit: number,
      isFree: (entry: Entry) => boolean,
      from: ReadonlySet<Entry> = ready,
    ): Entry[] {
      const batch: Entry[] = []
      for (const entry of from) {
        if (batch.length >= limit) break
        const [{ item } = entry] = batch
        const { appId, reportUrl } = entry.item.to
        const isOther = appId !== item.to.appId || reportUrl !== item.to.reportUrl
        if (!isOther && isFree(entry) && mayGo(entry, batch)) batch.push(entry)
      }
      return batch
    },
  }
}
