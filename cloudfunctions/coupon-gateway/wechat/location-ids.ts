import { check, pipe, union, array, number, string } from 'valibot'

const isId = (id: number): boolean => Number.isSafeInteger(id) && id > 0
const isList = (ids: string): boolean =>
  Buffer.byteLength(ids) <= 3072 &&
  ids.split(',').every((id) => /^\d+$/.test(id) && isId(Number(id)))

/**
 * The shops where the card holds: `"1234,2314"` as the table says, or an array of ids as WeChat's own example sends.
 * It is cleared with `"0"`, not with `""` and not with an empty array.
 * Source: WeChat 管理卡券, location_id_list.
 */
export const locationIds = union(
  [
    pipe(
      string(),
      check((ids) => ids === '0' || isList(ids)),
    ),
    pipe(
      array(number()),
      check((ids) => ids.length > 0 && ids.every(isId)),
    ),
  ],
  'ids of shops, "1234,2314" or [1234, 2314], at most 3072 bytes; "0" clears them',
)
