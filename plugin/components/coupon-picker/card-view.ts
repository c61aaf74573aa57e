import type { Coupon } from '../../coupons/types'
import { cut } from './cut'
import { validity } from './validity'
import { yuan } from './yuan'
import { titleOf } from './title-of'

/** What one card shows. */
export interface CardView {
  /** Its place in the list of its tab. */
  readonly at: number
  readonly kind: 'usable' | 'unknown' | 'unusable'
  /** What it takes off this cart in yuan, without the ¥; empty where only its face value is known. */
  readonly off: string
  /** Its face value in the merchant's words, where it takes nothing off. */
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
  /** The card in one sentence, for those who hear it. */
  readonly label: string
}

export interface Surroundings {
  readonly at: number
  /** In ms. */
  readonly now: number
  readonly best: string | null
  readonly checked: boolean
  readonly open: boolean
  readonly heading: string
}

// Far more than a card has room for; what is longer is a mistake or mischief, and only makes the phone slow.
const TITLE = 60
const TAG = 12
const FACE = 10
const REASON = 120
const RULES = 2000

const KINDS = { true: 'usable', unknown: 'unknown', false: 'unusable' } as const
const WITHOUT_REASON = { usable: '', unknown: '能不能用以门店为准', unusable: '本单不能使用' }
const MEANINGS = { usable: '本单减', unknown: '预计减', unusable: '' }

/** A coupon as its card shows it. */
export const cardView = (piece: Coupon, surroundings: Surroundings): CardView => {
  const { at, now, best, checked, open, heading } = surroundings
  const { coupon } = piece
  const kind = KINDS[`${piece.usable}`]
  const off = kind !== 'unusable' && piece.deduction > 0 ? yuan(piece.deduction) : ''
  const face = off ? '' : cut(coupon.coupon_amount || '优惠券', FACE)
  const meaning = off ? MEANINGS[kind] : ''
  const title = cut(titleOf(piece), TITLE)
  const tags = [coupon.coupon_label, coupon.scene_type_desc]
    .flatMap((tag) => (tag ? [cut(tag, TAG)] : []))
    .filter((tag, i, all) => all.indexOf(tag) === i)
  const dates = validity(piece, now)
  const reason = kind === 'usable' ? '' : cut(piece.reason_text || WITHOUT_REASON[kind], REASON)
  const rules = coupon.desc || coupon.explain_text || ''
  const isBest = kind === 'usable' && piece.id === best
  const spoken = [
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
    rules: open ? cut(rules, RULES) : '',
    heading,
    label: spoken.filter(Boolean).join('，'),
  }
}
