import type { CouponTemplate } from './coupon'
import type { EvaluatedCoupon, Evaluation } from './evaluate'

/** The texts of a template that a picker shows. */
const TEXTS = [
  'title',
  'coupon_label',
  'desc',
  'explain_text',
  'coupon_amount',
  'scene_type_desc',
] as const

/** What stands in a row, in this order; `null` for what is not there. */
const COLUMNS = [
  'id',
  'couponId',
  'coupon_id',
  'usable',
  'deduction',
  'start_at',
  'end_at',
  'template',
  'reason',
] as const

/**
 * An evaluation with what a picker shows, at most a quarter of the bytes: a table with one row for each coupon, best
 * first. `template` and `reason` are places in the lists beside it, because many coupons share them.
 */
export interface CompactEvaluation {
  readonly best: string | null
  readonly columns: typeof COLUMNS
  readonly templates: readonly Partial<CouponTemplate>[]
  readonly reasons: readonly { readonly reason: string; readonly reason_text: string }[]
  readonly rows: readonly (readonly (string | number | boolean | null)[])[]
}

interface Words {
  readonly texts: Partial<CouponTemplate>
  /** The same for templates of the same words. */
  readonly key: string
}

// A catalogue's templates stay as they were read, so each is looked through once; a vendor's go with their answer.
const known = new WeakMap<CouponTemplate, Words>()

const wordsOf = (template: CouponTemplate): Words => {
  const found = known.get(template)
  if (found) return found
  const texts: Partial<CouponTemplate> = Object.fromEntries(
    TEXTS.flatMap((name) => (template[name] === undefined ? [] : [[name, template[name]]])),
  )
  const words = { texts, key: JSON.stringify(texts) }
  known.set(template, words)
  return words
}

/** A list that holds each thing once, and the place of each. */
const distinct = <T>() => {
  const list: T[] = []
  const places = new Map<string, number>()
  return {
    list,
    placeOf(key: string, thing: T): number {
      const place = places.get(key)
      if (place !== undefined) return place
      places.set(key, list.length)
      return list.push(thing) - 1
    },
  }
}

export const compact = ({ best, coupons }: Evaluation): CompactEvaluation => {
  const templates = distinct<Partial<CouponTemplate>>()
  const reasons = distinct<CompactEvaluation['reasons'][number]>()
  const reasonOf = ({ reason, reason_text = '' }: EvaluatedCoupon): number | null =>
    reason === undefined
      ? null
      : reasons.placeOf(`${reason} ${reason_text}`, { reason, reason_text })
  const rows = coupons.map((evaluated) => {
    const { id, couponId = null, coupon_id = null, usable, deduction } = evaluated
    const { start_at = null, end_at = null } = evaluated
    const { key, texts } = wordsOf(evaluated.coupon)
    const template = templates.placeOf(key, texts)
    const reason = reasonOf(evaluated)
    return [id, couponId, coupon_id, usable, deduction, start_at, end_at, template, reason]
  })
  return { best, columns: COLUMNS, templates: templates.list, reasons: reasons.list, rows }
}
