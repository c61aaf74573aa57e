import { CsvError, parse } from 'csv-parse/sync'
import { array, is, number, object, record, string } from 'valibot'
import { isRecord } from '../lib/check'
import { couponFields } from '../youshu/coupon'
import { cellValue, schemaAt } from './coupons-cell'
import type { CouponFile } from './coupons-file'

const Records = array(
  object({ record: record(string(), string()), info: object({ lines: number() }) }),
)

/** `target_url.url_h5` puts the value into an object of its own; own keys only, whatever they are called. */
const place = (
  fields: Record<string, unknown>,
  [key = '', ...rest]: readonly string[],
  value: unknown,
) => {
  if (rest.length === 0)
    Object.defineProperty(fields, key, { value, enumerable: true, writable: true })
  else {
    const inner = Object.hasOwn(fields, key) ? fields[key] : {}
    if (isRecord(inner)) place(inner, rest, value)
    Object.defineProperty(fields, key, { value: inner, enumerable: true, writable: true })
  }
}

/** An empty cell is a field that is not there. */
const couponOf = (cells: Readonly<Record<string, string>>): unknown => {
  const coupon = {}
  for (const [column, cell] of Object.entries(cells)) {
    const path = column.split('.')
    if (cell !== '') place(coupon, path, cellValue(cell, schemaAt(couponFields, path)))
  }
  return coupon
}

/** One row for each coupon, a line of field names above them. */
export const couponsFromCsv = (text: string): CouponFile => {
  try {
    const records: unknown = parse(text, {
      bom: true,
      columns: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
    })
    if (!is(Records, records)) return { problem: 'The file is not CSV' }
    return {
      rows: records.map(({ record: cells, info }) => ({
        line: info.lines,
        coupon: couponOf(cells),
      })),
    }
  } catch (error) {
    // The parser's own words name the line.
    return { problem: error instanceof CsvError ? error.message : 'The file is not CSV' }
  }
}
