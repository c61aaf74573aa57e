import { createHash } from 'node:crypto'
import { array, is, object, string } from 'valibot'
import type { Coupon } from '../youshu/coupon'
import type { CouponsWorld } from './coupons-world'

/** Remembers beside the file what was accepted, so that the same command goes on where it stopped. */
export interface Journal {
  readonly path: string
  has(coupon: Coupon): boolean
  add(coupons: readonly Coupon[]): void
  /** All was accepted: the next push of the file is a new one. */
  close(): void
}

// The ids are for people, the marks for us.
const Line = object({ accepted: array(string()), marks: array(string()) })

const marksIn = (line: string): readonly string[] => {
  try {
    const parsed: unknown = JSON.parse(line)
    return is(Line, parsed) ? parsed.marks : []
  } catch {
    // A line that a crash cut short: its coupons are sent again, which does no harm.
    return []
  }
}

/**
 * One line for each accepted call. A coupon is known by its whole content and by where it went: one that was changed
 * since, or that goes to another data source, is sent again. `target` names address, account and data source.
 */
export const openJournal = (
  file: string,
  target: readonly string[],
  world: Pick<CouponsWorld, 'readJournal' | 'appendJournal' | 'removeJournal'>,
): Journal => {
  const path = `${file}.accepted`
  const mark = (coupon: Coupon): string =>
    createHash('sha256')
      .update(JSON.stringify([target, coupon]))
      .digest('base64url')
  const known = new Set(world.readJournal(path)?.split('\n').flatMap(marksIn))
  return {
    path,
    has: (coupon) => known.has(mark(coupon)),
    add: (coupons) => {
      const accepted = coupons.map(({ external_coupon_id }) => external_coupon_id)
      world.appendJournal(path, `${JSON.stringify({ accepted, marks: coupons.map(mark) })}\n`)
    },
    close: () => world.removeJournal(path),
  }
}
