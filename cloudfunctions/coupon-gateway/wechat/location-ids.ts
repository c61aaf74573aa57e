import { array, check, number, pipe, string, union } from 'valibot'

const EXPECTED = 'shops as "1234,2314" or [1234, 2314], at most 3072 bytes; "0" clears them'

const isId = (id: number): boolean => Number.isSafeInteger(id) && id > 0
const isList = (ids: string): boolean =>
  Buffer.byteLength(ids) <= 3072 &&
  ids.split(',').every((id) => /^\d+$/.test(id) && isId(Number(id)))

/**
 * The shops where the card holds: a string as the table says, or an array as WeChat's own example sends.
 * They are cleared with `"0"`, not with `""` and not with an empty array.
 * Source: WeChat 管理卡券, location_id_list: 清空门店更新时传“0”.
 */
export const locationIds = union(
  [
    pipe(
      string(),
      check((ids) => ids === '0' || isList(ids), EXPECTED),
    ),
    pipe(
      array(number()),
      check((ids) => ids.length > 0 && ids.every(isId) && isList(ids.join(',')), EXPECTED),
    ),
  ],
  EXPECTED,
)
