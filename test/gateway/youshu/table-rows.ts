const han = (bytes: number) => '券'.repeat(bytes / 3)
const text = (bytes: number) => 'x'.repeat(bytes)
const items = (count: number, item: unknown) => Array.from({ length: count }, () => item)

/** One row of the vendor's table: values that it takes, values that it does not. */
export type TableRow = readonly [field: string, good: readonly unknown[], bad: readonly unknown[]]

const bytes1to = (max: number): readonly [readonly unknown[], readonly unknown[]] => [
  ['x', text(max), han(Math.floor(max / 3) * 3)],
  ['', text(max + 1), han(Math.floor(max / 3) * 3) + '券', 7],
]
const among = (...values: number[]): readonly [readonly unknown[], readonly unknown[]] => [
  values,
  [Math.max(...values) + 1, Math.min(...values) - 1, String(values[0]), 1.5],
]
const CENTS = [
  [0, 0.01, 99.99, 1_000_000],
  [-0.01, 0.001, '1.00', null],
] as const
const YUAN = [
  [0, 12.345],
  [-1, '1', null],
] as const
const COUNT = [
  [0, 1000],
  [-1, 1.5, '1'],
] as const
const MS = [['1572395131732'], [1572395131732, '1572395131', '2019-10-30', '']] as const
const SECONDS = [
  ['43200', '0'],
  [43200, '-1', '12h', ''],
] as const
const BOOLEAN = [
  [true, false],
  [1, 'true', null],
] as const

/** The rows of the table, in its order. A field with a dot stands inside the object before it. */
export const TABLE: readonly TableRow[] = [
  ['external_coupon_id', ...bytes1to(100)],
  ['brand_name', ...bytes1to(64)],
  ['brand_logo', ...bytes1to(2048)],
  ['coupon_name', ...bytes1to(100)],
  ['promotion_ids', [[], ['1234', text(100)]], ['1234', [''], [text(101)], [1234]]],
  ['coupon_type', ...among(1, 2)],
  ['coupon_sub_type', [3, 4, 5, 6, 7], [0, 8, '4', 4.5]],
  ['plan_count', ...COUNT],
  ['store_count', [0, 500, -1], [1.5, '500', 2 ** 53]],
  ['available_status', ...among(1, 2)],
  ['stock_status', ...among(1, 2)],
  ['fixed_valid_time', ...SECONDS],
  ['fixed_valid_start_time', ...SECONDS],
  ['reminder_overdue', ...among(1, 2)],
  ['short_description', ...bytes1to(64)],
  ['rule_description', ...bytes1to(1000)],
  ['added_status', ...among(1, 2)],
  ['amount_coupon', ...CENTS],
  ['amount_original', ...YUAN],
  ['discount_coupon', [99.99, 85, 0, 100], [99.999, -1, 100.01, '85']],
  ['price_coupon', ...CENTS],
  ['amount_minimum', ...YUAN],
  ['max_discount_amount', ...YUAN],
  ['number_minimum', ...COUNT],
  ['release_status', ...among(1, 2, 3)],
  ['max_coupon_number_per_user', ...COUNT],
  ['max_coupon_number_per_user_daily', ...COUNT],
  ['max_amount_by_day', ...YUAN],
  ['max_coupons_by_day', ...COUNT],
  ['natural_person_limit', ...BOOLEAN],
  ['media_info', [{}, [{}], items(10, {})], ['url', items(11, {}), [1]]],
  ['media_info.primary_img', ['https://img/1.png', items(10, 'u')], [1, null, items(11, 'u'), [1]]],
  ['media_info.imgs', [[], items(10, { img_url: 'u' })], [items(11, { img_url: 'u' }), {}, 'u']],
  [
    'media_info.imgs',
    [[{ img_url: text(2048) }]],
    [[{ img_url: '' }], [{ img_url: text(2049) }], ['u']],
  ],
  ['product', [{}], ['all', []]],
  ['product.is_all', ...BOOLEAN],
  ['product.sku_ids', [['E1111', text(2048)]], ['E1111', [text(2049)], [1111]]],
  ['product.spu_ids', [['E1111', text(2048)]], ['E1111', [text(2049)], [1111]]],
  ['gift_info', [[], items(10, {})], [items(11, {}), {}, 'gift']],
  ['gift_info', [[{ external_sku_id: 'S1' }]], [[{ external_sku_id: 1 }]]],
  ['gift_info', [[{ sku_name_chinese: '杯子' }]], [[{ sku_name_chinese: 1 }]]],
  ['gift_info', [[{ goods_num: '2' }]], [[{ goods_num: 2 }]]],
  ['user', [{}], ['all', null]],
  ['user.all_users', ...BOOLEAN],
  ['store', [{}], ['all', null]],
  ['store.all_stores', ...BOOLEAN],
  ['store.store_info', [[], [{}]], [{}, ['7559']]],
  [
    'store.store_info',
    [[{ external_store_id: text(100), store_name: han(99) }]],
    [
      [{ external_store_id: '', store_name: 'a' }],
      [{ external_store_id: text(101), store_name: 'a' }],
      [{ external_store_id: 'a', store_name: '' }],
      [{ external_store_id: 'a', store_name: han(102) }],
    ],
  ],
  ['seller_info', [{}], ['seller', null]],
  ['seller_info.seller_id', ['S1'], [1, null]],
  ['release_location', [[], [{}]], [{}, ['CN']]],
  ...['country_code', 'country_name', 'province_name', 'city_name', 'district_name'].map(
    (field): TableRow => [
      'release_location',
      [[{ [field]: text(64) }], [{ [field]: han(63) }]],
      [[{ [field]: '' }], [{ [field]: text(65) }], [{ [field]: 44 }]],
    ],
  ),
  ...['province_code', 'city_code', 'district_code'].map((field): TableRow => [
    'release_location',
    [[{ [field]: 440000 }]],
    [[{ [field]: '440000' }], [{ [field]: 4.4 }]],
  ]),
  [
    'release_location',
    [[{ release_location_status: 1 }], [{ release_location_status: 2 }]],
    [[{ release_location_status: 0 }], [{ release_location_status: '1' }]],
  ],
  ['target_url', [{}], ['https://h5', null]],
  ['target_url.url_h5', ...bytes1to(100)],
  ['url_list', ['www.tencent.com'], [['www.tencent.com'], 1]],
  ['show_start_time', ...MS],
  ['show_end_time', ...MS],
  ['tag_info', [{}, items(10, {})], ['tag', items(11, {})]],
  ['tag_info.custom_tag', [[], items(50, {})], [items(51, {}), {}]],
  [
    'tag_info.custom_tag',
    [[{ tag_name: text(2048) }]],
    [[{ tag_name: text(2049) }], [{ tag_name: 1 }]],
  ],
  [
    'tag_info.custom_tag',
    [[{ tag_value: ['a', text(2048)] }]],
    [[{ tag_value: 'a' }], [{ tag_value: [text(2049)] }], [{ tag_value: [1] }]],
  ],
  ['is_deleted', ...among(0, 1)],
]
