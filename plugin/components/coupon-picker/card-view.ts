import type { Coupon } from '../../coupons/types'
import { formatValidity, formatYuan, titleOf, truncate } from './format'

/** What one card shows. */
export interface CardView {
  /** Its place in the list of its tab. */
  readonly at: number
  readonly kind: 'usable' | 'unknown' | 'unusable'
  /** What it takes off this cart in yuan, without the ¥; empty where only its face value is known. */
  readonly off: string
  /** Its face value as the merchant wrote it, where it takes nothing off. */
  readonly face: string
  /** What the number above means. */
  readonly meaning: string
  readonly title: string
  readonly tags: readonly string[]
  readonly validity: string
  readonly soon: boolean
  readonly reason: string
  readonly best: boolean
  readonly checked: boolean
  readonly hasRules: boolean
  /** The rules, where they are open. */
  readonly rules: string
  /** What stands above the card, where a new group begins with it. */
  readonly heading: string
  /** The card in one sentence, for screen readers. */
  readonly label: string
}

interface CardContext {
  readonly at: number
  /** In ms. */
  readonly now: number
  readonly best: string | null
  readonly checked: boolean
  readonly open: boolean
  readonly heading: string
}

// In characters. Far more than a card has room for; what is longer is a mistake or an attack, and only makes the phone slow.
const MAX_TITLE = 60
const MAX_TAG = 12
const MAX_FACE = 10
const MAX_REASON = 120
const MAX_RULES = 2000

const KINDS = { true: 'usable', unknown: 'unknown', false: 'unusable' } as const
const DEFAULT_REASONS = { usable: '', unknown: '能不能用以门店为准', unusable: '本单不能使用' }
const MEANINGS = { usable: '本单减', unknown: '预计减', unusable: '' }

/** A coupon as its card shows it. */
export const cardView = (piece: Coupon, context: CardContext): CardView => {
  const { at, now, best, checked, open, heading } = context
  const { coupon } = piece
  const kind = KINDS[`${piece.usable}`]
  const off = kind !== 'unusable' && piece.deduction > 0 ? formatYuan(piece.deduction) : ''
  const face = off ? '' : truncate(coupon.coupon_amount || '优惠券', MAX_FACE)
  const meaning = off ? MEANINGS[kind] : ''
  const title = truncate(titleOf(piece), MAX_TITLE)
  const tags = [coupon.coupon_label, coupon.scene_type_desc]
    .flatMap((tag) => (tag ? [truncate(tag, MAX_TAG)] : []))
    .filter((tag, i, all) => all.indexOf(tag) === i)
  const dates = formatValidity(piece, now)
  const reason =
    kind === 'usable' ? '' : truncate(piece.reason_text || DEFAULT_REASONS[kind], MAX_REASON)
  const rules = coupon.desc || coupon.explain_text || ''
  const isBest = kind === 'usable' && piece.id === best
  const labelParts = [
    title,
    off ? `${meaning} ${off} 元` : face,
    isBest ? '最优' : '',
    kind === 'unknown' ? '待门店确认' : '',
    ...tags,
    dates.text,
    reason,
  ]
  return {
    at,
    kind,
    off,
    face,
    meaning,
    title,
    tags,
    validity: dates.text,
    soon: dates.soon && kind !== 'unusable',
    reason,
    best: isBest,
    checked,
    hasRules: rules !== '',
    rules: open ? truncate(rules, MAX_RULES) : '',
    heading,
    label: labelParts.filter(Boolean).join('，'),
  }
}
