/** 2026-08-04 15:30 in China. */
export const NOW = Date.UTC(2026, 7, 4, 7, 30)

const seconds = (ms: number) => Math.floor(ms / 1000)
const chinaDay = (month: number, day: number) =>
  seconds(Date.UTC(2026, month - 1, day) - 8 * 3600_000)

/** A usable coupon as the gateway answers it. */
export const coupon = (fields: object = {}, template: object = {}) => ({
  id: '610000000000000002',
  couponId: '405537296400020002',
  coupon_id: '390913441022870002',
  usable: true,
  deduction: 8,
  start_at: chinaDay(1, 1),
  end_at: chinaDay(12, 31) + 86_399,
  coupon: {
    title: '满58减8元券',
    coupon_label: '全场',
    scene_type_desc: '通用',
    coupon_amount: '8元',
    desc: '任意商品满 58 元可用，堂食、外送均可。\n每笔订单限用一张，不找零、不兑现。',
    ...template,
  },
  ...fields,
})

/** What a checkout usually looks like: some usable, one that only the shop can decide, some not. */
export const USUAL = {
  source: 'embedded',
  best: '610000000000000001',
  coupons: [
    coupon(
      { id: '610000000000000001', deduction: 12.5, end_at: chinaDay(8, 4) + 86_399 },
      { title: '会员日全单八折券', coupon_label: '会员', coupon_amount: '8折' },
    ),
    coupon(),
    coupon(
      { id: '610000000000000003', deduction: 6 },
      { title: '桂花乌龙第二杯半价', coupon_label: '指定商品', scene_type_desc: '堂食', desc: '' },
    ),
    coupon(
      {
        id: '610000000000000004',
        usable: 'unknown',
        reason: 'category',
        reason_text: '买赠券由门店核对赠品，结账时请向店员出示',
        deduction: 0,
      },
      { title: '买二赠一券', coupon_label: '买赠', coupon_amount: '买2赠1' },
    ),
    coupon(
      {
        id: '610000000000000005',
        usable: false,
        reason: 'minimum',
        reason_text: '还差 48.00 元，满 108 元可用',
        deduction: 0,
      },
      { title: '满108减20元券', coupon_label: '不可同享', coupon_amount: '20元' },
    ),
    coupon(
      {
        id: '610000000000000006',
        usable: false,
        reason: 'scene',
        reason_text: '仅限外送订单使用',
        deduction: 0,
      },
      { title: '免配送费券', scene_type_desc: '外送', coupon_amount: '免配送费', desc: '' },
    ),
    coupon(
      {
        id: '610000000000000007',
        usable: false,
        reason: 'not_started',
        reason_text: '2026年9月1日起可用',
        deduction: 0,
        start_at: chinaDay(9, 1),
      },
      { title: '秋茶上新立减券', coupon_label: '新品', coupon_amount: '5元' },
    ),
  ],
}

/** Words that try to be markup, to turn the line around, or to be longer than any card. */
export const HOSTILE = {
  source: 'embedded',
  best: '1',
  coupons: [
    coupon(
      { id: '1' },
      { title: '<img src=x onerror="document.title=1">', coupon_label: '<b>x</b>' },
    ),
    coupon({ id: '2' }, { title: '\u202Eكوبون خصم ١٠٪ على جميع المشروبات', coupon_label: 'خصم' }),
    coupon({ id: '3' }, { title: '超长标题'.repeat(500), desc: '很长的规则。'.repeat(300) }),
    coupon({ id: '4' }, { title: 'A'.repeat(3000), coupon_label: 'LABEL'.repeat(20) }),
    coupon({ id: '5' }, { title: '👨‍👩‍👧‍👦🎉券🧋', scene_type_desc: '🧋'.repeat(30) }),
    coupon({ id: '6' }, { title: '   ', coupon_label: '', scene_type_desc: '{{1+1}}' }),
    coupon(
      {
        id: '7',
        usable: 'unknown',
        reason_text: '<script>alert(1)</script>'.repeat(9),
        deduction: 0,
      },
      { title: '{{card.label}}', coupon_amount: '<u>现金券</u>'.repeat(9) },
    ),
  ],
}

/** More than any user has: every tenth with rules to open. */
export const FIVE_THOUSAND = {
  source: 'embedded',
  best: '9007199254740993',
  coupons: Array.from({ length: 5000 }, (_, i) =>
    coupon(
      { id: `${9_007_199_254_740_993n + BigInt(i)}`, deduction: 1 + (i % 50) / 10 },
      {
        title: `第 ${i + 1} 张券${i % 3 ? '' : '，标题写得比别的券都长一些，要占两行才放得下'}`,
        desc: i % 10 ? '' : '任意商品可用。',
      },
    ),
  ),
}
