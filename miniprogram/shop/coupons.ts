/** A coupon in this user's wallet: `coupon_id` is the batch, `coupon_ins_id` the one piece that this user holds. */
export interface UserCoupon {
  readonly coupon_id: string
  readonly coupon_ins_id: string
  readonly coupon_ins_name: string
  readonly threshold_fen: number
  readonly off:
    | { readonly kind: 'fen'; readonly fen: number }
    | { readonly kind: 'percent'; readonly percent: number }
  readonly until: string
}

/** At most so many coupons on one order. */
export const COUPONS_PER_ORDER = 2

export const userCoupons: readonly UserCoupon[] = [
  {
    coupon_id: 'SL-WELCOME-300',
    coupon_ins_id: 'SL-WELCOME-300-0001',
    coupon_ins_name: '见面礼立减券',
    threshold_fen: 0,
    off: { kind: 'fen', fen: 300 },
    until: '2030.03.31',
  },
  {
    coupon_id: 'SL-MEMBER-90',
    coupon_ins_id: 'SL-MEMBER-90-0001',
    coupon_ins_name: '银卡会员九折券',
    threshold_fen: 0,
    off: { kind: 'percent', percent: 10 },
    until: '2030.06.30',
  },
  {
    coupon_id: 'SL-TEA-500',
    coupon_ins_id: 'SL-TEA-500-0001',
    coupon_ins_name: '秋茶满减券',
    threshold_fen: 2500,
    off: { kind: 'fen', fen: 500 },
    until: '2030.12.31',
  },
  {
    coupon_id: 'SL-TEA-500',
    coupon_ins_id: 'SL-TEA-500-0002',
    coupon_ins_name: '秋茶满减券',
    threshold_fen: 2500,
    off: { kind: 'fen', fen: 500 },
    until: '2030.12.31',
  },
  {
    coupon_id: 'SL-WARE-2000',
    coupon_ins_id: 'SL-WARE-2000-0001',
    coupon_ins_name: '茶器满减券',
    threshold_fen: 15000,
    off: { kind: 'fen', fen: 2000 },
    until: '2030.12.31',
  },
]
