import { decodeCoupons } from '../../plugin/coupons/decode'
import type { GatewayCall } from '../contracts'
import { clockSeconds } from './clock'
import { field, list, words } from './field'
import { say, type Word } from './words'

const MAX_LINES = 3

const yuan = (value: unknown) => {
  const amount = words(value)
  return amount === undefined || Number(amount) === 0 ? undefined : `¥${amount}`
}

const join = (...parts: readonly (string | undefined)[]) =>
  parts.filter((part) => part !== undefined).join(' · ')

const WAYS: Readonly<Record<string, Word>> = { 1: 'dineIn', 3: 'delivery' }

/** A cart on one line: the shop, how it is bought, the goods, what is off already. */
const cartWords = (cart: unknown) => {
  const lines = list(field(cart, 'trade_marks'))
  const goods = lines.slice(0, MAX_LINES).map((line) => {
    const [num, mark] = [words(field(line, 'num')), words(field(line, 'trade_mark'))]
    return `${num ?? '?'} × ${mark ?? '?'} ${yuan(field(line, 'price')) ?? ''}`.trim()
  })
  const way = WAYS[words(field(cart, 'type_cate')) ?? '']
  const off = yuan(field(cart, 'discount_price'))
  const fee = yuan(field(cart, 'delivery_fee'))
  return join(
    words(field(cart, 'multi_mark')),
    way && say(way),
    ...goods,
    lines.length > MAX_LINES ? say('moreLines', lines.length - MAX_LINES) : undefined,
    off && say('off', off),
    fee && say('fee', fee),
  )
}

/** What an answer about usable coupons says, in numbers; undefined where it is none. */
export const couponSummary = (answer: unknown) => {
  // Whatever there was to pay: the page shows what was answered, in the long form or the short one.
  const { coupons = [], best: id } = decodeCoupons(answer, Infinity, 0) ?? {}
  const count = (usable: unknown) => coupons.filter((one) => one.usable === usable).length
  const best = coupons.find((one) => one.id === id)
  return {
    total: coupons.length,
    usable: count(true),
    unknown: count('unknown'),
    not: count(false),
    best: best && { title: best.coupon.title, deduction: yuan(best.deduction) ?? '¥0' },
  }
}

const resultWords = (answer: unknown) => {
  const { usable, unknown, not, best } = couponSummary(answer)
  return join(
    say('usable', usable),
    unknown > 0 ? say('toConfirm', unknown) : undefined,
    say('notUsable', not),
    best ? say('best', best.title, best.deduction) : say('noBest'),
  )
}

const ANSWERS: Readonly<Record<string, (answer: unknown) => string>> = {
  '/usable-coupons': resultWords,
  '/sessions': (answer) =>
    say('sessionUntil', clockSeconds(Number(field(answer, 'expires_at')) * 1000)),
  '/coupon-batches': (answer) =>
    say(
      'acceptedRefused',
      words(field(answer, 'accepted')) ?? '?',
      list(field(answer, 'refused')).length,
    ),
}

const QUESTIONS: Readonly<Record<string, (body: unknown) => string>> = {
  '/usable-coupons': cartWords,
  '/sessions': (body) => `user_id ${words(field(body, 'user_id')) ?? ''}`,
  '/coupon-batches': (body) => say('batchTotal', list(field(body, 'coupons')).length),
}

/** What was asked, on one line; empty where that has no words. */
export const questionWords = ({ path, body }: GatewayCall): string =>
  typeof body === 'object' && body !== null ? (QUESTIONS[path]?.(body) ?? '') : ''

/** What was answered, on one line; empty where that has no words. */
export const answerWords = ({ path, status, answer }: GatewayCall): string => {
  if (typeof answer === 'string') return say('notJson')
  if (status !== 200) return words(field(answer, 'error')) ?? ''
  return ANSWERS[path]?.(answer) ?? ''
}
