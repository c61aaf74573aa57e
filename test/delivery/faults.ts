import { type createFakeStorage, PAGES } from '../kit/storage'
import type { createPromise } from './promise'
import type { Step } from './random-scenario'

/** Release 1.0.0's keys too. */
const isRecord = (key: string): boolean => /\d$/.test(key)

/** Harms a phone's storage as it happens in the field, and records in the promise what that excuses. */
export const harm = (
  storage: ReturnType<typeof createFakeStorage>,
  promise: ReturnType<typeof createPromise>,
) => {
  const { cells } = storage
  /** From the next launch on they read as if nothing were there. */
  const blank = new Set<string>()
  /** What a newer version has written over, as it was. */
  const upgraded = new Map<string, string>()
  /** Pages that were damaged, or are gone, since the user refused; each of the two says so. */
  const hitPages = new Set<string>()
  let hasCleared = false
  /** A refusal was cut off by a kill: what it left may be erased later. */
  let isErasing = false
  let isExact = true

  const eventsIn = (key: string): string[] =>
    isRecord(key) ? promise.known().filter((id) => cells.get(key)?.includes(`"${id}"`)) : []
  /** One of the plugin's own, which a newer version has not written over. */
  const keyAt = (place: number): string => {
    const keys = [...cells.keys()].filter((key) => key.startsWith('youshu') && !upgraded.has(key))
    return keys[place % keys.length] ?? ''
  }
  const hit = (key: string): void => {
    promise.faulted(eventsIn(key), true)
    if (PAGES.includes(key)) hitPages.add(key)
    if (hitPages.size > 1) promise.refusalHidden()
  }
  const downgrade = (): void => {
    for (const [key, text] of upgraded) {
      if (cells.get(key) === `3${text.slice(1)}`) cells.set(key, text)
      else if (!isErasing) promise.wrong.push(`${key} of a newer version is gone`)
    }
    upgraded.clear()
  }

  return {
    isStorageFine: (): boolean =>
      !Object.values(storage.failing).some(Boolean) &&
      storage.room === Infinity &&
      !storage.throwing.size &&
      !storage.blank.size &&
      !blank.size &&
      !upgraded.size,
    isExact: () => isExact,
    /** A newer version has written something over. */
    isNewer: () => upgraded.size > 0,
    launched(): void {
      for (const key of [...storage.blank, ...blank]) promise.faulted(eventsIn(key), true)
      // A launch that can read neither page sees a new phone: what does not stand at the beginning of a lane is not found.
      if (PAGES.every((key) => blank.has(key))) promise.faulted(promise.known(), true)
      if (PAGES.every((key) => storage.blank.has(key) || blank.has(key) || hitPages.has(key)))
        promise.refusalHidden()
      // A run that sees less than there is goes on without it: across it the order is not promised.
      const isLess = storage.blank.size + blank.size + storage.throwing.size
      if (isLess || storage.failing.read) promise.hidden(promise.known())
      storage.blank = new Set(blank)
    },
    act(step: Step): void {
      // Where some of it cannot be read the rest goes on without it.
      if (step.do === 'throw' || (step.do === 'fail' && step.what === 'read'))
        promise.hidden(promise.known())
      if (step.do === 'fail') {
        storage.failing[step.what] = step.fails
        if (step.fails) promise.faulted([], false)
      } else if (step.do === 'fill') {
        storage.room = step.room
        if (step.room < Infinity) promise.faulted([], false)
      } else if (step.do === 'throw') {
        if (!storage.throwing.delete(step.key)) storage.throwing.add(step.key)
        promise.faulted([], false)
      } else if (step.do === 'blank') {
        // Two records in a row would hide what stands behind them.
        const isOther = isRecord(step.key) && [...blank].some(isRecord)
        if (!blank.delete(step.key) && !isOther) blank.add(step.key)
        // What is written where nothing seems to be may be anyone's.
        promise.faulted(eventsIn(step.key), true)
      } else if (step.do === 'clear') {
        // The same.
        if (hasCleared) return
        hasCleared = true
        hit(keyAt(step.key))
        cells.delete(keyAt(step.key))
      } else if (step.do === 'clearAll') {
        promise.emptied()
        cells.clear()
        upgraded.clear()
      } else if (step.do === 'damage') {
        const key = keyAt(step.key)
        const text = cells.get(key) ?? ''
        hit(key)
        if (text) cells.set(key, text.slice(0, (text.length >> 1) + 1))
      } else if (step.do === 'upgrade') {
        const key = keyAt(step.key)
        const text = cells.get(key)
        // What a newer version says of consent is not known here.
        if (!text || (!isRecord(key) && promise.hasRefusal())) return
        promise.faulted([], true)
        promise.hidden(eventsIn(key))
        // What an older version writes beside a page that it cannot read, only a newer one can look for.
        upgraded.set(key, text)
        cells.set(key, `3${text.slice(1)}`)
      } else if (step.do === 'downgrade') downgrade()
    },
    /** The user refused: all is erased, a newer version's records too; after a kill in its middle, perhaps later. */
    erased(isWhole: boolean): void {
      isErasing ||= !isWhole
      if (isWhole) upgraded.clear()
      hitPages.clear()
    },
    /** The phone is whole again. */
    heal(): void {
      this.launched()
      blank.clear()
      downgrade()
      storage.failing = { read: false, write: false, remove: false }
      storage.room = Infinity
      for (const set of [storage.throwing, storage.blank]) set.clear()
    },
  }
}
