const HOUR_MS = 3_600_000

/** The calendar day in Asia/Shanghai, `YYYY-MM-DD`. China has kept UTC+8 without summer time since 1991. */
export const chinaDay = (now: number): string =>
  new Date(now + 8 * HOUR_MS).toISOString().slice(0, 10)

const DAY_MS = 86_400_000

/** The day so many days later (or earlier, when negative), both written `YYYY-MM-DD`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

/** A day that exists, written strictly as `YYYY-MM-DD`. Source: WeChat 统计卡券数据, date format error (61500). */
export const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) &&
  !Number.isNaN(Date.parse(day)) &&
  new Date(day).toISOString().startsWith(day)

/** Both days belong to it. */
export interface DayRange {
  readonly begin_date: string
  readonly end_date: string
}

/** Each day of a range. */
export const daysOf = ({ begin_date, end_date }: DayRange): string[] => {
  const days: string[] = []
  for (let day = begin_date; day <= end_date; day = dayAfter(day, 1)) days.push(day)
  return days
}

// 查询时间区间需<=62天. Whether both days count is not said; 62 days with both counted satisfy either reading.
const MAX_DAYS = 62

/** The range as pieces that one call may ask for, in order, without gap and overlap. Source: WeChat 统计卡券数据. */
export const splitRange = ({ begin_date, end_date }: DayRange): DayRange[] => {
  const pieces: DayRange[] = []
  for (let begin = begin_date; begin <= end_date;) {
    const last = dayAfter(begin, MAX_DAYS - 1)
    const end = last < end_date ? last : end_date
    pieces.push({ begin_date: begin, end_date: end })
    begin = dayAfter(end, 1)
  }
  return pieces
}
