import type { ServerResponse } from 'node:http'
import { fetchHttp } from '../../../cloudfunctions/coupon-gateway/lib/http'
import { cardStatistics } from '../../../cloudfunctions/coupon-gateway/wechat/statistics'
import { updateCard } from '../../../cloudfunctions/coupon-gateway/wechat/update-card'
import { APP_SECRET, type Reply } from './fake-wechat'
import { closeAll, opened } from './opened'

afterEach(closeAll)

const PATH = 'datacube/getcardbizuininfo'
const ASK = { report: 'summary', begin_date: '2026-01-01', end_date: '2026-01-02' }
const UPDATE = { card_id: 'c', card_type: 'cash', base_info: { get_limit: 1 } }

const answered =
  (status: number, body: string, headers: Record<string, string> = {}): Reply =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(body)
const DEEP = `{"list":[{"ref_date":"2026-01-01","more":${'['.repeat(20_000)}${']'.repeat(20_000)}}]}`
const halfClosed: Reply = (response) => {
  response.writeHead(200, { 'content-length': '1000' })
  response.write('{"list": [', () => response.destroy())
}
const silent: Reply = () => {}
// Only for silence, so that it costs the test no ten seconds; what answers may take its time on a busy machine.
const impatientFor = (reply: Reply): typeof fetchHttp =>
  reply === silent ? (request) => fetchHttp({ ...request, timeoutMs: 1_000 }) : fetchHttp

const FAULTS: [what: string, reply: Reply, code: string][] = [
  ['answers 500', answered(500, '{"errcode":0,"list":[]}'), 'http_500'],
  ['answers 502 with a page', answered(502, '<html>Bad Gateway</html>'), 'http_502'],
  ['answers a page with 200', answered(200, '<html>login</html>'), 'malformed'],
  ['answers nothing', answered(200, ''), 'malformed'],
  ['answers a list', answered(200, '[]'), 'malformed'],
  ['answers a list within a list, thousands deep', answered(200, DEEP), 'malformed'],
  ['closes half-way', halfClosed, 'network'],
  ['stays silent', silent, 'timeout'],
]

test.each(FAULTS)('a report survives that WeChat %s once', async (_what, reply) => {
  const { fake, wechat } = await opened({}, impatientFor(reply))
  fake.next(PATH, reply)
  expect(await cardStatistics(ASK, wechat)).toMatchObject({
    kind: 'done',
    value: { list: [{ view_cnt: 1 }] },
  })
})

test.each(FAULTS)('an update is not sent twice when WeChat %s', async (_what, reply, code) => {
  const { fake, wechat } = await opened({}, impatientFor(reply))
  fake.next('card/update', reply)
  const outcome = await updateCard(UPDATE, wechat)
  expect(outcome).toMatchObject({ kind: 'upstream', system: 'wechat', code, retryable: true })
  expect(fake.bodies('card/update')).toHaveLength(1)
})

test.each([301, 307, 308])(
  'a redirect (%i) is not followed, and the token goes nowhere',
  async (status) => {
    const elsewhere = await opened()
    const { fake, wechat } = await opened()
    const location = `${elsewhere.fake.url}/card/update`
    fake.next('card/update', answered(status, '', { location }))
    expect(await updateCard(UPDATE, wechat)).toMatchObject({
      code: `http_${status}`,
      retryable: false,
    })
    expect(elsewhere.fake.calls).toEqual([])
  },
)

test('no answer, no fault and no log line holds the token or the secret', async () => {
  const { fake, ports, wechat } = await opened({ notReadyWaits: [1] }, fetchHttp)
  fake.next('cgi-bin/stable_token', { errcode: 40125, errmsg: `invalid ${APP_SECRET}` })
  const outcomes = [await updateCard(UPDATE, wechat)]
  fake.next(
    PATH,
    { errcode: -1, errmsg: 'invalid token-1' },
    halfClosed,
    answered(500, 'token-1'),
    { errcode: 48001, errmsg: 'token-1' },
  )
  outcomes.push(await updateCard(UPDATE, wechat), await updateCard({ ...UPDATE, token: 1 }, wechat))
  const statistics = await cardStatistics(ASK, wechat)
  const shown = JSON.stringify([outcomes, statistics, ports.logged])
  expect(statistics).toMatchObject({ kind: 'upstream', code: 48001 })
  expect(ports.logged).toHaveLength(3)
  expect(shown).not.toContain('token-1')
  expect(shown).not.toContain(APP_SECRET)
})
