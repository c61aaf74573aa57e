import { changeOf, type CouponUse } from './consume-coupon'
import { type ActionType, type Component } from './context'
import { component, type Draft, idPart, type Moment, page } from './moment'
import {
  is,
  type Issue,
  list,
  milliseconds,
  object,
  optional,
  type Output,
  parse,
  text,
} from './schema'

/**
 * The newer (DataNexus) edition of the vendor's tables: `consume_coupon` without action and order, and the coupon's
 * earlier life. Loaded by those who use it.
 * Source: DataNexus, 核销优惠券 consume_coupon, and 点击优惠券 trigger_coupon; `expose_coupon` and `get_coupon` are sent by
 * public merchants in trigger_coupon's shape, their own tables were not found.
 */
const TYPES = ['expose_coupon', 'trigger_coupon', 'get_coupon'] as const
export type CouponActionType = (typeof TYPES)[number]

/** One coupon that is shown, tapped or received. */
export interface ActionCoupon {
  /** The batch, as the merchant's own system names it. */
  coupon_id: string
  /** The batch's name. Default: `coupon_ins_name`. */
  coupon_batch_name?: string
  /** The one piece of it that this user has, if there is one yet. */
  coupon_ins_id?: string
  coupon_ins_name?: string
  coupon_package_id?: string
  coupon_package_name?: string
  /** Distinguishes what would be the same action. Default: the time, but for a piece that was received. */
  change_id?: string
}

/** What happened to coupons before any order. */
export interface CouponAction {
  type: CouponActionType
  coupons: ActionCoupon[]
  component?: Component | string
  /** Milliseconds since 1970. Default: now. */
  time?: number | string
  /** Default: the page in front. */
  page?: string
  page_title?: string
}

const isType = is<CouponActionType>(TYPES.join(', '), (type) =>
  TYPES.some((known) => known === type),
)
const actionSchema = object({
  type: isType,
  coupons: list<unknown>((coupon) => coupon ?? null),
  component,
  time: optional(milliseconds),
  page: optional(page),
  page_title: optional(text),
})
const actionCouponSchema = object({
  coupon_id: text,
  coupon_batch_name: optional(text),
  coupon_ins_id: optional(text),
  coupon_ins_name: optional(text),
  coupon_package_id: optional(text),
  coupon_package_name: optional(text),
  change_id: optional(text),
})
type Action = Output<typeof actionSchema>
type Piece = Output<typeof actionCouponSchema> & { readonly coupon_batch_name: string }

/** A coupon action as it was understood; a coupon that makes no sense does not hold back the others. */
const readAction = (
  given: unknown,
): { action: Action | undefined; pieces: Piece[]; issues: Issue[] } => {
  const { output: action, issues } = parse(actionSchema, given)
  const pieces: Piece[] = []
  action?.coupons.forEach((item, index) => {
    const path = `coupons[${index}]`
    const { output: coupon, issues: broken } = parse(actionCouponSchema, item, path)
    issues.push(...broken)
    const coupon_batch_name = coupon?.coupon_batch_name ?? coupon?.coupon_ins_name
    if (coupon && coupon_batch_name) pieces.push({ ...coupon, coupon_batch_name })
    else if (coupon) {
      issues.push({
        path: `${path}.coupon_batch_name`,
        expected: 'coupon_batch_name or coupon_ins_name',
        received: 'undefined',
        severity: 'error',
      })
    }
  })
  return { action, pieces, issues }
}

/** Each of the two only beside the other. */
const pair = <A extends string, B extends string>(
  a: A,
  first: string | undefined,
  b: B,
  second: string | undefined,
) => (first && second ? ({ [a]: first, [b]: second } as Record<A | B, string>) : undefined)

const props = (moment: Moment) => ({
  page: moment.page,
  page_title: moment.page_title,
  sr_sdk_version: moment.sr_sdk_version,
  time: moment.time,
  wx_user: moment.wx_user,
  chan: moment.chan,
})

/** One event for one coupon that is shown, tapped or received. */
const couponAction = (piece: Piece, type: CouponActionType, moment: Moment): Draft => {
  const { coupon_id, coupon_batch_name, coupon_ins_id = '', change_id } = piece
  // A piece is received once; it may be shown and tapped again and again.
  const isOnce = type === 'get_coupon' && coupon_ins_id
  const again = change_id ?? (isOnce ? undefined : moment.time)
  const parts = [type, coupon_id, coupon_ins_id, ...(again ? [again] : [])]
  const id = parts.map(idPart).join('/')
  const coupon = pair('coupon_id', piece.coupon_ins_id, 'coupon_name', piece.coupon_ins_name)
  const coupon_package = pair(
    'coupon_package_id',
    piece.coupon_package_id,
    'coupon_package_name',
    piece.coupon_package_name,
  )
  return {
    id,
    group: '',
    step: type,
    event: {
      type,
      props: {
        ...props(moment),
        ...(coupon && { coupon }),
        ...(coupon_package && { coupon_package }),
        coupon_batch: { coupon_batch_id: coupon_id, coupon_batch_name },
        extra: {
          event_id: id,
          component: moment.component,
          coupon_ins_id: coupon ? undefined : piece.coupon_ins_id,
        },
      },
    },
  }
}

/**
 * The consumption as the newer edition has it: the piece is the coupon, its batch is named only where the batch's name
 * is known, and what has no place of its own stands in `extra`.
 */
export const consumeCoupon = (use: CouponUse, action_type: ActionType, moment: Moment): Draft => {
  const { id, group } = changeOf(use, action_type)
  const coupon_batch = pair(
    'coupon_batch_id',
    use.coupon_id,
    'coupon_batch_name',
    use.coupon_batch_name,
  )
  return {
    id,
    group,
    step: action_type,
    event: {
      type: 'consume_coupon',
      props: {
        ...props(moment),
        coupon: { coupon_id: use.coupon_ins_id, coupon_name: use.coupon_ins_name },
        ...(coupon_batch && { coupon_batch }),
        extra: {
          event_id: id,
          order_id: use.order_id,
          sub_order_id: use.sub_order_id,
          coupon_deduction: use.coupon_deduction,
          coupon_batch_id: coupon_batch ? undefined : use.coupon_id,
          component: moment.component,
        },
      },
    },
  }
}

/** What the tracker does with a moment that was named: it hands back what became of its events. */
type Report<T> = (
  named: Action,
  build: (isDatanexus: boolean, moment: Moment) => Draft[],
  issues: readonly Issue[],
) => T

/**
 * Reports what happened to coupons before any order. `isDatanexus`: undefined before it is known; where the other edition
 * turns out to be the tenant's, `onLate` hears what was wrong.
 */
export const trackAction = <T>(
  given: unknown,
  isDatanexus: boolean | undefined,
  report: Report<T>,
  onLate: (issues: readonly Issue[]) => void,
): { tracked: T | undefined; issues: Issue[] } => {
  const { action, pieces, issues } = readAction(given)
  if (!action) return { tracked: undefined, issues }
  const otherEdition: Issue = {
    path: 'type',
    expected: "an event of init({edition: 'datanexus'})",
    received: action.type,
    severity: 'error',
  }
  if (isDatanexus === false) return { tracked: undefined, issues: [...issues, otherEdition] }
  const tracked = report(
    action,
    (isKnown, moment) => {
      if (isKnown) return pieces.map((piece) => couponAction(piece, action.type, moment))
      onLate([otherEdition])
      return []
    },
    issues,
  )
  return { tracked, issues }
}
