import type { Storage } from '../../plugin/delivery/ports'
import { createFakeStorage } from '../kit/storage'
import { installWx } from '../kit/wx'

const { storage: real } = jest.requireActual<{ storage: Storage }>('../../plugin/wx/platform')

type Operation = 'read' | 'write' | 'remove'
interface Phone {
  readonly storage: Storage
  fail(operation: Operation): void
  heal(): void
}
const NAMES: Readonly<Record<Operation, string>> = {
  read: 'getStorageSync',
  write: 'setStorageSync',
  remove: 'removeStorageSync',
}

const PHONES: [name: string, create: () => Phone][] = [
  [
    'the fake storage',
    () => {
      const storage = createFakeStorage()
      return {
        storage,
        fail: (operation) => void (storage.failing[operation] = true),
        heal: () =>
          void Object.assign(storage.failing, { read: false, write: false, remove: false }),
      }
    },
  ],
  [
    'the phone’s storage',
    () => {
      const { broken } = installWx()
      return {
        storage: real,
        fail: (operation) => void broken.add(NAMES[operation]),
        heal: () => broken.clear(),
      }
    },
  ],
]

describe.each(PHONES)('%s', (_, create) => {
  test('knows nothing of a key that was never written', () => {
    expect(create().storage.read('q1')).toBeUndefined()
  })

  test('gives back what was written last', () => {
    const { storage } = create()
    expect(storage.write('q1', '{"a":"券"}')).toBe(true)
    expect(storage.read('q1')).toBe('{"a":"券"}')
    expect(storage.write('q1', 'two')).toBe(true)
    expect(storage.read('q1')).toBe('two')
  })

  test('keeps keys apart', () => {
    const { storage } = create()
    storage.write('q1', 'one')
    storage.write('q2', 'two')
    expect(storage.remove('q1')).toBe(true)
    expect([storage.read('q1'), storage.read('q2')]).toEqual([undefined, 'two'])
  })

  test('removes what is not there', () => {
    expect(create().storage.remove('q1')).toBe(true)
  })

  test('distinguishes an empty text from nothing no more than WeChat does', () => {
    const { storage } = create()
    storage.write('q1', '')
    expect(storage.read('q1')).toBeUndefined()
  })

  test('says that it is full, and keeps what was there', () => {
    const { storage, fail } = create()
    storage.write('q1', 'one')
    fail('write')
    expect(storage.write('q1', 'two')).toBe(false)
    expect(storage.write('q2', 'two')).toBe(false)
    expect([storage.read('q1'), storage.read('q2')]).toEqual(['one', undefined])
  })

  test('distinguishes no answer from nothing there', () => {
    const { storage, fail, heal } = create()
    storage.write('q1', 'one')
    fail('read')
    expect([storage.read('q1'), storage.read('q2')]).toEqual([null, null])
    heal()
    expect(storage.read('q1')).toBe('one')
  })

  test('says that it could not remove', () => {
    const { storage, fail } = create()
    storage.write('q1', 'one')
    fail('remove')
    expect(storage.remove('q1')).toBe(false)
    expect(storage.read('q1')).toBe('one')
  })
})

test('what other code left under a key is read as text', () => {
  const { cells } = installWx()
  cells.set('q1', { at: 1 })
  cells.set('q2', 7)
  expect([real.read('q1'), real.read('q2')]).toEqual(['[object Object]', '7'])
})
