import type { GenericSchema } from 'valibot'
import { BaseInfo } from './base-info'
import { type Fields, isFields } from './fields'
import { isReviewed } from './reviewed'
import { type CardType, specialFields } from './special-fields'

const reviewedRows = (sent: unknown, table: Readonly<Record<string, GenericSchema>>): string[] =>
  Object.entries(table)
    .filter(([row, schema]) => isFields(sent) && Object.hasOwn(sent, row) && isReviewed(schema))
    .map(([row]) => row)

/**
 * The fields that put the card back into review, by the column 是否提审: `send_check` must be true when there are any.
 * Source: WeChat 管理卡券, notes 1.
 */
export const expectReview = (type: CardType, sent: Fields): string[] => [
  ...reviewedRows(sent['base_info'], BaseInfo.entries).map((row) => `base_info.${row}`),
  ...reviewedRows(sent, specialFields[type]),
]
