import type { Storage } from '../../plugin/delivery/ports'

/** A phone's storage that remembers every operation, and fails when it is set to. */
export const createFakeStorage = (cells = new Map<string, string>()) => {
  const operations: { kind: 'read' | 'write' | 'remove'; key: string; bytes: number }[] = []
  const fake = {
    cells,
    operations,
    failing: { read: false, write: false, remove: false },
    /** Called before each operation; may throw to kill the app there. */
    before: (_kind: 'read' | 'write' | 'remove', _key: string): void => undefined,
    read(key: string) {
      fake.before('read', key)
      operations.push({ kind: 'read', key, bytes: 0 })
      return fake.failing.read ? null : cells.get(key) || undefined
    },
    write(key: string, text: string) {
      fake.before('write', key)
      operations.push({ kind: 'write', key, bytes: Buffer.byteLength(text) + key.length })
      if (fake.failing.write) return false
      cells.set(key, text)
      return true
    },
    remove(key: string) {
      fake.before('remove', key)
      operations.push({ kind: 'remove', key, bytes: 0 })
      if (fake.failing.remove) return false
      cells.delete(key)
      return true
    },
  }
  return fake satisfies Storage & Record<string, unknown>
}
