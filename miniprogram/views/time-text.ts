const two = (part: number) => `${part}`.padStart(2, '0')

/** 2026-11-21 09:05:07, in the phone's own time zone. */
export function timeText(ms: number): string {
  const at = new Date(ms)
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`
}
