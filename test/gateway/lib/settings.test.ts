import { readingsOf, readSettings } from '../../../cloudfunctions/coupon-gateway/lib/settings'

describe('the variables of the gateway', () => {
  test('none is needed to start', () => {
    expect(readSettings({})).toEqual({
      settings: {
        GATEWAY_PLATFORM_USERS: 'openid',
        PORT: 8378,
        HOST: '127.0.0.1',
        GATEWAY_RATE_LIMIT: 600,
        GATEWAY_PROXIES: 0,
        GATEWAY_METRICS: 'open',
        GATEWAY_UPSTREAM_CONCURRENCY: 20,
        YOUSHU_BASE_URL: 'https://zhls.qq.com',
        WECHAT_BASE_URL: 'https://api.weixin.qq.com',
        COUPON_FACE: 'all_coupon_amount',
        COUPON_MINIMUM: 'reached',
        COUPON_PROVIDER: 'embedded',
        COUPON_SECOND_DEAREST: 'rank',
        COUPON_SHOP_CODE: 'code',
        COUPON_THRESHOLD: 'eligible',
        SHOP_IDS: new Map(),
        ZVCMS_BASE_URL: 'http://openapi.zvcms.com',
        ZVCMS_KEY_CASING: 'pascal',
        HOSTSIGN_REQUIRED: false,
        RELAY_APP_IDS: [],
        GATEWAY_DATA: '.data',
        GATEWAY_RETENTION_DAYS: 90,
      },
    })
  })

  test('a blank one is not set, and addresses lose their last slash', () => {
    expect(
      readSettings({ YOUSHU_APP_ID: '', PORT: '9000', YOUSHU_BASE_URL: 'http://127.0.0.1:9/' }),
    ).toMatchObject({ settings: { PORT: 9000, YOUSHU_BASE_URL: 'http://127.0.0.1:9' } })
    expect(readSettings({ YOUSHU_APP_SECRET: ' \t' })).toEqual(readSettings({}))
  })

  test('what stands around a value, as in a secret read from a file, is no part of it', () => {
    const key = 'an-operator-key-0'
    expect(
      readSettings({
        YOUSHU_APP_ID: 'bi1\n',
        YOUSHU_APP_SECRET: '\tse cret\r\n',
        GATEWAY_OPERATOR_KEY: ` ${key} `,
        PORT: '9000 ',
      }),
    ).toEqual(
      readSettings({
        YOUSHU_APP_ID: 'bi1',
        YOUSHU_APP_SECRET: 'se cret',
        GATEWAY_OPERATOR_KEY: key,
        PORT: '9000',
      }),
    )
  })

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['COUPON_PROVIDER', 'other'],
    ['GATEWAY_OPERATOR_KEY', 'too short'],
    ['GATEWAY_SESSION_SECRET', 'shorter than its hash'],
    ['GATEWAY_OPERATOR_KEY', 'long enough but of words'],
    ['ZVCMS_BASE_URL', 'openapi'],
    ['WECHAT_BASE_URL', 'ftp://host'],
    ['YOUSHU_BASE_URL', 'https://host/?a=1'],
    ['YOUSHU_BASE_URL', 'https://me:secret@host'],
    ['GATEWAY_RATE_LIMIT', '-1'],
    ['ZVCMS_KEY_CASING', 'snake'],
    ['HOSTSIGN_REQUIRED', 'yes'],
    ['GATEWAY_PATH_PREFIX', 'gw'],
    ['GATEWAY_PATH_PREFIX', '/gw/'],
    ['GATEWAY_UPSTREAM_CONCURRENCY', '0'],
    ['GATEWAY_METRICS', 'everybody'],
  ])('%s may not be %s, and the message does not repeat it', (name, value) => {
    const read = readSettings({ [name]: value })
    expect(read).toMatchObject({ issues: [{ received: 'something else' }] })
    expect(JSON.stringify(read)).toContain(name)
    expect(JSON.stringify(read)).not.toContain(value)
  })
})

describe('the relay’s variables', () => {
  const relay = (list: string) => readSettings({ RELAY_APP_IDS: list })

  test('app ids stand alone or with a secret', () => {
    expect(relay(' bi1, bi2:s ,bi3,')).toMatchObject({
      settings: {
        RELAY_APP_IDS: [{ appId: 'bi1' }, { appId: 'bi2', appSecret: 's' }, { appId: 'bi3' }],
      },
    })
    for (const list of ['bi1 bi2', ':s', 'bi1:', 'bi1:a:b', ',,:'])
      expect(relay(list)).toHaveProperty('issues')
  })

  test('events are kept for a month at least, so that repeats are recognised', () => {
    expect(readSettings({ GATEWAY_RETENTION_DAYS: '30' })).toHaveProperty('issues')
    expect(readSettings({ GATEWAY_RETENTION_DAYS: '31' })).toMatchObject({
      settings: { GATEWAY_RETENTION_DAYS: 31 },
    })
  })

  test('an address of a database is one, and is not repeated when it is none', () => {
    const read = readSettings({ DATABASE_URL: 'mysql://user:secret@host/name' })
    expect(read).toHaveProperty('issues')
    expect(JSON.stringify(read)).not.toContain('secret')
  })
})

describe("the readings of the vendor's document", () => {
  const readings = (env: Record<string, string>) => {
    const read = readSettings(env)
    return 'issues' in read ? read.issues.map(({ path }) => path) : readingsOf(read.settings)
  }

  test('have the documented defaults', () => {
    expect(readings({})).toEqual({
      shopIds: new Map(),
      shopCodeIsId: false,
      faceFrom: 'all_coupon_amount',
      thresholdOn: 'eligible',
      secondBy: 'rank',
      strictThreshold: false,
    })
  })

  test('are each a variable', () => {
    expect(
      readings({
        SHOP_IDS: 'aEtGbNNVQ3m1YStlySDB0Q=7559, 7101=5809',
        COUPON_SHOP_CODE: 'id',
        COUPON_FACE: 'amount',
        COUPON_THRESHOLD: 'order',
        COUPON_SECOND_DEAREST: 'price',
        COUPON_MINIMUM: 'exceeded',
      }),
    ).toEqual({
      shopIds: new Map([
        ['aEtGbNNVQ3m1YStlySDB0Q', '7559'],
        ['7101', '5809'],
      ]),
      shopCodeIsId: true,
      faceFrom: 'amount',
      thresholdOn: 'order',
      secondBy: 'price',
      strictThreshold: true,
    })
  })

  test.each([
    ['SHOP_IDS', '7559'],
    ['SHOP_IDS', 'a=b'],
    ['COUPON_SHOP_CODE', 'both'],
    ['COUPON_FACE', 'total'],
    ['COUPON_THRESHOLD', 'goods'],
    ['COUPON_SECOND_DEAREST', 'first'],
    ['COUPON_MINIMUM', '1'],
  ])('%s cannot be %s', (name, value) => {
    expect(readings({ [name]: value })).toEqual([name])
  })
})
