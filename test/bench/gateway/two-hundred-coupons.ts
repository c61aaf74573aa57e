const START = 1_735_689_600
const END = 1_924_991_999

const RULES: readonly object[] = [
  { title: '满30减6', total_amount: '6', min_amount_use: 30 },
  { title: '8.5折券', coupon_type: 1, total_amount: '8.5' },
  { title: '第二件半价', category: 4, goods_range_num: 1, min_num: 1, total_amount: '5' },
  { title: '满500减80', total_amount: '80', min_amount_use: 500 },
  { title: '外卖减5', total_amount: '5', scene_type: 1 },
  { title: '指定门店减8', total_amount: '8', multi_range_type: 1, shop_ids: '7559,5809' },
  { title: '最贵一件免单', category: 2, max_num: 1 },
  { title: '免配送费', category: 6 },
]

/** Coupons of all kinds in one user's hands, as a catalogue file holds them. */
export const couponsOf = (user_id: string, count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    id: String(405_537_296 + index),
    user_id,
    coupon_id: String(390_913_441 + index),
    start_at: START,
    end_at: END,
    status: 0,
    couponId: String(1_000_000_000 + index),
    coupon: {
      id: String(900 + (index % 8)),
      type: 1,
      coupon_type: 0,
      category: 0,
      min_amount_use: 0,
      min_num_use: 0,
      goods_range_type: 0,
      expire_type: 0,
      status: 1,
      scene_type: 7,
      only_coupon: 1,
      ...RULES[index % RULES.length],
    },
  }))

export const cartOf = (lines: number) => ({
  multi_mark: '7559',
  discount_price: '0',
  type_cate: 1,
  trade_marks: Array.from({ length: lines }, (_, index) => ({
    num: 1 + (index % 3),
    trade_mark: String(201_909_280_011_111 + index),
    price: (9.9 + index).toFixed(2),
  })),
})
