import { createHash } from 'node:crypto'
import { parseJson, writeJson } from './lib/json'
import { isRecord } from './lib/check'
import type { Http } from './lib/http'
import type { Ports } from './lib/ports'
import { type CardType, specialFields } from './wechat/card-update'
import { daysOf } from './wechat/days'
import { expectReview } from './wechat/plan-update'
import type { Io } from './cli/io'

const LATENCY_MS = 150
/** A made-up account at Youshu: the stand-in is behind its address. */
export const DEMO_YOUSHU = {
  YOUSHU_APP_ID: 'bi-demo',
  YOUSHU_APP_SECRET: 'demo-secret',
  YOUSHU_DATA_SOURCE_ID: '101',
  YOUSHU_BASE_URL: 'http://youshu.demo',
}
const DEMO_WECHAT = {
  WECHAT_APP_ID: 'wx-demo',
  WECHAT_APP_SECRET: 'demo-secret',
  WECHAT_BASE_URL: 'http://wechat.demo',
}

type Fields = Readonly<Record<string, unknown>>

/** The same number from 0 to `below` for the same text, every time. */
const countOf = (text: string, below: number): number =>
  createHash('sha256').update(text).digest().readUInt32BE() % below

/** One day as a report of WeChat has it: more at the weekend, and of ten who look two take a coupon. */
const dayOf = (ref_date: string): Fields => {
  const isWeekend = new Date(ref_date).getUTCDay() % 6 === 0
  const view_cnt = 400 + countOf(ref_date, 300) + (isWeekend ? 350 : 0)
  const receive_cnt = Math.round(view_cnt * (0.15 + countOf(`r${ref_date}`, 100) / 1_000))
  const verify_cnt = Math.round(receive_cnt * (0.3 + countOf(`v${ref_date}`, 200) / 1_000))
  return {
    ref_date,
    view_cnt,
    view_user: Math.round(view_cnt * 0.8),
    receive_cnt,
    receive_user: receive_cnt,
    verify_cnt,
    verify_user: verify_cnt,
    given_cnt: 0,
    given_user: 0,
    expire_cnt: Math.round(receive_cnt * 0.1),
    expire_user: Math.round(receive_cnt * 0.1),
  }
}

const isCardType = (key: string): key is CardType => Object.hasOwn(specialFields, key)

/** One card of any type, whose fields are what was last sent for them. */
const createCard = () => {
  let card: Fields = { base_info: { notice: '请出示二维码', service_phone: '020-11111111' } }
  return {
    get: (): Fields => ({ errcode: 0, errmsg: 'ok', card }),
    update: (sent: Fields): Fields => {
      const type = Object.keys(sent).find(isCardType) ?? 'cash'
      const fields = sent[type]
      if (!isRecord(fields)) return { errcode: 47001, errmsg: 'data format error' }
      const base_info = { ...Object(card['base_info']), ...Object(fields['base_info']) }
      card = { ...card, ...fields, base_info }
      return { errcode: 0, errmsg: 'ok', send_check: expectReview(type, fields).length > 0 }
    },
  }
}

/** Youshu and WeChat as far as a try needs them, inside of this process: no account, no network. */
export const createDemoVendor = ({ clock }: Pick<Ports, 'clock'>): Http => {
  const card = createCard()
  const answer = (path: string, body: Fields): unknown => {
    if (path.endsWith('/stable_token')) return { access_token: 'demo-token', expires_in: 7200 }
    if (path.endsWith('/data_source/add'))
      return { retcode: 0, errmsg: '', data: { dataSource: { id: '101', type: 13 } } }
    if (path.endsWith('/safe-report')) return { code: 0, msg: 'ok' }
    if (path.endsWith('/order/add_coupon')) return { retcode: 0, errmsg: '', data: {} }
    if (path.endsWith('/card/get')) return card.get()
    if (path.endsWith('/card/update')) return card.update(body)
    const range = { begin_date: String(body['begin_date']), end_date: String(body['end_date']) }
    return { list: daysOf(range).map(dayOf) }
  }
  return async ({ url, body = '{}' }) => {
    // So that the progress can be seen.
    await clock.sleep(LATENCY_MS)
    const given = parseJson(body)
    const text = writeJson(answer(new URL(url).pathname, isRecord(given) ? given : {}))
    return { kind: 'answered', status: 200, headers: {}, body: text }
  }
}

/** The same terminal and disk, with a stand-in for both vendors and an account there. */
export const demoIo = (io: Io): Io => {
  io.stderr('Demo: a stand-in inside of this process answers for the vendor. Nothing leaves it.')
  return {
    ...io,
    env: { ...io.env, ...DEMO_YOUSHU, ...DEMO_WECHAT },
    ports: { ...io.ports, http: createDemoVendor(io.ports) },
  }
}
