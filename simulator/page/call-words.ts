import type { GatewayCall } from '../contracts'
import { clockSeconds } from './clock'
import { field, list, words } from './field'

const LINES_SHOWN = 3

const yuan = (value: unknown) => {
  const amount = words(value)
  return amount === undefined || Number(amount) === 0 ? undefined : `¥${amount}`
}

const join = (...parts: readonly (string | undefined)[]) =>
  parts.filter((part) => part !== undefined).join(' · ')

const KINDS: Readonly<Record<string, string>> = { 1: 'dine-in 堂食', 3: 'delivery 外送' }

/** A cart on one line: the shop, how it is bought, the goods, what is off already. */
const cartWords = (cart: unknown) => {
  const lines = list(field(cart, 'trade_marks'))
  const goods = lines.slice(0, LINES_SHOWN).map((line) => {
    const [num, mark] = [words(field(line, 'num')), words(field(line, 'trade_mark'))]
    return `${num ?? '?'} × ${mark ?? '?'} ${yuan(field(line, 'price')) ?? ''}`.trim()
  })
  const more = lines.length > LINES_SHOWN ? `+${lines.length - LINES_SHOWN} 行` : undefined
  const off = yuan(field(cart, 'discount_price'))
  const fee = yuan(field(cart, 'delivery_fee'))
  return join(
    words(field(cart, 'multi_mark')),
    KINDS[words(field(cart, 'type_cate')) ?? ''],
    ...goods,
    more,
    off && `off 已减 ${off}`,
    fee && `fee 配送费 ${fee}`,
  )
}

/** What the gateway decided on one line: how many coupons of which kind, and the best. */
const verdictWords = (answer: unknown) => {
  const coupons = list(field(answer, 'coupons'))
  const count = (usable: unknown) => coupons.filter((one) => field(one, 'usable') === usable).length
  const open = count('unknown')
  const best = coupons.find((one) => field(one, 'id') === field(answer, 'best'))
  const title = words(field(best, 'coupon', 'title'))
  return join(
    `${count(true)} usable 可用`,
    open > 0 ? `${open} to confirm 待确认` : undefined,
    `${count(false)} not 不可用`,
    best ? `best 最优 ${title ?? ''} −${yuan(field(best, 'deduction')) ?? '¥0'}` : 'no best 无最优',
  )
}

const ANSWERS: Readonly<Record<string, (answer: unknown) => string>> = {
  '/usable-coupons': verdictWords,
  '/sessions': (answer) =>
    `a session until 会话有效至 ${clockSeconds(Number(field(answer, 'expires_at')) * 1000)}`,
  '/coupon-batches': (answer) =>
    `${words(field(answer, 'accepted')) ?? '?'} accepted 已接收 · ` +
    `${list(field(answer, 'refused')).length} refused 被拒`,
}

const QUESTIONS: Readonly<Record<string, (body: unknown) => string>> = {
  '/usable-coupons': cartWords,
  '/sessions': (body) => `user_id ${words(field(body, 'user_id')) ?? ''}`,
  '/coupon-batches': (body) => `${list(field(body, 'coupons')).length} batches 券批次`,
}

/** What was asked, on one line; empty where that has no words. */
export const questionWords = ({ path, body }: GatewayCall): string =>
  typeof body === 'object' && body !== null ? (QUESTIONS[path]?.(body) ?? '') : ''

/** What was answered, on one line; empty where that has no words. */
export const answerWords = ({ path, status, answer }: GatewayCall): string => {
  if (typeof answer === 'string') return 'not JSON 不是 JSON'
  if (status !== 200) return words(field(answer, 'error')) ?? ''
  return ANSWERS[path]?.(answer) ?? ''
}
