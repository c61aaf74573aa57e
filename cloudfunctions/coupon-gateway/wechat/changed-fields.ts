import { type Fields, isFields } from './fields'
import { isSame } from './is-same'

const differing = (rows: Fields, now: unknown): Fields =>
  Object.fromEntries(Object.entries(rows).filter(([row, value]) => !isSame({ [row]: value }, now)))

/**
 * What of the wanted fields differs from the card, and only that: to send a field as it is would put the card back
 * into review for nothing. A structure (`date_info`, `custom_field1`) goes whole or not at all.
 * Source: WeChat 管理卡券, notes 2: 接口更新方式为覆盖更新.
 */
export const changedFields = ({ base_info: base, ...special }: Fields, now: Fields): Fields => {
  const changed = isFields(base) ? differing(base, now['base_info']) : {}
  return {
    ...(Object.keys(changed).length > 0 && { base_info: changed }),
    ...differing(special, now),
  }
}
