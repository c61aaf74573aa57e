import { CHINA } from './validity'

/** A moment as people in China write it: `2026-11-30 10:00`. */
export const dayAndTime = (seconds: number): string =>
  new Date((seconds + CHINA) * 1000).toISOString().slice(0, 16).replace('T', ' ')
