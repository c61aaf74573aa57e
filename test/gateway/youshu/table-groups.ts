const text = (bytes: number) => 'x'.repeat(bytes)

/** Fields that come together: a whole group passes, each part alone does not. */
export const GROUPS: readonly (readonly [
  string,
  Record<string, unknown>,
  readonly Record<string, unknown>[],
])[] = [
  [
    'start_time and end_time',
    { start_time: '1572395131732', end_time: '1572395131732' },
    [
      { start_time: '1572395131732' },
      { end_time: '1572395131732' },
      { start_time: 1572395131732, end_time: '1572395131732' },
      { start_time: '1572395131732', end_time: '2019' },
    ],
  ],
  [
    'amount_coupon for sub type 1',
    { coupon_sub_type: 1, amount_coupon: 5 },
    [{ coupon_sub_type: 1 }],
  ],
  [
    'discount_coupon for sub type 2',
    { coupon_sub_type: 2, discount_coupon: 85 },
    [{ coupon_sub_type: 2 }, { coupon_sub_type: 2, amount_coupon: 5 }],
  ],
  [
    'external_store_id and store_name',
    { store: { store_info: [{ external_store_id: '1', store_name: '南山店' }] } },
    [
      { store: { store_info: [{ external_store_id: '1' }] } },
      { store: { store_info: [{ store_name: '南山店' }] } },
    ],
  ],
  [
    "a WeChat landing page's three",
    {
      target_url: {
        url_miniprogram: 'p/i',
        miniprogram_appid: 'wx1',
        miniprogram_username: 'gh_1',
      },
    },
    [
      { target_url: { url_miniprogram: 'p/i' } },
      { target_url: { url_miniprogram: 'p/i', miniprogram_appid: 'wx1' } },
      { target_url: { miniprogram_appid: 'wx1', miniprogram_username: 'gh_1' } },
      { target_url: { url_miniprogram: 'p/i', miniprogram_username: 'gh_1' } },
      {
        target_url: { url_miniprogram: 'p/i', miniprogram_appid: '', miniprogram_username: 'gh_1' },
      },
      {
        target_url: {
          url_miniprogram: text(101),
          miniprogram_appid: 'wx1',
          miniprogram_username: 'gh_1',
        },
      },
      {
        target_url: {
          url_miniprogram: 'p/i',
          miniprogram_appid: 'wx1',
          miniprogram_username: text(101),
        },
      },
    ],
  ],
  [
    "a QQ landing page's two",
    { target_url: { url_miniprogram_qq: 'p/i', miniprogram_appid_qq: '11' } },
    [
      { target_url: { url_miniprogram_qq: 'p/i' } },
      { target_url: { miniprogram_appid_qq: '11' } },
      { target_url: { url_miniprogram_qq: text(101), miniprogram_appid_qq: '11' } },
      { target_url: { url_miniprogram_qq: 'p/i', miniprogram_appid_qq: text(101) } },
    ],
  ],
  [
    'both fields of a CPS promotion',
    { third_promotion_info: { commission_rate: 10, promote_status: 0 } },
    [
      { third_promotion_info: {} },
      { third_promotion_info: { commission_rate: 10 } },
      { third_promotion_info: { promote_status: 1 } },
      { third_promotion_info: { commission_rate: 10.001, promote_status: 1 } },
      { third_promotion_info: { commission_rate: '10.00', promote_status: 1 } },
      { third_promotion_info: { commission_rate: 10, promote_status: 2 } },
    ],
  ],
]
