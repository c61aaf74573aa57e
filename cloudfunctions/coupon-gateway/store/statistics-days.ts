import { isRecord } from '../lib/check'
import { parseJson, writeJson } from '../lib/json'
import { done } from '../lib/outcome'
import type { WechatClient } from '../wechat/client'
import { chinaDay, dayAfter, daysOf } from '../wechat/days'
import type { Database } from './database'

const isStatistics = (path: string): boolean => path.startsWith('datacube/')

/** Days that follow each other, as ranges. */
const ranges = (days: readonly string[]): { begin_date: string; end_date: string }[] => {
  const found: { begin_date: string; end_date: string }[] = []
  for (const day of days) {
    const last = found.at(-1)
    if (last && dayAfter(last.end_date, 1) === day) last.end_date = day
    else found.push({ begin_date: day, end_date: day })
  }
  return found
}

/**
 * WeChat's client, which asks for the statistics of a day once: those of the day before yesterday and earlier do not
 * change any more. `account` keeps the official accounts apart.
 */
export const rememberDays = (
  wechat: WechatClient,
  database: Database,
  account: string,
): WechatClient => ({
  ...wechat,
  async read(path, body) {
    const { begin_date: begin, end_date: end, ...which } = body
    if (!isStatistics(path) || typeof begin !== 'string' || typeof end !== 'string')
      return wechat.read(path, body)
    const request = `${path} ${writeJson(which)}`
    const { rows } = await database.query<{ day: string; rows: string }>(
      `select day::text, rows from statistics_days
       where account = $1 and request = $2 and day between $3::date and $4::date`,
      [account, request, begin, end],
    )
    const byDay = new Map(rows.map(({ day, rows: kept }) => [day, parseJson(kept)]))
    const days = daysOf({ begin_date: begin, end_date: end })
    const closed = dayAfter(chinaDay(wechat.now()), -2)
    for (const range of ranges(days.filter((day) => !byDay.has(day)))) {
      const answer = await wechat.read(path, { ...range, ...which })
      if (answer.kind !== 'done') return answer
      const { list } = answer.value
      // An answer of another form is not ours to keep; the caller reports what is wrong with it.
      if (!Array.isArray(list)) return answer
      const asked = daysOf(range)
      const rowsOf = (day: string) => list.filter((row) => isRecord(row) && row['ref_date'] === day)
      if (asked.reduce((sum, day) => sum + rowsOf(day).length, 0) !== list.length)
        return range.begin_date === begin && range.end_date === end
          ? answer
          : wechat.read(path, body)
      for (const day of asked) {
        byDay.set(day, rowsOf(day))
        if (day <= closed)
          await database.query(
            `insert into statistics_days (account, request, day, rows) values ($1, $2, $3::date, $4)
             on conflict do nothing`,
            [account, request, day, writeJson(rowsOf(day))],
          )
      }
    }
    return done({ list: days.flatMap((day) => byDay.get(day) ?? []) })
  },
})
