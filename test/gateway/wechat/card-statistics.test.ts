import captures from '../../cases/10-wechat-datacube-captures.json'
import samples from '../../cases/09-wechat-card-skit-samples.json'
import { cardStatistics } from '../../../cloudfunctions/coupon-gateway/wechat/statistics'
import { writeJson } from '../../../cloudfunctions/coupon-gateway/lib/json'
import { closeAll, opened } from './opened'

afterEach(closeAll)

const RANGE = { begin_date: '2016-06-27', end_date: '2016-07-06' }
const PATH = 'datacube/getcardbizuininfo'
const NOT_READY = captures.errors.find(({ errcode }) => errcode === 61503) ?? {}

describe('what WeChat answers', () => {
  test.each([
    ['summary', PATH, samples['DataCube/Card/DataCubeGetCardBusinessInfoResponse']],
    [
      'free_coupon',
      'datacube/getcardcardinfo',
      samples['DataCube/Card/DataCubeGetCardCardInfoResponse'],
    ],
    [
      'member_card',
      'datacube/getcardmembercardinfo',
      samples['DataCube/Card/DataCubeGetCardMemberCardInfoResponse'],
    ],
    [
      'member_card_detail',
      'datacube/getcardmembercarddetail',
      samples['DataCube/Card/DataCubeGetCardMemberCardDetailResponse'],
    ],
    ['summary', PATH, captures.getcardbizuininfo],
    ['free_coupon', 'datacube/getcardcardinfo', captures.getcardcardinfo],
  ])('for %s is passed on with every field, listed or not', async (report, path, answer) => {
    const { fake, wechat } = await opened()
    fake.next(path, answer)
    const card = report === 'member_card_detail' ? { card_id: 'c' } : {}
    expect(await cardStatistics({ report, ...RANGE, ...card }, wechat)).toEqual({
      kind: 'done',
      value: answer,
    })
  })

  test.each([{}, { list: 'none' }])(
    'is not passed on when it is another thing: %j',
    async (answer) => {
      const { fake, wechat } = await opened()
      fake.next(PATH, answer)
      const outcome = await cardStatistics({ report: 'summary', ...RANGE }, wechat)
      expect(outcome).toMatchObject({ kind: 'upstream', system: 'wechat', code: 'malformed' })
    },
  )

  test.each<[string, unknown, string]>([
    ['a count as text', { ref_date: 'x', view_cnt: '1' }, 'list[1].view_cnt'],
    ['no count', { ref_date: 'x', view_cnt: null }, 'list[1].view_cnt'],
    ['no day', { view_cnt: 1 }, 'list[1].ref_date'],
    ['a day as a number', { ref_date: 20160627 }, 'list[1].ref_date'],
  ])('a row with %s is kept as it is, with a warning', async (_, row, path) => {
    const { fake, wechat } = await opened()
    const list = [{ ref_date: '2016-06-27', view_cnt: 1 }, row]
    fake.next(PATH, { list })
    expect(await cardStatistics({ report: 'summary', ...RANGE }, wechat)).toMatchObject({
      kind: 'done',
      value: { list },
      warnings: [{ path }],
    })
  })

  test('what is no row at all is left out, with a warning', async () => {
    const { fake, wechat } = await opened()
    const good = { ref_date: '2016-06-27' }
    fake.next(PATH, { list: [null, good, 7] })
    expect(await cardStatistics({ report: 'summary', ...RANGE }, wechat)).toMatchObject({
      value: { list: [good] },
      warnings: [{ path: 'list[0]' }, { path: 'list[2]' }],
    })
  })

  test('an id of 19 digits keeps them all', async () => {
    const { fake, wechat } = await opened()
    fake.next('datacube/getcardmembercarddetail', (response) =>
      response.end('{"list":[{"ref_date":"2016-07-06","submerchantid":4055372964000276481}]}'),
    )
    const request = { report: 'member_card_detail', card_id: 'c', ...RANGE }
    const outcome = await cardStatistics(request, wechat)
    expect(outcome).not.toHaveProperty('warnings')
    expect(outcome.kind === 'done' && writeJson(outcome.value)).toContain(
      '"submerchantid":4055372964000276481',
    )
  })

  test('warnings of odd rows are bounded', async () => {
    const { fake, wechat } = await opened()
    fake.next(PATH, { list: Array.from({ length: 5_000 }, () => ({ ref_date: 1 })) })
    const outcome = await cardStatistics({ report: 'summary', ...RANGE }, wechat)
    expect(outcome.kind === 'done' && outcome.warnings).toHaveLength(1_000)
  })

  test('may be an empty list', async () => {
    const { fake, wechat } = await opened()
    fake.next(PATH, { list: [] })
    const outcome = await cardStatistics({ report: 'summary', ...RANGE }, wechat)
    expect(outcome).toEqual({ kind: 'done', value: { list: [] } })
  })
})

describe('a long range', () => {
  const YEAR = {
    report: 'summary',
    begin_date: '2025-01-01',
    end_date: '2025-12-31',
    cond_source: 1,
  }

  test('of a year takes six calls in order, and is joined', async () => {
    const { fake, wechat } = await opened()
    const progress: string[] = []
    const outcome = await cardStatistics(YEAR, wechat, (count, of) =>
      progress.push(`${count}/${of}`),
    )
    const begins = [
      '2025-01-01',
      '2025-03-04',
      '2025-05-05',
      '2025-07-06',
      '2025-09-06',
      '2025-11-07',
    ]
    expect(outcome).toEqual({
      kind: 'done',
      value: { list: begins.map((ref_date) => ({ ref_date, view_cnt: 1 })) },
    })
    expect(fake.bodies(PATH).map((body) => body['cond_source'])).toEqual(Array(6).fill(1))
    expect(progress).toEqual(['0/6', '1/6', '2/6', '3/6', '4/6', '5/6', '6/6'])
  })

  test.each([
    ['ten years', '2016-01-01', '2025-12-31', 'done'],
    ['ten years and a day', '2016-01-01', '2026-01-01', 'invalid'],
    ['a year with a digit too few', '0016-01-01', '2016-01-01', 'invalid'],
  ])('of %s is %s', async (_, begin_date, end_date, kind) => {
    const { fake, wechat } = await opened()
    const outcome = await cardStatistics({ ...YEAR, begin_date, end_date }, wechat)
    expect(outcome.kind).toBe(kind)
    if (outcome.kind !== 'invalid') return
    expect(outcome.issues).toMatchObject([{ path: 'end_date', expected: 'at most 10 years' }])
    expect(fake.calls).toEqual([])
  })

  test('fails as a whole when WeChat refuses a piece', async () => {
    const { fake, wechat } = await opened()
    fake.next(PATH, { list: [] }, { errcode: 48001, errmsg: 'api unauthorized' })
    expect(await cardStatistics(YEAR, wechat)).toMatchObject({ kind: 'upstream', code: 48001 })
    expect(fake.bodies(PATH)).toHaveLength(2)
  })

  test('goes on with a new token when the old one ends on the way', async () => {
    const { fake, wechat } = await opened()
    fake.next(PATH, { list: [] }, { errcode: 42001, errmsg: 'access_token expired' })
    const outcome = await cardStatistics(YEAR, wechat)
    expect(outcome.kind).toBe('done')
    expect(fake.bodies(PATH)).toHaveLength(7)
  })
})

describe('statistics that are not ready (61503)', () => {
  const ask = { report: 'summary', ...RANGE }

  test('are asked for again after each wait, and then there', async () => {
    const { fake, ports, wechat } = await opened({ notReadyWaits: [60_000, 120_000] })
    fake.next(PATH, NOT_READY, NOT_READY)
    expect(await cardStatistics(ask, wechat)).toMatchObject({ kind: 'done' })
    expect(ports.waits).toEqual([60_000, 120_000])
    expect(fake.bodies(PATH)).toHaveLength(3)
  })

  test('end in the words of WeChat when the waits are used up', async () => {
    const { fake, ports, wechat } = await opened()
    fake.next(PATH, NOT_READY, NOT_READY, NOT_READY)
    expect(await cardStatistics(ask, wechat)).toEqual({
      kind: 'upstream',
      system: 'wechat',
      code: 61503,
      message: 'data not ready, please try later hint: [p0xlKa0767r234]',
      meaning: 'the statistics are not ready yet: try again later',
      retryable: true,
    })
    expect(ports.waits).toEqual([1000, 3000])
  })
})

test.each([
  [61500, 'a date is not written as 2015-06-15'],
  [61501, 'the range is longer than 62 days, or not over yet'],
])('%i is explained, and not asked for again', async (code, meaning) => {
  const { fake, ports, wechat } = await opened()
  const error = captures.errors.find(({ errcode }) => errcode === code) ?? {}
  fake.next(PATH, error)
  const outcome = await cardStatistics({ report: 'summary', ...RANGE }, wechat)
  expect(outcome).toMatchObject({ kind: 'upstream', code, meaning, retryable: false })
  expect(ports.waits).toEqual([])
})

test.each([-1, 45011])('%i is asked for again soon, three times at most', async (errcode) => {
  const { fake, ports, wechat } = await opened()
  const busy = { errcode, errmsg: 'system error' }
  fake.next(PATH, busy, busy, busy, busy, busy)
  const outcome = await cardStatistics({ report: 'summary', ...RANGE }, wechat)
  expect(outcome).toMatchObject({ kind: 'upstream', code: errcode, retryable: true })
  expect(fake.bodies(PATH)).toHaveLength(4)
  expect(ports.waits).toEqual([250, 500, 1000])
})
