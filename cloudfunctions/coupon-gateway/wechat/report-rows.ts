import {
  array,
  entriesFromList,
  type InferOutput,
  looseObject,
  number,
  object,
  optional,
  string,
} from 'valibot'

const count = optional(number())
const id = optional(string())

const common = entriesFromList(
  ['view_cnt', 'view_user', 'receive_cnt', 'receive_user', 'verify_cnt', 'verify_user'],
  count,
)
const coupons = {
  ref_date: string(),
  ...common,
  ...entriesFromList(['given_cnt', 'given_user', 'expire_cnt', 'expire_user'], count),
}
const members = {
  ref_date: string(),
  ...common,
  ...entriesFromList(['active_user', 'total_user', 'total_receive_user'], count),
}

/**
 * The four tables of answers. A live row holds fields that no table lists, which are kept, and lacks some that are
 * listed; so every count may be absent. The names differ between the tables as they do at WeChat (`cardid`).
 * Source: WeChat 统计卡券数据, 字段说明.
 */
export const reportRows = {
  summary: looseObject(coupons),
  free_coupon: looseObject({ card_id: id, card_type: count, ...coupons }),
  member_card: looseObject(members),
  member_card_detail: looseObject({
    cardid: id,
    ...members,
    ...entriesFromList(
      ['merchanttype', 'submerchantid', 'active_cnt', 'new_user', 'payOriginalFee', 'fee'],
      count,
    ),
  }),
}
/** The four reports, by our names. */
export type Report = keyof typeof reportRows
export type ReportRow = InferOutput<(typeof reportRows)[Report]>

/** What an answer holds. */
export const ReportAnswer = (report: Report) => object({ list: array(reportRows[report]) })
