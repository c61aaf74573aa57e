import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemIo } from '../../../cloudfunctions/coupon-gateway/cli/io'

const { journal } = systemIo
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const file = (name: string): string => join(folder, name)

// No process has a number so high.
const DEAD = 2 ** 22 + 1

describe('the lock of a journal on the disk', () => {
  test('is held by one push at a time, and given free', () => {
    const first = journal.lock(file('lock'))
    expect(journal.lock(file('lock'))).toEqual({ heldBy: process.pid })
    if ('release' in first) first.release()
    expect(journal.lock(file('lock'))).toHaveProperty('release')
  })

  test('of a process that has died is taken over', () => {
    writeFileSync(file('lock'), `${DEAD}\n`)
    expect(journal.lock(file('lock'))).toHaveProperty('release')
    expect(readFileSync(file('lock'), 'utf8')).toBe(`${process.pid}\n`)
  })

  test('that is being written at this moment is held', () => {
    writeFileSync(file('lock'), '')
    expect(journal.lock(file('lock'))).toEqual({ heldBy: 0 })
  })

  test('that cannot be made throws', () => {
    expect(() => journal.lock(join(folder, 'nowhere', 'lock'))).toThrow('ENOENT')
  })
})

describe('a journal on the disk', () => {
  test('is appended to, read, and removed; one that is not there is none', () => {
    journal.append(file('j'), 'a\n')
    journal.append(file('j'), 'b\n')
    expect(journal.read(file('j'))).toBe('a\nb\n')
    journal.remove(file('j'))
    expect(journal.read(file('j'))).toBeUndefined()
    journal.remove(file('j'))
  })

  test('that is a folder throws', () => {
    expect(() => journal.read(folder)).toThrow('EISDIR')
  })
})
