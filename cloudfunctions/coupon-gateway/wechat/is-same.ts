import { type Fields, isFields } from './fields'

// "1234,2314", [1234, 2314] and [2314, 1234] are the same shops; "0" and [] are none.
const shops = (ids: unknown): Set<string> =>
  new Set(
    String(ids)
      .split(',')
      .filter((id) => id !== '0' && id !== ''),
  )

const isSameSet = (one: Set<string>, other: Set<string>): boolean =>
  one.size === other.size && [...one].every((item) => other.has(item))

const isSameRow = (row: string, wanted: unknown, now: unknown): boolean => {
  if (now === undefined) return false
  if (row === 'location_id_list') return isSameSet(shops(wanted), shops(now))
  return isFields(wanted) ? isSame(wanted, now) : wanted === now
}

/** Whether the card already holds all of these fields. What we do not know of the card is not the same. */
export const isSame = (wanted: Fields, now: unknown): boolean =>
  isFields(now) && Object.entries(wanted).every(([row, value]) => isSameRow(row, value, now[row]))
