import captures from '../../cases/10-wechat-datacube-captures.json'
import samples from '../../cases/09-wechat-card-skit-samples.json'
import { updateCard } from '../../../cloudfunctions/coupon-gateway/wechat/update-card'
import { closeAll, opened } from './opened'

afterEach(closeAll)

const answer = samples['Card/CardUpdateResponse']

describe("the sample request of SKIT's client", () => {
  const { card_id, member_card } = samples['Card/CardUpdateRequest']
  const { pay_info: _pay, ...base_info } = member_card.base_info
  const { activate_msg_operation: _operation, base_info: _base, ...rules } = member_card

  test('is sent as it is, without its two fields that the table does not list', async () => {
    const { fake, wechat } = await opened()
    fake.next('card/update', { ...answer, send_check: true })
    const listed = { card_id, card_type: 'member_card', base_info, ...rules }
    expect(await updateCard(listed, wechat)).toEqual({
      kind: 'done',
      value: {
        errcode: 0,
        errmsg: 'ok',
        send_check: true,
        send_check_expected: true,
        verified: true,
      },
    })
    expect(fake.bodies('card/update')).toEqual([{ card_id, member_card: { base_info, ...rules } }])
    expect(fake.calls.at(-1)?.token).toBe('token-1')
  })

  test('is refused with them, and nothing is sent', async () => {
    const { fake, wechat } = await opened()
    const outcome = await updateCard({ card_id, card_type: 'member_card', ...member_card }, wechat)
    expect(outcome).toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'base_info.pay_info' }, { path: 'activate_msg_operation' }],
    })
    expect(fake.calls).toEqual([])
  })
})

type Row = [type: string, path: string, value: unknown]
const REVIEWED: Row[] = [
  ['cash', 'base_info.logo_url', 'x'],
  ['cash', 'base_info.notice', 'x'],
  ['cash', 'base_info.description', 'x'],
  ['cash', 'base_info.color', 'Color010'],
  ['member_card', 'bonus_cleared', 'x'],
  ['member_card', 'bonus_rules', 'x'],
  ['member_card', 'balance_rules', 'x'],
  ['member_card', 'prerogative', 'x'],
  ['movie_ticket', 'detail', 'x'],
]
const FREE: Row[] = [
  ['cash', 'base_info.service_phone', 'x'],
  ['cash', 'base_info.location_id_list', '1'],
  ['cash', 'base_info.center_title', 'x'],
  ['cash', 'base_info.center_sub_title', 'x'],
  ['cash', 'base_info.center_url', 'x'],
  ['cash', 'base_info.custom_url_name', 'x'],
  ['cash', 'base_info.custom_url', 'x'],
  ['cash', 'base_info.custom_url_sub_title', 'x'],
  ['cash', 'base_info.promotion_url_name', 'x'],
  ['cash', 'base_info.promotion_url', 'x'],
  ['cash', 'base_info.promotion_url_sub_title', 'x'],
  ['cash', 'base_info.code_type', 'CODE_TYPE_TEXT'],
  ['cash', 'base_info.get_limit', 1],
  ['cash', 'base_info.can_share', true],
  ['cash', 'base_info.can_give_friend', true],
  ['cash', 'base_info.date_info', { type: 'DATE_TYPE_FIX_TIME_RANGE', end_timestamp: 9 }],
  ['member_card', 'custom_field1', { url: 'x' }],
  ['member_card', 'custom_field2', { url: 'x' }],
  ['member_card', 'custom_field3', { url: 'x' }],
  ['member_card', 'custom_cell1', { url: 'x' }],
  ['boarding_pass', 'departure_time', 1],
  ['boarding_pass', 'landing_time', 1],
  ['boarding_pass', 'boarding_time', 1],
  ['boarding_pass', 'gate', 'x'],
  ['scenic_ticket', 'guide_url', 'x'],
  ['meeting_ticket', 'map_url', 'x'],
]

const inputOf = (card_type: string, path: string, value: unknown) => {
  const [first = '', second] = path.split('.')
  return { card_id: 'c', card_type, [first]: second === undefined ? value : { [second]: value } }
}

describe('send_check', () => {
  test.each(REVIEWED)('is foretold for %s when %s changes', async (type, path, value) => {
    const { fake, wechat } = await opened()
    fake.next('card/update', { ...answer, send_check: true })
    expect(await updateCard(inputOf(type, path, value), wechat)).toEqual({
      kind: 'done',
      value: {
        errcode: 0,
        errmsg: 'ok',
        send_check: true,
        send_check_expected: true,
        verified: true,
      },
    })
  })

  test.each(FREE)('is not foretold for %s when %s changes', async (type, path, value) => {
    const { wechat } = await opened()
    expect(await updateCard(inputOf(type, path, value), wechat)).toEqual({
      kind: 'done',
      value: {
        errcode: 0,
        errmsg: 'ok',
        send_check: false,
        send_check_expected: false,
        verified: true,
      },
    })
  })

  test('warns, with the fields, when WeChat does not review what the table says', async () => {
    const { wechat } = await opened()
    const input = { card_id: 'c', card_type: 'cash', base_info: { notice: 'x', color: 'Color020' } }
    expect(await updateCard(input, wechat)).toEqual({
      kind: 'done',
      value: {
        errcode: 0,
        errmsg: 'ok',
        send_check: false,
        send_check_expected: true,
        verified: true,
      },
      warnings: [
        {
          path: 'send_check',
          expected: 'true: base_info.notice, base_info.color need review',
          received: 'false',
        },
      ],
    })
  })

  test('warns when WeChat reviews what the table does not say', async () => {
    const { fake, wechat } = await opened()
    fake.next('card/update', { ...answer, send_check: true })
    const outcome = await updateCard(inputOf('boarding_pass', 'gate', '3号'), wechat)
    expect(outcome).toMatchObject({
      value: { send_check: true, send_check_expected: false },
      warnings: [{ path: 'send_check', received: 'true' }],
    })
  })

  test('counts what is sent, not what was wanted', async () => {
    const { wechat } = await opened()
    const current = { base_info: { notice: 'x' } }
    const base_info = { notice: 'x', service_phone: '1' }
    const outcome = await updateCard(
      { card_id: 'c', card_type: 'gift', base_info, current },
      wechat,
    )
    expect(outcome).toMatchObject({ value: { send_check: false, send_check_expected: false } })
  })
})

test('a card that is already so is not called for', async () => {
  const { fake, wechat } = await opened()
  const base_info = { notice: 'x' }
  const outcome = await updateCard(
    { card_id: 'c', card_type: 'gift', base_info, current: { base_info } },
    wechat,
  )
  expect(outcome).toMatchObject({ kind: 'done', value: { errcode: 0, send_check: false } })
  expect(fake.calls).toEqual([])
})

test.each(captures.errors)(
  'WeChat saying $errcode is passed on in its own words, and not sent again',
  async ({ errcode, errmsg }) => {
    const { fake, wechat } = await opened()
    fake.next('card/update', { errcode, errmsg })
    const outcome = await updateCard(inputOf('cash', 'base_info.get_limit', 1), wechat)
    expect(outcome).toMatchObject({
      kind: 'upstream',
      system: 'wechat',
      code: errcode,
      message: errmsg,
    })
    expect(outcome).toHaveProperty('meaning')
    expect(fake.bodies('card/update')).toHaveLength(1)
  },
)

test.each([
  ['without send_check', {}, 'null'],
  ['with a send_check that is none', { send_check: 'maybe' }, '"maybe"'],
])('a change %s is made all the same: it is done, with a warning', async (_, rest, received) => {
  const { fake, wechat } = await opened()
  fake.next('card/update', { errcode: 0, errmsg: 'ok', ...rest })
  const outcome = await updateCard(inputOf('cash', 'base_info.get_limit', 1), wechat)
  expect(outcome).toEqual({
    kind: 'done',
    value: {
      errcode: 0,
      errmsg: 'ok',
      send_check: null,
      send_check_expected: false,
      verified: true,
    },
    warnings: [{ path: 'send_check', expected: 'false: no field needs review', received }],
  })
})

test('a message that quotes the token or the secret loses it', async () => {
  const { fake, wechat } = await opened()
  fake.next('card/update', { errcode: 48001, errmsg: 'token-1 has no right' })
  const outcome = await updateCard(inputOf('cash', 'base_info.get_limit', 1), wechat)
  expect(outcome).toMatchObject({ code: 48001, message: '*** has no right' })
})
