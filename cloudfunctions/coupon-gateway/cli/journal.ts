import { createHash } from 'node:crypto'
import { isRecord } from '../lib/check'
import { parseJson, writeJson } from '../lib/json'
import type { Coupon } from '../youshu/coupon'
import type { JournalFiles } from './io'

/** Remembers beside the file what was accepted, so that the same command goes on where it stopped. */
export interface Journal {
  readonly path: string
  /** Whether the vendor has this content now: an id that was sent with another one since is sent again. */
  has(coupon: Coupon): boolean
  /** On the disk when it returns; throws if it cannot be. */
  add(coupons: readonly Coupon[]): void
  /** All was accepted: the next push of the file is a new one. */
  finish(): void
  /** Lets the next push of the file begin. */
  release(): void
}

const digest = (value: unknown): string =>
  createHash('sha256').update(writeJson(value)).digest('base64url')

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

/**
 * The last content that was accepted for each id, by target and id. A line that a crash cut short counts for nothing:
 * its coupons are sent again, which does no harm. `undefined`: some line was never written by us.
 */
const readMarks = (text: string): Map<string, string> | undefined => {
  const marks = new Map<string, string>()
  for (const line of text.split('\n').filter((each) => each !== '')) {
    if (!line.startsWith('{"id":')) return undefined
    const entry = parseJson(line)
    if (!isRecord(entry)) continue
    const { id, to, mark } = entry
    if (typeof mark === 'string') marks.set(`${String(to)} ${String(id)}`, mark)
  }
  return marks
}

/**
 * Opens the journal of a file for one push at a time, or says in one sentence why that cannot be. `target` names
 * address, account and data source: a coupon that goes elsewhere is another one.
 */
export const openJournal = (
  file: string,
  target: readonly string[],
  files: JournalFiles,
): Journal | { readonly problem: string } => {
  const path = `${file}.accepted`
  const lockPath = `${path}.lock`
  const to = digest(target).slice(0, 12)
  let text: string
  let lock: ReturnType<JournalFiles['lock']>
  try {
    lock = files.lock(lockPath)
  } catch (error) {
    return { problem: `${lockPath} cannot be made (${reasonOf(error)}): nothing was sent.` }
  }
  if ('heldBy' in lock)
    return {
      problem:
        `${file} is being pushed already, by process ${lock.heldBy}. Wait for its end;` +
        ` if there is no such push, delete ${lockPath}.`,
    }
  const { release } = lock
  const fail = (problem: string) => {
    release()
    return { problem }
  }
  try {
    text = files.read(path) ?? ''
  } catch (error) {
    return fail(
      `${path} cannot be read (${reasonOf(error)}), so what was accepted before is not known.` +
        ` Make it readable, or delete it to send everything again.`,
    )
  }
  const marks = readMarks(text)
  if (!marks) return fail(`${path} is no journal of this command. Move it away, or delete it.`)
  try {
    // Behind a line that a crash cut short. And a disk that takes nothing is found before anything is sent.
    files.append(path, text === '' || text.endsWith('\n') ? '' : '\n')
  } catch (error) {
    return fail(`${path} cannot be written (${reasonOf(error)}): nothing was sent.`)
  }
  const markOf = (coupon: Coupon): string => digest([to, coupon])
  const key = ({ external_coupon_id: id }: Coupon): string => `${to} ${id}`
  return {
    path,
    has: (coupon) => marks.get(key(coupon)) === markOf(coupon),
    add: (coupons) => {
      const lines = coupons.map((coupon) => {
        const entry = { id: coupon.external_coupon_id, to, mark: markOf(coupon) }
        return `${writeJson(entry)}\n`
      })
      files.append(path, lines.join(''))
    },
    finish: () => files.remove(path),
    release,
  }
}
