import type { Storage } from '../../plugin/delivery/ports'

/** The two pages, whose names are a contract with every released version. */
export const PAGES: readonly string[] = ['youshu-coupon:a', 'youshu-coupon:b']
/** Whether events stand under this key. */
export const isRecord = (key: string): boolean => /[ab]\d+$/.test(key)

/** A phone's storage that remembers every operation, and fails when it is set to. */
export const createFakeStorage = (cells = new Map<string, string>()) => {
  const operations: { kind: 'read' | 'write' | 'remove'; key: string; bytes: number }[] = []
  const fake = {
    cells,
    operations,
    failing: { read: false, write: false, remove: false },
    /** Keys that read as if nothing were there; keys at which each operation fails. */
    blank: new Set<string>(),
    throwing: new Set<string>(),
    /** How many characters it takes, all in all. */
    room: Infinity,
    /** Called before each operation; may throw to kill the app there. */
    before: (_kind: 'read' | 'write' | 'remove', _key: string): void => undefined,
    read(key: string) {
      fake.before('read', key)
      operations.push({ kind: 'read', key, bytes: 0 })
      if (fake.failing.read || fake.throwing.has(key)) return null
      return fake.blank.has(key) ? undefined : cells.get(key) || undefined
    },
    write(key: string, text: string) {
      fake.before('write', key)
      operations.push({ kind: 'write', key, bytes: Buffer.byteLength(text) + key.length })
      if (fake.failing.write || fake.throwing.has(key)) return false
      if (fake.room < Infinity) {
        let used = text.length - (cells.get(key) ?? '').length
        for (const kept of cells.values()) used += kept.length
        if (used > fake.room) return false
      }
      cells.set(key, text)
      return true
    },
    remove(key: string) {
      fake.before('remove', key)
      operations.push({ kind: 'remove', key, bytes: 0 })
      if (fake.failing.remove || fake.throwing.has(key)) return false
      cells.delete(key)
      return true
    },
  }
  return fake satisfies Storage & Record<string, unknown>
}
