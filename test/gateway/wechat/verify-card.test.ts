import { updateCard } from '../../../cloudfunctions/coupon-gateway/wechat/update-card'
import { closeAll, opened } from './opened'

afterEach(closeAll)

const card = (base_info: object, special: object = {}) => ({
  card_type: 'CASH',
  cash: { base_info, ...special },
})
const update = (base_info: object) => ({ card_id: 'c', card_type: 'cash', base_info })
const paths = (fake: { calls: { path: string }[] }) =>
  fake.calls.map(({ path }) => path).filter((path) => path !== 'cgi-bin/stable_token')

describe('before the change the card is fetched', () => {
  test('and what it holds already is not sent, so that a review is foretold from what is there', async () => {
    const { fake, wechat } = await opened()
    fake.hold('c', card({ notice: '旧', service_phone: '1' }))
    const outcome = await updateCard(update({ notice: '旧', service_phone: '2' }), wechat)
    expect(outcome).toMatchObject({
      kind: 'done',
      value: { send_check: false, send_check_expected: false, verified: true },
    })
    expect(fake.bodies('card/update')).toEqual([
      { card_id: 'c', cash: { base_info: { service_phone: '2' } } },
    ])
    expect(paths(fake)).toEqual(['card/get', 'card/update', 'card/get'])
  })

  test('and when it is already so, nothing is sent', async () => {
    const { fake, wechat } = await opened()
    fake.hold('c', card({ notice: '旧' }))
    expect(await updateCard(update({ notice: '旧' }), wechat)).toMatchObject({
      kind: 'done',
      value: { errmsg: 'nothing was sent: the card is already so', verified: true },
    })
    expect(paths(fake)).toEqual(['card/get'])
  })

  test('and a validity that would shrink is refused', async () => {
    const { fake, wechat } = await opened()
    const type = 'DATE_TYPE_FIX_TIME_RANGE'
    fake.hold('c', card({ date_info: { type, begin_timestamp: 1, end_timestamp: 100 } }))
    expect(
      await updateCard(update({ date_info: { type, end_timestamp: 50 } }), wechat),
    ).toMatchObject({ kind: 'invalid', issues: [{ path: 'base_info.date_info.end_timestamp' }] })
    expect(paths(fake)).toEqual(['card/get'])
  })

  test('and a card that WeChat does not know is refused by it, before anything is sent', async () => {
    const { fake, wechat } = await opened()
    fake.next('card/get', { errcode: 40073, errmsg: 'invalid card id' })
    expect(await updateCard(update({ notice: 'x' }), wechat)).toMatchObject({
      kind: 'upstream',
      code: 40073,
    })
    expect(paths(fake)).toEqual(['card/get'])
  })

  test('unless the account may not read cards: then the change is made, with a warning', async () => {
    const { fake, wechat } = await opened()
    const refusal = { errcode: 48001, errmsg: 'api unauthorized' }
    fake.next('card/get', refusal, refusal)
    expect(await updateCard(update({ get_limit: 1 }), wechat)).toMatchObject({
      kind: 'done',
      value: { send_check: false, verified: false },
      warnings: [
        { path: 'current', received: '48001 api unauthorized' },
        { path: '', received: '48001 api unauthorized' },
      ],
    })
  })

  test('and a card of another type is refused, and its type named', async () => {
    const { fake, wechat } = await opened()
    fake.hold('c', { card_type: 'GIFT', gift: { base_info: {} } })
    expect(await updateCard(update({ notice: 'x' }), wechat)).toEqual({
      kind: 'invalid',
      issues: [{ path: 'card_type', expected: 'gift: the card is one', received: 'cash' }],
    })
    expect(paths(fake)).toEqual(['card/get'])
  })

  test('and an answer of another form costs no change: it is made, with a warning', async () => {
    const { fake, wechat } = await opened()
    fake.next('card/get', { errcode: 0, list: [] }, { errcode: 0, list: [] })
    expect(await updateCard(update({ get_limit: 1 }), wechat)).toMatchObject({
      kind: 'done',
      value: { send_check: false, verified: false },
      warnings: [
        { path: 'current', received: 'an answer of another form' },
        { path: '', received: 'an answer of another form' },
      ],
    })
  })

  test('and not where the caller brings it', async () => {
    const { fake, wechat } = await opened()
    const current = card({ notice: '旧' })
    await updateCard({ ...update({ notice: '新' }), current }, wechat)
    expect(paths(fake)).toEqual(['card/update', 'card/get'])
  })
})

describe('after the change it is fetched again', () => {
  test('and each field that is not as it was sent is said', async () => {
    const { fake, wechat } = await opened()
    const before = card({ notice: '旧', service_phone: '1' })
    fake.hold('c', before)
    const answer = { errcode: 0, errmsg: 'ok' }
    fake.next(
      'card/get',
      { ...answer, card: before },
      { ...answer, card: card({ notice: '旧', service_phone: '3', get_limit: 1 }) },
    )
    const outcome = await updateCard(
      update({ notice: '新', service_phone: '2', get_limit: 1 }),
      wechat,
    )
    expect(outcome).toMatchObject({
      kind: 'done',
      value: { verified: false },
      warnings: [
        { path: 'send_check' },
        { path: 'base_info.notice', expected: '"新"', received: '"旧"' },
        { path: 'base_info.service_phone', expected: '"2"', received: '"3"' },
      ],
    })
  })

  test('and that it could not be is a warning: the change is made', async () => {
    const { fake, wechat } = await opened()
    const broken = { errcode: 40001, errmsg: 'no' }
    fake.next('card/get', { errcode: 0, card: card({}) }, broken, broken, broken, broken)
    expect(await updateCard(update({ get_limit: 1 }), wechat)).toMatchObject({
      kind: 'done',
      value: { verified: false },
      warnings: [{ path: '', expected: 'the card as it is now, to verify the change' }],
    })
  })

  test.each<[string, object, object]>([
    ['a colour that comes back as its value', { color: 'Color010' }, { color: '#63b359' }],
    ['a number that comes back as text', { get_limit: 3 }, { get_limit: '3' }],
    [
      'timestamps that come back as text, of the type as older cards write it',
      { date_info: { type: 'DATE_TYPE_FIX_TIME_RANGE', end_timestamp: 15_300_000 } },
      { date_info: { type: 1, begin_timestamp: '1', end_timestamp: '15300000' } },
    ],
    [
      'shops that come back as a list',
      { location_id_list: '1234,2314' },
      { location_id_list: [2314, 1234] },
    ],
    ['shops that were cleared', { location_id_list: '0' }, {}],
    ['a field that was cleared', { custom_url: '' }, {}],
    ['a field that was cleared and is blank', { custom_url: '' }, { custom_url: '' }],
  ])('and %s is the same', async (_, sent, now) => {
    const { fake, wechat } = await opened()
    const answer = { errcode: 0, errmsg: 'ok' }
    fake.next(
      'card/get',
      { ...answer, card: card({ title: '券' }) },
      { ...answer, card: card({ title: '券', ...now }) },
    )
    expect(await updateCard(update(sent), wechat)).toMatchObject({ value: { verified: true } })
  })
})

test('a custom field takes a name of its own', async () => {
  const { fake, wechat } = await opened()
  const custom_field1 = { name: '等级', url: 'https://shop/level' }
  const outcome = await updateCard(
    { card_id: 'm', card_type: 'member_card', custom_field1 },
    wechat,
  )
  expect(outcome).toMatchObject({ kind: 'done', value: { verified: true } })
  expect(fake.bodies('card/update')).toEqual([{ card_id: 'm', member_card: { custom_field1 } }])
})
