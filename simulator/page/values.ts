const two = (value: number) => String(value).padStart(2, '0')

/** The time of day on this machine, to the second. */
export const clockSeconds = (ms: number): string => {
  const date = new Date(ms)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
}

/** The time of day on this machine, to the millisecond. */
export const clock = (ms: number): string =>
  `${clockSeconds(ms)}.${String(new Date(ms).getMilliseconds()).padStart(3, '0')}`

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long something took, for people: `< 0.1 s`, `0.4 s`, `31 s`, `3 m 4 s`, `2 h 5 m`, `1 d 2 h`. */
export const span = (ms: number): string => {
  if (ms < SECOND / 20) return '< 0.1 s'
  if (ms < SECOND) return `${(ms / SECOND).toFixed(1)} s`
  if (ms < MINUTE) return `${Math.round(ms / SECOND)} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} m ${Math.round((ms % MINUTE) / SECOND)} s`
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${Math.round((ms % HOUR) / MINUTE)} m`
  return `${Math.floor(ms / DAY)} d ${Math.round((ms % DAY) / HOUR)} h`
}

/** How long a write took: `1.4 ms`. */
export const milliseconds = (ms: number): string => (ms < 0.05 ? '< 0.1 ms' : `${ms.toFixed(1)} ms`)

/** What a coupon took off, in yuan: `−¥5.00`. */
export const deduction = (value: unknown): string =>
  typeof value === 'number' ? `−¥${value.toFixed(2)}` : ''

/** A countdown: `0:04`, `9:43`, `1:02:03`. */
export const countdown = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / SECOND))
  const minutes = Math.floor(seconds / 60)
  return minutes >= 60
    ? `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`
}

/** What stands at this place of a value that came over the network; undefined where nothing does. */
export const field = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined,
    value,
  )

/** A text or a number as text; undefined for anything else. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

/** A list, or an empty one. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
