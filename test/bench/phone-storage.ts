interface Cell {
  readonly text: string
  readonly plain: boolean
}

/**
 * The storage behind wx.*Storage*: a copy of what was given, by key, and a tally of what it costs. (The real one
 * writes to flash; a synchronous call takes about a millisecond.)
 */
export const createPhoneStorage = () => {
  const cells = new Map<string, Cell>()
  const storage = {
    cells,
    reads: 0,
    writes: 0,
    removes: 0,
    /** Written so far, keys included, in UTF-8. */
    bytes: 0,
    readsThisTurn: 0,
    maxReadsInATurn: 0,
    writesThisTurn: 0,
    maxWritesInATurn: 0,
    /** Weighing costs time of its own: off while CPU is measured. */
    weigh: true,

    read(key: string): unknown {
      storage.reads++
      storage.maxReadsInATurn = Math.max(storage.maxReadsInATurn, ++storage.readsThisTurn)
      const cell = cells.get(key)
      if (!cell) return undefined
      return cell.plain ? cell.text : (JSON.parse(cell.text) as unknown)
    },
    write(key: string, value: unknown): void {
      storage.writes++
      storage.maxWritesInATurn = Math.max(storage.maxWritesInATurn, ++storage.writesThisTurn)
      const plain = typeof value === 'string'
      const text = plain ? value : (JSON.stringify(value) ?? '')
      if (storage.weigh) storage.bytes += Buffer.byteLength(text) + Buffer.byteLength(key)
      cells.set(key, { text, plain })
    },
    remove(key: string): void {
      storage.removes++
      cells.delete(key)
    },
    turn(): void {
      storage.readsThisTurn = storage.writesThisTurn = 0
    },
    tally: () => ({
      reads: storage.reads,
      writes: storage.writes,
      removes: storage.removes,
      bytes: storage.bytes,
    }),
  }
  return storage
}

export type PhoneStorage = ReturnType<typeof createPhoneStorage>
