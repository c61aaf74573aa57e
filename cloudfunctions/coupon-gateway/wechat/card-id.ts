import { check, pipe, string } from 'valibot'

/** Source: WeChat 统计卡券数据, card_id string(32). */
export const cardId = pipe(
  string(),
  check((id) => id !== '' && Buffer.byteLength(id) <= 32, 'a card id of 1 to 32 bytes'),
)
