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

/** What was decided, the same for all pieces that are alike. */
type Result = Pick<
  EvaluatedCoupon,
  'usable' | 'deduction' | 'reason' | 'reason_text' | 'start_at' | 'end_at'
>

/**
 * An evaluation with what a picker shows, at most a quarter of the bytes: a table by columns, best first. `template` and
 * `result` are places in the lists beside it, because many coupons share them.
 */
export interface CompactEvaluation {
  readonly best: string | null
  readonly templates: readonly Partial<CouponTemplate>[]
  readonly results: readonly Result[]
  /** Equally long; `null` for what is not there. */
  readonly columns: {
    readonly id: readonly string[]
    readonly couponId: readonly (string | null)[]
    readonly coupon_id: readonly (string | null)[]
    readonly template: readonly number[]
    readonly result: readonly number[]
  }
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

const resultOf = ({
  usable,
  deduction,
  reason,
  reason_text,
  start_at,
  end_at,
}: EvaluatedCoupon): Result => ({ usable, deduction, reason, reason_text, start_at, end_at })

/** Whether the same was decided about two pieces of one template. */
const isAlike = (one: EvaluatedCoupon, other: EvaluatedCoupon): boolean =>
  one.usable === other.usable &&
  one.deduction === other.deduction &&
  one.start_at === other.start_at &&
  one.end_at === other.end_at &&
  one.reason === other.reason &&
  one.reason_text === other.reason_text

interface Place {
  readonly of: EvaluatedCoupon
  readonly template: number
  readonly result: number
}

export const compact = ({ best, coupons }: Evaluation): CompactEvaluation => {
  const templates = distinct<Partial<CouponTemplate>>()
  const results = distinct<Result>()
  const places = new Map<CouponTemplate, Place[]>()
  const placeOf = (evaluated: EvaluatedCoupon): Place => {
    const ofTemplate = places.get(evaluated.coupon) ?? []
    const found = ofTemplate.find(({ of }) => isAlike(of, evaluated))
    if (found) return found
    const { key, texts } = wordsOf(evaluated.coupon)
    const result = resultOf(evaluated)
    const place = {
      of: evaluated,
      template: templates.placeOf(key, texts),
      result: results.placeOf(JSON.stringify(result), result),
    }
    places.set(evaluated.coupon, [...ofTemplate, place])
    return place
  }
  const placed = coupons.map(placeOf)
  return {
    best,
    templates: templates.list,
    results: results.list,
    columns: {
      id: coupons.map(({ id }) => id),
      couponId: coupons.map(({ couponId = null }) => couponId),
      coupon_id: coupons.map(({ coupon_id = null }) => coupon_id),
      template: placed.map(({ template }) => template),
      result: placed.map(({ result }) => result),
    },
  }
}
