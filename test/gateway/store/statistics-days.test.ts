import { done } from '../../../cloudfunctions/coupon-gateway/lib/outcome'
import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { openPostgres } from '../../../cloudfunctions/coupon-gateway/store/postgres'
import { openEmbedded } from '../../../cloudfunctions/coupon-gateway/store/embedded'
import { rememberDays } from '../../../cloudfunctions/coupon-gateway/store/statistics-days'
import type { WechatClient } from '../../../cloudfunctions/coupon-gateway/wechat/client'
import { cardStatistics } from '../../../cloudfunctions/coupon-gateway/wechat/statistics'
import { storeAddress, stopStore } from './address'

let database: Database
beforeAll(async () => {
  const { DATABASE_URL, GATEWAY_DATA = '' } = await storeAddress()
  const opened = await (DATABASE_URL ? openPostgres(DATABASE_URL) : openEmbedded(GATEWAY_DATA))
  if (!opened) throw new Error('The folder is taken')
  database = opened
})
afterAll(async () => {
  await database.close()
  await stopStore()
})

/** WeChat on the 22nd: one row for each day but the 13th, and every range that it was asked for. */
const wechat = () => {
  const asked: string[] = []
  const client: WechatClient = {
    now: () => Date.parse('2026-11-22T10:00:00+08:00'),
    change: async () => done({}),
    read: async (_, { begin_date, end_date }) => {
      asked.push(`${String(begin_date)} ${String(end_date)}`)
      const list: object[] = []
      for (
        let day = Number(String(begin_date).slice(8));
        day <= Number(String(end_date).slice(8));
        day += 1
      )
        if (day !== 13) list.push({ ref_date: `2026-11-${day}`, view_cnt: day })
      return done({ list })
    },
  }
  return { client, asked }
}

const request = (begin: number, end: number, more: object = {}) => ({
  report: 'summary',
  begin_date: `2026-11-${begin}`,
  end_date: `2026-11-${end}`,
  ...more,
})

test('a day that is over is asked for once, also one without rows; yesterday may still change', async () => {
  const { client, asked } = wechat()
  const remembering = rememberDays(client, database, 'wx1')
  const first = await cardStatistics(request(11, 14), remembering)
  expect(await cardStatistics(request(11, 14), remembering)).toEqual(first)
  expect(asked).toEqual(['2026-11-11 2026-11-14'])
  const longer = await cardStatistics(request(10, 21), remembering)
  expect(longer).toMatchObject({
    value: { list: Array.from({ length: 11 }, () => expect.anything()) },
  })
  expect(asked.slice(1)).toEqual(['2026-11-10 2026-11-10', '2026-11-15 2026-11-21'])
  await cardStatistics(request(10, 21), remembering)
  expect(asked.slice(3)).toEqual(['2026-11-21 2026-11-21'])
})

test('other reports, cards and accounts are kept apart', async () => {
  const { client, asked } = wechat()
  await cardStatistics(request(11, 12), rememberDays(client, database, 'wx2'))
  await cardStatistics(request(11, 12, { cond_source: 1 }), rememberDays(client, database, 'wx2'))
  await cardStatistics(
    request(11, 12, { report: 'member_card' }),
    rememberDays(client, database, 'wx2'),
  )
  expect(asked).toHaveLength(3)
})
