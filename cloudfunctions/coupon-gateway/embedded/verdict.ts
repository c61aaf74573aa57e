import type { Occasion } from './occasion'
import type { Reason } from './reason'
import type { Answer, Rule } from './rule'
import { RULES } from './rules'

/** Whether a coupon can be used; if not, or if nobody here can tell, by which rule, and in a sentence for the user. */
export interface Verdict {
  readonly usable: Answer
  readonly reason?: Reason
  readonly reason_text?: string
}

const INCOMPLETE = '优惠券规则不完整,以门店确认为准'

/** The first rule that says no decides; where none does, the first that cannot tell; else it is usable. */
export const verdictOn = (occasion: Occasion): Verdict => {
  let open: Rule | undefined
  for (const rule of RULES) {
    const answer = rule.holds(occasion)
    if (answer === false) {
      return { usable: false, reason: rule.reason, reason_text: rule.because(occasion) }
    }
    if (answer === 'unknown') open ??= rule
  }
  if (!open) return { usable: true }
  const reason_text = open.undecided?.(occasion) ?? INCOMPLETE
  return { usable: 'unknown', reason: open.reason, reason_text }
}
