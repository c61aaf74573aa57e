import type { CouponsAnswer, CouponsFailure } from '../../coupons/types'
import { age } from './age'
import type { Choice } from './choose'
import { cut } from './cut'
import { FAILURE_WORDS } from './failure-words'
import { type Phase, type RowView, rowView } from './row-view'
import type { Sections } from './sections'
import { titleOf } from './title-of'

export type Tab = 'usable' | 'unusable'

/** All that the picker shows but the cards. */
export interface PickerView {
  readonly row: RowView
  /** Why the chosen coupon is another one now. */
  readonly notice: string
  readonly body: 'words' | 'skeleton' | 'failed' | 'list'
  /** The list is of the cart before, and the next one is under way. */
  readonly busy: boolean
  /** What stands in place of a list, or of the cards of a tab that has none. */
  readonly title: string
  readonly words: string
  readonly bare: boolean
  /** That the answer is old, how old, and why. */
  readonly stale: string
  readonly tab: Tab
  readonly usable: number
  readonly unusable: number
  /** Whether 不使用优惠券 is offered, and chosen. */
  readonly none: boolean
  readonly noneChecked: boolean
  readonly skipped: string
}

export interface Known {
  readonly phase: Phase
  readonly answer: CouponsAnswer | undefined
  readonly reason: CouponsFailure | undefined
  readonly groups: Sections
  readonly choice: Choice
  readonly tab: Tab
  /** In ms. */
  readonly now: number
}

const TITLE = 30

// The marks keep a title that is written from right to left from turning the sentence around it.
const quoted = (title: string) => `「\u2068${cut(title, TITLE)}\u2069」`

const noticeOf = ({ replaced, coupon }: Choice) => {
  if (replaced === undefined) return ''
  const gone = `原来选的${quoted(replaced)}本单不能用了`
  return coupon ? `${gone}，已换成最优的${quoted(titleOf(coupon))}` : `${gone}，也没有其他可用的券`
}

/** Whether this tab has no cards while the other one has. */
const isBare = ({ tab, groups }: Known) =>
  tab === 'unusable'
    ? groups.unusable.length === 0
    : groups.usable.length + groups.unknown.length === 0

const wordsOf = (known: Known): readonly [title: string, words: string] => {
  const { phase, reason, answer, tab } = known
  if (phase === 'waiting') return ['还没有商品', '选好商品后，这里会列出可用的优惠券']
  if (phase === 'failed')
    return ['没能取到优惠券', `${FAILURE_WORDS[reason ?? 'malformed']}\n也可以不用券，直接下单`]
  if (answer?.coupons.length)
    return tab === 'unusable'
      ? ['没有不可用的优惠券', '']
      : ['本单没有可用的优惠券', '点「不可用」可以看每张券的原因']
  return answer?.skipped ? ['暂无可显示的优惠券', ''] : ['暂无优惠券', '领到的优惠券会出现在这里']
}

const bodyOf = ({ phase, answer }: Known): PickerView['body'] => {
  if (phase === 'failed') return 'failed'
  if (answer?.coupons.length) return 'list'
  return phase === 'loading' ? 'skeleton' : 'words'
}

/** What the picker shows, but for the cards. */
export const pickerView = (known: Known): PickerView => {
  const { phase, answer, reason, groups, choice, tab, now } = known
  const [title, words] = wordsOf(known)
  const old = now - (answer?.at ?? now)
  const [usable, unknown, unusable] = [groups.usable, groups.unknown, groups.unusable].map(
    ({ length }) => length,
  ) as [number, number, number]
  const none = choice.wish.kind === 'none'
  return {
    row: rowView({
      phase,
      coupon: choice.coupon,
      none,
      best: answer?.best ?? null,
      usable,
      unknown,
      unusable,
      old,
    }),
    notice: noticeOf(choice),
    body: bodyOf(known),
    busy: phase === 'loading',
    title,
    words,
    bare: isBare(known),
    stale:
      phase === 'stale'
        ? `${FAILURE_WORDS[reason ?? 'unreachable']}，先显示上次的结果（${age(old)}）`
        : '',
    tab,
    usable,
    unusable,
    none: tab === 'usable' && usable > 0,
    noneChecked: none,
    skipped: answer?.skipped ? `另有 ${answer.skipped} 张优惠券暂时无法显示` : '',
  }
}
