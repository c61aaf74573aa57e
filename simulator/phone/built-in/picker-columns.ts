/** One column of a picker: its lines as they are shown, and what each stands for. */
interface Column {
  readonly label: string
  readonly lines: readonly string[]
  readonly values: readonly string[]
}

/** The columns that belong to what is chosen so far, by index; later columns follow earlier ones. */
export type Columns = (chosen: readonly number[]) => readonly Column[]

const two = (value: number) => String(value).padStart(2, '0')
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)

const column = (label: string, values: readonly string[], unit: string): Column => ({
  label,
  values,
  lines: values.map((value) => value + unit),
})

const dateParts = (text: string, otherwise: readonly [number, number, number]) => {
  const [year = otherwise[0], month = otherwise[1], day = otherwise[2]] = text
    .split('-')
    .filter(Boolean)
    .map(Number)
  return [year, month, day] as const
}

const FIELDS: Readonly<Record<string, number>> = { year: 1, month: 2, day: 3 }
const YEARS_AROUND = 100

/** Year, month and day between two dates, as far as `fields` wants them. */
export const dateColumns = (start: string, end: string, fields: string, today: Date): Columns => {
  const year = today.getFullYear()
  const first = dateParts(start, [year - YEARS_AROUND, 1, 1])
  const last = dateParts(end, [year + YEARS_AROUND, 12, 31])
  return ([yearIndex = 0, monthIndex = 0]) => {
    const years = range(first[0], last[0])
    const y = years[yearIndex] ?? first[0]
    const months = range(y === first[0] ? first[1] : 1, y === last[0] ? last[1] : 12)
    const m = months[monthIndex] ?? months.at(-1) ?? 1
    const length = new Date(y, m, 0).getDate()
    const days = range(
      y === first[0] && m === first[1] ? first[2] : 1,
      Math.min(length, y === last[0] && m === last[1] ? last[2] : length),
    )
    return [
      column('年', years.map(String), '年'),
      column('月', months.map(two), '月'),
      column('日', days.map(two), '日'),
    ].slice(0, FIELDS[fields] ?? FIELDS['day'])
  }
}

/** Hour and minute between two times. */
export const timeColumns = (start: string, end: string): Columns => {
  const [firstHour = 0, firstMinute = 0] = start.split(':').filter(Boolean).map(Number)
  const [lastHour = 23, lastMinute = 59] = end.split(':').filter(Boolean).map(Number)
  return ([hourIndex = 0]) => {
    const hours = range(firstHour, lastHour)
    const hour = hours[hourIndex] ?? firstHour
    const minutes = range(hour === firstHour ? firstMinute : 0, hour === lastHour ? lastMinute : 59)
    return [column('时', hours.map(two), ''), column('分', minutes.map(two), '')]
  }
}

/** The provinces, cities and counties of China by their six-digit codes. */
export interface Regions {
  readonly province_list: Readonly<Record<string, string>>
  readonly city_list: Readonly<Record<string, string>>
  readonly county_list: Readonly<Record<string, string>>
}

const LEVELS: Readonly<Record<string, number>> = { province: 1, city: 2, region: 3 }

/** Province, city and county, each level below the chosen one above. */
export const regionColumns = (regions: Regions, level: string, custom: string): Columns => {
  const below = (list: Readonly<Record<string, string>>, head: string, label: string): Column => {
    const found = Object.entries(list).filter(([code]) => code.startsWith(head))
    const own = custom === '' ? [] : [['', custom] as const]
    const all = [...own, ...found]
    return { label, values: all.map(([code]) => code), lines: all.map(([, name]) => name) }
  }
  return ([province = 0, city = 0]) => {
    const provinces = below(regions.province_list, '', '省')
    const head = provinces.values[province]?.slice(0, 2) || '-'
    const cities = below(regions.city_list, head, '市')
    const cityHead = cities.values[city]?.slice(0, 4) || '-'
    return [provinces, cities, below(regions.county_list, cityHead, '区')].slice(
      0,
      LEVELS[level] ?? LEVELS['region'],
    )
  }
}

/** Where the given values stand in their columns; what is not there is the first line. */
export const indexesOf = (columns: Columns, wanted: readonly string[]): number[] => {
  const chosen: number[] = []
  for (const [level, value] of wanted.entries()) {
    const { values = [], lines = [] } = columns(chosen)[level] ?? {}
    chosen.push(Math.max(0, values.indexOf(value), lines.indexOf(value)))
  }
  return chosen
}
