import type { CouponsFailure } from '../../coupons/types'

/** Why there is no new answer, in a few words; nobody can mend a gateway from a checkout, so its troubles are one. */
export const FAILURE_WORDS: Readonly<Record<CouponsFailure, string>> = {
  no_gateway: '商家暂未接通优惠券查询',
  bad_cart: '订单里的商品信息不完整，暂时算不出优惠',
  unreachable: '暂时连不上优惠券服务',
  timeout: '网络有点慢，没有等到结果',
  unauthorized: '登录已过期',
  rejected: '优惠券服务没有接受这笔订单',
  malformed: '优惠券服务暂时异常',
}
