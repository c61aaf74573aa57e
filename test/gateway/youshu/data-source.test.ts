import { addDataSource } from '../../../cloudfunctions/coupon-gateway/youshu/data-source'
import { fakePorts } from '../fakes/ports'
import type { Behaviour, FakeUpstream } from '../fakes/upstream'
import { answers, APP_ID, APP_SECRET, startYoushu } from '../fakes/youshu'

let youshu: FakeUpstream
afterEach(() => youshu.close())

const add = async (...script: Behaviour[]) => {
  youshu = await startYoushu((_, count) => script[count - 1] ?? 'resets')
  const upstream = { appId: APP_ID, appSecret: APP_SECRET, baseUrl: youshu.url }
  return addDataSource(upstream, fakePorts(), { merchantId: '77' })
}
const made = answers({ retcode: 0, errmsg: '', data: { dataSource: { id: '101', type: 13 } } })
const exists = answers({ retcode: 16, errmsg: 'data_source_already_exist', data: {} })
const listed = answers({
  retcode: 0,
  errmsg: '',
  data: { dataSources: [{ id: '99' }, { id: '98' }] },
})

describe('a data source', () => {
  test('is created for the merchant', async () => {
    expect(await add(made)).toEqual({ kind: 'done', value: '101' })
    expect(JSON.parse(youshu.requests[0]?.body ?? '')).toEqual({ merchantId: '77' })
  })

  test('that exists already is looked up', async () => {
    expect(await add(exists, listed)).toEqual({ kind: 'done', value: '99' })
    const [, get] = youshu.requests
    expect(get?.method).toBe('GET')
    expect(get?.path).toBe('/data-api/v1/data_source/get')
    expect(get?.query.get('merchantId')).toBe('77')
  })

  test.each([
    ['a refusal is returned', [answers({ retcode: 3, errmsg: 'no merchant' })], 3],
    ['an answer without an id is malformed', [answers({ retcode: 0, data: {} })], 'malformed'],
    [
      'an empty list is malformed',
      [exists, answers({ retcode: 0, data: { dataSources: [] } })],
      'malformed',
    ],
    ['a refused look-up is returned', [exists, answers({ retcode: 4, errmsg: '' })], 4],
  ] as const)('%s', async (_, script, code) => {
    expect(await add(...script)).toMatchObject({ kind: 'upstream', code })
  })
})
