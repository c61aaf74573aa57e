import { isRecord } from '../lib/check'
import type { CouponFile } from './coupons-file'

/** The lines on which the objects of the outermost array begin. */
const lines = (text: string): number[] => {
  const found: number[] = []
  const open: string[] = []
  let line = 1
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (char === '\n') line += 1
    if (quoted && char === '\\') at += 1
    else if (char === '"') quoted = !quoted
    else if (!quoted && (char === '{' || char === '[')) {
      if (char === '{' && open.at(-1) === '[' && open.length <= 2) found.push(line)
      open.push(char)
    } else if (!quoted && (char === '}' || char === ']')) open.pop()
  }
  return found
}

/** An array of coupons, or the vendor's own body `{"dataSourceId": …, "coupons": […]}`. */
export const couponsFromJson = (text: string): CouponFile => {
  let input: unknown
  try {
    input = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { problem: `The file is not JSON: ${error instanceof Error ? error.message : ''}` }
  }
  const body: Record<string, unknown> =
    isRecord(input) && !Array.isArray(input) ? input : { coupons: input }
  const { coupons, dataSourceId } = body
  if (!Array.isArray(coupons))
    return { problem: 'The file holds neither an array of coupons nor {"coupons": […]}' }
  const at = lines(text)
  return {
    rows: coupons.map((coupon: unknown, index) => ({ line: at[index] ?? 0, coupon })),
    ...(typeof dataSourceId === 'string' && { dataSourceId }),
  }
}
