import { CHINA } from './validity'

const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`)

/** A moment as people in China write it: `2026-11-30 10:00`. Field by field, which costs a fifth of `toISOString`. */
export const dayAndTime = (seconds: number): string => {
  const moment = new Date((seconds + CHINA) * 1000)
  const day = [moment.getUTCFullYear(), two(moment.getUTCMonth() + 1), two(moment.getUTCDate())]
  return `${day.join('-')} ${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())}`
}
