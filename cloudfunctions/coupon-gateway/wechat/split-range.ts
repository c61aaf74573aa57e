import { dayAfter } from './day-after'

/** Both days belong to it. */
export interface DayRange {
  readonly begin_date: string
  readonly end_date: string
}

// 查询时间区间需<=62天. Whether both days count is not said; 62 days with both counted satisfy either reading.
const MOST_DAYS = 62

/** The range as pieces that one call may ask for, in order, without gap and overlap. Source: WeChat 统计卡券数据. */
export const splitRange = ({ begin_date, end_date }: DayRange): DayRange[] => {
  const pieces: DayRange[] = []
  for (let begin = begin_date; begin <= end_date;) {
    const last = dayAfter(begin, MOST_DAYS - 1)
    const end = last < end_date ? last : end_date
    pieces.push({ begin_date: begin, end_date: end })
    begin = dayAfter(end, 1)
  }
  return pieces
}
