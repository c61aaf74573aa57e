import { array, is, object, string, unknown } from 'valibot'
import { isRecord } from '../lib/check'
import { wechatAccount, youshuAccount } from '../lib/accounts'
import type { Outcome } from '../lib/outcome'
import type { Ports } from '../lib/ports'
import type { Settings } from '../lib/settings'
import type { WechatClient } from '../wechat/client'
import { cardStatistics, piecesOf } from '../wechat/statistics'
import { BATCH } from '../youshu/batches'
import { pushCoupons } from '../youshu/push'
import { tenantsOf } from './collector'
import type { Database, Queryable } from './database'
import type { JobKind, Slice } from './job-runner'
import { reconcile } from './reconciliation'

const Coupons = object({ dataSourceId: string(), coupons: array(unknown()) })

/** Notes which batches of coupons Youshu has, so that a reconciliation finds those that it does not know. */
export const recordPushed = async (
  client: Queryable,
  coupon_ids: readonly string[],
): Promise<void> => {
  await client.query(
    `insert into pushed_coupons (coupon_id) select distinct id from unnest($1::text[]) id order by 1
     on conflict (coupon_id) do update set pushed_at = now()`,
    [coupon_ids],
  )
}

const problemOf = (outcome: Exclude<Outcome<unknown>, { kind: 'done' }>): Slice => ({
  kind: outcome.kind === 'upstream' && outcome.retryable ? 'later' : 'failed',
  error: outcome,
})

/** The variable that an account misses, if it does. */
const missing = (account: object): string | undefined =>
  'variable' in account ? String(account.variable) : undefined

const MALFORMED: Slice = { kind: 'failed', error: { kind: 'malformed' } }

/** What can be done in the background. `wechat` is absent where its account is not set. */
export const jobKinds = (
  database: Database,
  settings: Settings,
  ports: Ports,
  wechat: WechatClient | undefined,
): ReadonlyMap<string, JobKind> =>
  new Map<string, JobKind>([
    [
      'coupon-batches',
      {
        missing: missing(youshuAccount(settings)),
        async slice(input, cursor) {
          const account = youshuAccount(settings)
          if ('kind' in account) return problemOf(account)
          if (!is(Coupons, input)) return MALFORMED
          const { dataSourceId } = input
          const coupons = input.coupons.slice(cursor, cursor + BATCH)
          const outcome = await pushCoupons(account, ports, { dataSourceId, coupons })
          if (outcome.kind !== 'done') return problemOf(outcome)
          const { stopped, accepted_ids } = outcome.value
          if (stopped) return problemOf(stopped)
          return {
            kind: 'done',
            cursor: cursor + coupons.length,
            part: accepted_ids,
            record: (client) => recordPushed(client, accepted_ids),
          }
        },
        result: (parts) => ({
          accepted: parts.flat().length,
          calls: parts.length,
          accepted_ids: parts.flat(),
        }),
      },
    ],
    [
      'card-statistics',
      {
        missing: missing(wechatAccount(settings)),
        async slice(input, cursor) {
          if (!wechat) return problemOf({ kind: 'unconfigured', variable: 'WECHAT_APP_ID' })
          const pieces = piecesOf(input, wechat)
          if ('kind' in pieces) return problemOf(pieces)
          const piece = pieces[cursor]
          if (!piece || !isRecord(input)) return MALFORMED
          const outcome = await cardStatistics({ ...input, ...piece }, wechat)
          if (outcome.kind !== 'done') return problemOf(outcome)
          return { kind: 'done', cursor: cursor + 1, part: outcome.value.list }
        },
        result: (parts) => ({ list: parts.flat() }),
      },
    ],
    [
      'reconciliation',
      {
        missing: tenantsOf(settings).length ? undefined : 'YOUSHU_APP_ID',
        async slice(input, cursor) {
          const outcome = await reconcile(database, settings, ports.clock, input)
          if (outcome.kind !== 'done') return problemOf(outcome)
          return { kind: 'done', cursor: cursor + 1, part: outcome.value }
        },
        result: ([part]) => part,
      },
    ],
  ])
