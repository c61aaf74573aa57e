import { readSettings } from '../../../cloudfunctions/coupon-gateway/lib/settings'
import {
  catalogueFile,
  configured,
  refusal,
  warningsOf,
} from '../../../cloudfunctions/coupon-gateway/lib/startup'

type Env = Record<string, string>

const settingsOf = (env: Env) => {
  const read = readSettings(env)
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  return read.settings
}
const warnings = (env: Env) => warningsOf(settingsOf(env), env)
const PRODUCTION = {
  NODE_ENV: 'production',
  GATEWAY_OPERATOR_KEY: 'x'.repeat(16),
  GATEWAY_SESSION_SECRET: 'x'.repeat(32),
}

describe('the demo catalogue', () => {
  test('is refused in production, with what to do instead', () => {
    expect(refusal(settingsOf(PRODUCTION), PRODUCTION)).toContain('COUPON_CATALOG')
    expect(catalogueFile(settingsOf(PRODUCTION), PRODUCTION)).toBeUndefined()
  })

  test.each<[string, Env]>([
    ['a catalogue', { COUPON_CATALOG: '/data/coupons.json' }],
    ['the store', { COUPON_CATALOG: 'store' }],
    ['zvcms', { COUPON_PROVIDER: 'zvcms' }],
    ['the demo by its name', { COUPON_CATALOG: 'demo' }],
  ])('production starts with %s', (_, more) => {
    const env = { ...PRODUCTION, ...more }
    expect(refusal(settingsOf(env), env)).toBeUndefined()
  })

  test('is what a newcomer who only looks around gets', () => {
    expect(refusal(settingsOf({}), {})).toBeUndefined()
    expect(catalogueFile(settingsOf({}), {})).toMatch(/catalogue\.json$/)
  })
})

describe('what the start warns of', () => {
  test.each<[string, Env, string]>([
    ['a letter too few', { YOUSHU_AP_ID: 'bi1' }, 'did you mean YOUSHU_APP_ID?'],
    ['two letters exchanged', { WECHAT_APP_SERCET: 's' }, 'did you mean WECHAT_APP_SECRET?'],
    ['another beginning', { GATWAY_OPERATOR_KEY: 's' }, 'did you mean GATEWAY_OPERATOR_KEY?'],
    ['a name of ours that is none', { GATEWAY_LOG_LEVEL: 'debug' }, 'GATEWAY_LOG_LEVEL is no'],
    ['half an account', { YOUSHU_APP_ID: 'bi1' }, 'YOUSHU_APP_SECRET missing: /coupon-batches'],
    ['a third of one', { ZVCMS_OPEN_KEY: 'k' }, 'ZVCMS_OPEN_ID, ZVCMS_GRANT_CODE missing'],
    ['a provider without account', { COUPON_PROVIDER: 'zvcms' }, 'ZVCMS_OPEN_ID, ZVCMS_GRANT'],
    ['a check of nothing', { HOSTSIGN_REQUIRED: '1' }, 'without HOSTSIGN_TOKEN'],
    ['production without keys', { NODE_ENV: 'production' }, 'GATEWAY_OPERATOR_KEY is not set'],
  ])('%s', (_, env, said) => {
    expect(warnings(env).join('\n')).toContain(said)
  })

  test('names variables and never a value', () => {
    const env = {
      YOUSHU_AP_SECRET: 'a-secret',
      WECHAT_APP_SECRET: 'another',
      ZVCMS_OPEN_KEY: 'third',
    }
    expect(warnings(env).length).toBeGreaterThanOrEqual(3)
    expect(warnings(env).join()).not.toMatch(/a-secret|another|third/)
  })

  test('says nothing where nothing is wrong', () => {
    const env = {
      ...PRODUCTION,
      COUPON_CATALOG: 'c.json',
      YOUSHU_APP_ID: 'bi',
      YOUSHU_APP_SECRET: 's',
    }
    expect(
      warnings({ ...env, PATH: '/bin', HOSTNAME: 'pod', HOME: '/', NODE_VERSION: '22' }),
    ).toEqual([])
  })
})

test('what is configured is said by name', () => {
  const env = { YOUSHU_APP_ID: 'bi', YOUSHU_APP_SECRET: 'secret', HOSTSIGN_TOKEN: 'secret' }
  expect(configured(settingsOf(env))).toMatchObject({
    coupons: 'embedded',
    accounts: ['youshu'],
    hostsign: true,
  })
  expect(JSON.stringify(configured(settingsOf(env)))).not.toContain('secret')
})
