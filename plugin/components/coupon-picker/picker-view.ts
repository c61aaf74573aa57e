import type { Coupon, CouponsAnswer, CouponsFailure } from '../../coupons/types'
import { FAILURE_TEXTS, formatAge, formatYuan, titleOf, truncate } from './format'
import type { CouponGroups, ResolvedSelection } from './selection'

/** What the picker is doing. waiting: there is no cart yet. */
export type Phase = 'waiting' | 'loading' | 'ready' | 'empty' | 'stale' | 'failed'
export type Tab = 'usable' | 'unusable'

/** The summary row, which is always there. */
interface RowView {
  readonly choice: string
  /** Such as −¥20 */
  readonly off: string
  readonly note: string
  readonly tone: 'chosen' | 'muted' | 'trouble'
}

/** All that the picker shows but the cards. */
export interface PickerView {
  readonly row: RowView
  /** Why the selected coupon is another one now. */
  readonly notice: string
  readonly body: 'message' | 'skeleton' | 'failed' | 'list'
  /** The list is of the cart before, and the next one is under way. */
  readonly busy: boolean
  /** What stands in place of a list, or of the cards of a tab that has none. */
  readonly title: string
  readonly message: string
  /** This tab has no cards while the other one has. */
  readonly bare: boolean
  /** That the answer is old, how old, and why. */
  readonly stale: string
  readonly tab: Tab
  readonly usable: number
  readonly unusable: number
  /** Whether 不使用优惠券 is offered, and selected. */
  readonly none: boolean
  readonly noneChecked: boolean
  readonly skipped: string
}

/** What the picker knows. */
export interface PickerState {
  readonly phase: Phase
  readonly answer: CouponsAnswer | undefined
  readonly reason: CouponsFailure | undefined
  readonly groups: CouponGroups
  readonly resolved: ResolvedSelection
  readonly tab: Tab
  /** In ms. */
  readonly now: number
}

// In characters.
const MAX_ROW_TITLE = 40
const MAX_NOTICE_TITLE = 30

interface RowState {
  readonly phase: Phase
  readonly coupon: Coupon | null
  /** The user selected none. */
  readonly none: boolean
  readonly best: string | null
  readonly usable: number
  readonly unknown: number
  readonly unusable: number
  /** The age of the answer, in ms. */
  readonly age: number
}

const row = (choice: string, note: string, tone: RowView['tone'] = 'muted', off = ''): RowView => ({
  choice,
  off: off && `−¥${off}`,
  note,
  tone,
})

const countText = ({ usable, unknown, unusable }: RowState) => {
  if (usable) return `${usable} 张可用`
  return unknown ? `${unknown} 张待门店确认` : `${unusable} 张不可用，点开看原因`
}

const answeredRow = (state: RowState): RowView => {
  const { phase, coupon, none, best, usable, age } = state
  const ageText = phase === 'stale' ? `，${formatAge(age)}的结果` : ''
  const note = countText(state) + ageText
  if (coupon) {
    const bestText = coupon.id === best && !ageText ? '，已选最优' : ''
    const title = truncate(titleOf(coupon), MAX_ROW_TITLE)
    return row(title, note + bestText, 'chosen', formatYuan(coupon.deduction))
  }
  return row(none && usable ? '不使用优惠券' : '暂无可用', note)
}

/** The summary row. */
export const rowView = (state: RowState): RowView => {
  const { phase, usable, unknown, unusable } = state
  if (phase === 'waiting') return row('', '选好商品后可查看')
  if (phase === 'loading') return row('正在计算…', '按本单的商品查找优惠')
  if (phase === 'failed') return row('获取失败', '可重试，或不用券下单', 'trouble')
  if (usable + unknown + unusable === 0) return row('暂无优惠券', '还没有领到优惠券')
  return answeredRow(state)
}

// The marks keep a title that is written from right to left from turning the sentence around it.
const quoted = (title: string) => `「\u2068${truncate(title, MAX_NOTICE_TITLE)}\u2069」`

const noticeText = ({ replaced, coupon }: ResolvedSelection) => {
  if (replaced === undefined) return ''
  const gone = `原来选的${quoted(replaced)}本单不能用了`
  return coupon ? `${gone}，已换成最优的${quoted(titleOf(coupon))}` : `${gone}，也没有其他可用的券`
}

const isBare = ({ tab, groups }: PickerState) =>
  tab === 'unusable'
    ? groups.unusable.length === 0
    : groups.usable.length + groups.unknown.length === 0

const messageOf = (state: PickerState): readonly [title: string, message: string] => {
  const { phase, reason, answer, tab } = state
  if (phase === 'waiting') return ['还没有商品', '选好商品后，这里会列出可用的优惠券']
  if (phase === 'failed')
    return ['没能取到优惠券', `${FAILURE_TEXTS[reason ?? 'malformed']}\n也可以不用券，直接下单`]
  if (answer?.coupons.length)
    return tab === 'unusable'
      ? ['没有不可用的优惠券', '']
      : ['本单没有可用的优惠券', '点「不可用」可以看每张券的原因']
  return answer?.skipped ? ['暂无可显示的优惠券', ''] : ['暂无优惠券', '领到的优惠券会出现在这里']
}

const bodyOf = ({ phase, answer }: PickerState): PickerView['body'] => {
  if (phase === 'failed') return 'failed'
  if (answer?.coupons.length) return 'list'
  return phase === 'loading' ? 'skeleton' : 'message'
}

/** What the picker shows, but for the cards. */
export const pickerView = (state: PickerState): PickerView => {
  const { phase, answer, reason, groups, resolved, tab, now } = state
  const [title, message] = messageOf(state)
  const age = now - (answer?.at ?? now)
  const usable = groups.usable.length
  const unusable = groups.unusable.length
  const none = resolved.selection.kind === 'none'
  return {
    row: rowView({
      phase,
      coupon: resolved.coupon,
      none,
      best: answer?.best ?? null,
      usable,
      unknown: groups.unknown.length,
      unusable,
      age,
    }),
    notice: noticeText(resolved),
    body: bodyOf(state),
    busy: phase === 'loading',
    title,
    message,
    bare: isBare(state),
    stale:
      phase === 'stale'
        ? `${FAILURE_TEXTS[reason ?? 'unreachable']}，先显示上次的结果（${formatAge(age)}）`
        : '',
    tab,
    usable,
    unusable,
    none: tab === 'usable' && usable > 0,
    noneChecked: none,
    skipped: answer?.skipped ? `另有 ${answer.skipped} 张优惠券暂时无法显示` : '',
  }
}
