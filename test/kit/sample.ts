import { check as checkAll, type Schema } from '../../plugin/event/schema'

/** As a collector checks: it knows no warnings. */
export const check = (schema: Schema<unknown>, event: unknown) =>
  checkAll(schema, event).map(({ severity, ...issue }) => {
    expect(severity).toBe('error')
    return issue
  })

/**
 * The request of the vendor's own document, with the blanks that the table requires filled in, and the others left
 * out. Source: Tencent Youshu, 核销优惠券 consume_coupon, 请求示例.
 */
export const sample = () => ({
  type: 'consume_coupon',
  props: {
    action_type: 'pre_consume',
    coupon: { coupon_id: 'batch-1', external: true },
    coupon_instance: { coupon_ins_id: 'piece-1', coupon_ins_name: '满 30 减 5' },
    order_id: 'order-1',
    coupon_deduction: 5.5,
    page: 'pages/product?sku_id=AOdjf7u',
    page_title: '商品详情、商城首页',
    sr_sdk_version: '1.1.6',
    time: '1560409473714',
    wx_user: {
      app_id: 'wx9d4f5f22pa099f82',
      open_id: 'ogN6X0T-ilsH-XmIdzXtuR1f1r3Q',
      user_id: '548019854034',
      union_id: 'o6_bmlsdaXds8d6_sgVt7hM3OPfL',
      local_id: '360b8853-64bf-3fba-e9a0-5abb1e4d7721',
      tag: [{ tag_id: '游客', tag_name: '游客' }],
      extra: { level: 3 },
    },
    chan: {
      chan_wxapp_scene: 1037,
      chan_id: 'poster_1',
      chan_refer_app_id: 'wx9d6f5f6gea059654',
      chan_shop_id: 'shop-1',
      chan_shop_name: '南山店',
      chan_custom: {
        chan_custom_id: 'mp-article-12375',
        chan_custom_id_desc: '公众号文章(id=12375)',
        chan_custom_cat_3: 'mp-article',
        chan_custom_cat_3_desc: '公众号文章',
        chan_custom_cat_2: 'media',
        chan_custom_cat_2_desc: '媒体',
        chan_custom_cat_1: 'wechat',
        chan_custom_cat_1_desc: '微信',
      },
      extra: {},
    },
    component: { component_id: 'card-1', component_name: '优惠券卡片' },
    extra: { event_id: 'pre_consume/order-1/piece-1' },
  },
})

const steps = (path: string): string[] => path.split(/[.[\]]+/).filter(Boolean)

/** The value with another one at the path; undefined takes it out. The value itself stays as it is. */
export const set = <T>(value: T, path: string, to: unknown): T => {
  const copy = structuredClone(value)
  const keys = steps(path)
  const last = keys.pop() ?? ''
  let at = copy as Record<string, unknown>
  for (const key of keys) at = at[key] as Record<string, unknown>
  if (to === undefined) delete at[last]
  else at[last] = to
  return copy
}

/** The same, for several at once. */
export const setAll = <T>(value: T, changes: Readonly<Record<string, unknown>>): T =>
  Object.entries(changes).reduce((done, [path, to]) => set(done, path, to), value)
