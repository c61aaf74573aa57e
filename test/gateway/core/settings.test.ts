import { readSettings } from '../../../cloudfunctions/coupon-gateway/core/settings'

describe('the variables of the gateway', () => {
  test('none is needed to start', () => {
    expect(readSettings({})).toEqual({
      settings: {
        PORT: 8378,
        HOST: '127.0.0.1',
        GATEWAY_RATE_LIMIT: 600,
        YOUSHU_BASE_URL: 'https://zhls.qq.com',
        WECHAT_BASE_URL: 'https://api.weixin.qq.com',
        COUPON_PROVIDER: 'embedded',
        ZVCMS_KEY_CASING: 'pascal',
        HOSTSIGN_REQUIRED: false,
      },
    })
  })

  test('a blank one is not set, and addresses lose their last slash', () => {
    expect(
      readSettings({ YOUSHU_APP_ID: '', PORT: '9000', YOUSHU_BASE_URL: 'http://127.0.0.1:9/' }),
    ).toMatchObject({ settings: { PORT: 9000, YOUSHU_BASE_URL: 'http://127.0.0.1:9' } })
  })

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['COUPON_PROVIDER', 'other'],
    ['GATEWAY_OPERATOR_KEY', 'too short'],
    ['GATEWAY_SESSION_SECRET', 'shorter than its hash'],
    ['ZVCMS_BASE_URL', 'openapi'],
    ['GATEWAY_RATE_LIMIT', '-1'],
    ['ZVCMS_KEY_CASING', 'snake'],
    ['HOSTSIGN_REQUIRED', 'yes'],
  ])('%s may not be %s, and the complaint does not repeat it', (name, value) => {
    const read = readSettings({ [name]: value })
    expect(read).toMatchObject({ issues: [{ received: 'something else' }] })
    expect(JSON.stringify(read)).toContain(name)
    expect(JSON.stringify(read)).not.toContain(value)
  })
})
