import type { Coupon } from '../../coupons/types'
import { age } from './age'
import { cut } from './cut'
import { yuan } from './yuan'
import { titleOf } from './title-of'

/** Where the picker stands. waiting: there is no cart yet. */
export type Phase = 'waiting' | 'loading' | 'ready' | 'empty' | 'stale' | 'failed'

/** What the row says that is always there. */
export interface RowView {
  readonly choice: string
  /** Such as −¥20 */
  readonly off: string
  readonly note: string
  readonly tone: 'chosen' | 'quiet' | 'trouble'
  /** The row in one sentence, for those who hear it. */
  readonly label: string
}

interface Standing {
  readonly phase: Phase
  readonly coupon: Coupon | null
  /** The user said: none. */
  readonly none: boolean
  readonly best: string | null
  readonly usable: number
  readonly unknown: number
  readonly unusable: number
  /** How old the answer is, in ms. */
  readonly old: number
}

const TITLE = 40

const row = (choice: string, note: string, tone: RowView['tone'] = 'quiet', off = ''): RowView => ({
  choice,
  off: off && `−¥${off}`,
  note,
  tone,
  label: ['优惠券', choice, off && `减 ${off} 元`, note].filter(Boolean).join('，'),
})

const counts = ({ usable, unknown, unusable }: Standing) => {
  if (usable) return `${usable} 张可用`
  return unknown ? `${unknown} 张待门店确认` : `${unusable} 张不可用，点开看原因`
}

const answered = (standing: Standing): RowView => {
  const { phase, coupon, none, best, usable, old } = standing
  const isOld = phase === 'stale' ? `，${age(old)}的结果` : ''
  const note = counts(standing) + isOld
  if (coupon) {
    const isBest = coupon.id === best && !isOld ? '，已选最优' : ''
    return row(cut(titleOf(coupon), TITLE), note + isBest, 'chosen', yuan(coupon.deduction))
  }
  return row(none && usable ? '不使用优惠券' : '暂无可用', note)
}

/** The summary row for where the picker stands. */
export const rowView = (standing: Standing): RowView => {
  const { phase, usable, unknown, unusable } = standing
  if (phase === 'waiting') return row('', '选好商品后可查看')
  if (phase === 'loading') return row('正在计算…', '按本单的商品查找优惠')
  if (phase === 'failed') return row('获取失败', '可重试，或不用券下单', 'trouble')
  if (usable + unknown + unusable === 0) return row('暂无优惠券', '还没有领到优惠券')
  return answered(standing)
}
