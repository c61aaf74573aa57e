import { youshuAccount } from '../lib/accounts'
import { MAX_ISSUES } from '../lib/check'
import type { Settings } from '../lib/settings'
import { BATCH } from '../youshu/batches'
import { checkCoupons, pushCoupons } from '../youshu/push'
import { readCouponFile } from './coupons-file'
import { openJournal } from './coupons-journal'
import { silent } from './coupons-silent'
import { issuesTable, refusedTable, warningLines } from './coupons-report'
import type { CouponsWorld } from './coupons-world'

/** As commander gives them. */
export interface PushOptions {
  readonly dryRun?: boolean
  readonly dataSource?: string
}

const DONE = 0
/** The vendor refused, or did not answer: the same command goes on from there. */
const STOPPED = 1
/** The file or the environment is wrong; nothing was sent. */
export const MEND_FIRST = 2

const inCalls = (calls: number): string => `${calls} ${calls === 1 ? 'call' : 'calls'}`

/** Checks every row of a file, then sends what was not accepted before, 50 a call. Returns the exit code. */
export const pushFile = async (
  file: string,
  { dryRun = false, dataSource }: PushOptions,
  settings: Settings,
  world: CouponsWorld,
): Promise<number> => {
  const mendFirst = (...words: readonly string[]): number => {
    words.forEach(world.say)
    return MEND_FIRST
  }
  const text = await world.readFile(file).catch(() => undefined)
  if (text === undefined) return mendFirst(`${file} cannot be read`)
  const read = readCouponFile(file, text)
  if ('problem' in read) return mendFirst(read.problem)
  const { rows } = read
  const { coupons, issues, warnings } = checkCoupons(rows.map(({ coupon }) => coupon))
  if (issues.length) {
    world.out(issuesTable(rows, issues))
    const count = issues.length < MAX_ISSUES ? issues.length : `${MAX_ISSUES} and more`
    return mendFirst(`Nothing was sent. Broken rules in ${file}: ${count}`)
  }
  warningLines(rows.length, warnings).forEach(world.say)
  if (dryRun) {
    const calls = inCalls(Math.ceil(rows.length / BATCH))
    world.out(`${rows.length} coupons are good: ${calls}. Nothing was sent.`)
    return DONE
  }

  const upstream = youshuAccount(settings)
  if ('kind' in upstream) return mendFirst(`${upstream.variable} is not set`)
  const dataSourceId = dataSource ?? read.dataSourceId ?? settings.YOUSHU_DATA_SOURCE_ID
  if (!dataSourceId) return mendFirst('YOUSHU_DATA_SOURCE_ID is not set')
  const journal = openJournal(file, [upstream.baseUrl, upstream.appId, dataSourceId], world)
  const left = coupons.flatMap((coupon, index) => {
    const row = rows[index]
    return row && !journal.has(coupon) ? [{ ...row, coupon }] : []
  })
  if (left.length < rows.length)
    world.say(`${rows.length - left.length} were accepted before; ${left.length} are left.`)

  const bar = world.progress(left.length)
  let accepted = 0
  const run = await pushCoupons(
    upstream,
    { ...world.ports, log: silent },
    {
      dataSourceId,
      coupons: left.map(({ coupon }) => coupon),
      onAccepted: (batch) => {
        journal.add(batch)
        accepted += batch.length
        bar.at(accepted)
      },
    },
  )
  bar.end()
  if (run.kind === 'invalid') return mendFirst('A coupon changed while it was sent')
  const { calls, refused, stopped } = run.value
  world.out(`${accepted} coupons accepted, ${inCalls(calls)}.`)
  if (!stopped) {
    journal.close()
    return DONE
  }
  world.out(refusedTable(left, refused))
  world.say(`${left.length - accepted} are left: run the same command to go on from here.`)
  world.say(`${journal.path} names what was accepted.`)
  return STOPPED
}
