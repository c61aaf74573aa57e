const template = {
  id: '952',
  type: '',
  title: '奈雪联调专用现金券',
  amount: '',
  coupon_type: '',
  ' number_of_user': '',
  ' is_use_time_range': '',
  ' explain_text': '',
  category: '',
  all_coupon_amount: '',
}

const piece = {
  id: '',
  user_id: '383933091455959041',
  coupon_id: '390913441022877696',
  start_at: '1571068800',
  end_at: '1572796799',
  status: '0',
  couponId: '405537296400027648',
}

/**
 * The vendor's documented example, with as many of its empty fields as say something; or with other fields in it.
 * Source: zvcms API 2.0, 7.4.6, 响应示例.
 */
export const documentedAnswer = (coupon: object = {}, own: object = {}) => ({
  status: 'true',
  code: '0',
  message: '说明',
  data: [{ ...piece, ...own, coupon: { ...template, ...coupon } }],
})
