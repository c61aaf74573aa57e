import requests from '../../cases/11-easywechat-datacube-requests.json'
import samples from '../../cases/09-wechat-card-skit-samples.json'
import { cardStatistics } from '../../../cloudfunctions/coupon-gateway/wechat/statistics'
import { closeAll, opened } from './opened'

afterEach(closeAll)

const RANGE = { begin_date: '2015-06-15', end_date: '2015-06-30' }
const PATHS = {
  summary: 'datacube/getcardbizuininfo',
  free_coupon: 'datacube/getcardcardinfo',
  member_card: 'datacube/getcardmembercardinfo',
  member_card_detail: 'datacube/getcardmembercarddetail',
}

const sent = async (input: object): Promise<unknown> => {
  const { fake, wechat } = await opened()
  const outcome = await cardStatistics(input, wechat)
  if (outcome.kind === 'invalid') {
    expect(fake.calls).toEqual([])
    return outcome.issues.map(({ path }) => path)
  }
  expect(outcome.kind).toBe('done')
  const { path, body } = fake.calls.at(-1) ?? {}
  return { path, body }
}

describe("the documents' samples", () => {
  test.each([
    ['summary', samples['DataCube/Card/DataCubeGetCardBusinessInfoRequest']],
    ['free_coupon', samples['DataCube/Card/DataCubeGetCardCardInfoRequest']],
    ['member_card', samples['DataCube/Card/DataCubeGetCardMemberCardInfoRequest']],
    ['member_card_detail', samples['DataCube/Card/DataCubeGetCardMemberCardDetailRequest']],
  ] as const)('%s is asked for with the same body', async (report, body) => {
    expect(await sent({ report, ...body })).toEqual({ path: PATHS[report], body })
  })
})

// The value 67 of those tests is none that the table knows; 1 stands in its place.
const known = (body: Record<string, unknown>) =>
  'cond_source' in body ? { ...body, cond_source: 1 } : body
test.each(requests.cases)("EasyWeChat's $call is the same request", async ({ path, body }) => {
  const [report] = Object.entries(PATHS).find(([, name]) => name === path) ?? []
  expect(await sent({ report, ...known(body) })).toEqual({ path, body: known(body) })
})

test.each(['summary', 'free_coupon', 'member_card'] as const)(
  '%s is about the console when no source is given',
  async (report) => {
    expect(await sent({ report, ...RANGE })).toMatchObject({ body: { ...RANGE, cond_source: 0 } })
  },
)

describe('each rule of the table, broken', () => {
  const summary = { report: 'summary', ...RANGE }
  test.each([
    ['an unknown report', { ...summary, report: 'orders' }, ['report']],
    ['no begin', { report: 'summary', end_date: '2015-06-30' }, ['begin_date']],
    ['no end', { report: 'summary', begin_date: '2015-06-30' }, ['end_date']],
    ['a begin without dashes', { ...summary, begin_date: '20150615' }, ['begin_date']],
    ['an end with single digits', { ...summary, end_date: '2015-6-30' }, ['end_date']],
    ['a day that does not exist', { ...summary, end_date: '2015-06-31' }, ['end_date']],
    ['a month that does not exist', { ...summary, end_date: '2015-13-01' }, ['end_date']],
    ['a day with a time', { ...summary, end_date: '2015-06-30T00:00' }, ['end_date']],
    ['a day as a number', { ...summary, end_date: 20150630 }, ['end_date']],
    ['an end before the begin', { ...summary, end_date: '2015-06-14' }, ['end_date']],
    ['today', { ...summary, end_date: '2026-11-22' }, ['end_date']],
    ['a source that is none', { ...summary, cond_source: 67 }, ['cond_source']],
    ['a source as a string', { ...summary, cond_source: '0' }, ['cond_source']],
    ['a card where none is asked for', { ...summary, card_id: 'c' }, ['card_id']],
    ['a card in the members', { ...summary, report: 'member_card', card_id: 'c' }, ['card_id']],
    [
      'too long a card id',
      { ...summary, report: 'free_coupon', card_id: 'x'.repeat(33) },
      ['card_id'],
    ],
    ['no card where one is needed', { ...summary, report: 'member_card_detail' }, ['card_id']],
    [
      'a source where none is taken',
      { ...summary, report: 'member_card_detail', card_id: 'c', cond_source: 0 },
      ['cond_source'],
    ],
    ['an unknown field', { ...summary, beginDate: 'x' }, ['beginDate']],
  ])('%s is refused, and nothing is sent', async (_what, input, paths) => {
    expect(await sent(input)).toEqual(paths)
  })
})

const askedAt = async (instant: string, end_date: string): Promise<string> => {
  const { ports, wechat } = await opened()
  ports.pass(Date.parse(instant) - ports.clock.now())
  return (await cardStatistics({ report: 'summary', begin_date: end_date, end_date }, wechat)).kind
}

describe('today in China', () => {
  test('begins at 16:00 UTC of the day before', async () => {
    expect(await askedAt('2026-11-20T15:59:59Z', '2026-11-20')).toBe('invalid')
    expect(await askedAt('2026-11-20T16:00:00Z', '2026-11-20')).toBe('done')
  })
})
