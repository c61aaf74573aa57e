const two = (value: number) => String(value).padStart(2, '0')

/** The time of day on this machine, to the second. */
export const clockSeconds = (ms: number): string => {
  const date = new Date(ms)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
}

/** The time of day on this machine, to the millisecond. */
export const clock = (ms: number): string =>
  `${clockSeconds(ms)}.${String(new Date(ms).getMilliseconds()).padStart(3, '0')}`
