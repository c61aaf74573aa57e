const two = (part: number): string => `${part}`.padStart(2, '0')

/** `at` in ms as 09:05:07, in the phone's own time zone. */
export const timeText = (at: number): string => {
  const time = new Date(at)
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')
}
