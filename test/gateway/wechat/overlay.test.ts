import * as fc from 'fast-check'
import sample from '../../cases/09-wechat-card-skit-samples.json'
import {
  changedFields,
  planUpdate,
} from '../../../cloudfunctions/coupon-gateway/wechat/plan-update'

const bodyOf = (input: object): unknown => {
  const plan = planUpdate(input)
  return plan.kind === 'done' ? plan.value.body : plan.issues
}

const shops = (location_id_list: unknown) => ({ base_info: { location_id_list } })

describe('with the answer of card/get as current', () => {
  const answer = sample['Card/CardGetResponse']
  const card_id = answer.card.discount.base_info.id
  const wanted = {
    card_id,
    card_type: answer.card.card_type,
    base_info: {
      notice: '到店使用',
      description: '',
      get_limit: 5,
      location_id_list: '402521608,218384742,402521653',
    },
  }

  test.each([
    ['the whole answer', answer],
    ['its card', answer.card],
    ['the typed part of it', answer.card.discount],
  ])('only what differs from %s is sent', (_form, current) => {
    expect(bodyOf({ ...wanted, current })).toEqual({
      card_id,
      discount: { base_info: { get_limit: 5 } },
    })
  })

  test.each([
    ['a card of another type', { card_type: 'CASH', cash: answer.card.discount }],
    ['something that is no card', { validity: 1 }],
    ['an empty object', {}],
  ])('%s is no current, and nothing is compared in silence', (_form, current) => {
    expect(bodyOf({ ...wanted, current })).toMatchObject([{ path: 'current' }])
  })

  test('nothing is sent when the card is already so', () => {
    const base_info = { notice: '到店使用', can_share: true }
    expect(bodyOf({ ...wanted, base_info, current: answer })).toBeUndefined()
  })

  test('shops are compared as sets, and "0" equals none', () => {
    const base_info = { location_id_list: '0' }
    expect(bodyOf({ ...wanted, base_info, current: shops([]) })).toBeUndefined()
    expect(bodyOf({ ...wanted, base_info, current: shops([12]) })).toEqual({
      card_id,
      discount: { base_info },
    })
  })
})

test('a structure goes whole when one of its fields differs', () => {
  const custom_field1 = { name_type: 'FIELD_NAME_TYPE_LEVEL', url: 'http://www.qq.com' }
  const current = { custom_field1: { ...custom_field1, url: 'http://qq.com' } }
  const input = { card_id: 'c', card_type: 'member_card', custom_field1, current }
  expect(bodyOf(input)).toEqual({ card_id: 'c', member_card: { custom_field1 } })
})

test('a field that the given current does not know is sent, even when it clears', () => {
  const input = {
    card_id: 'c',
    card_type: 'cash',
    base_info: { notice: '' },
    current: { base_info: {} },
  }
  expect(bodyOf(input)).toEqual({ card_id: 'c', cash: { base_info: { notice: '' } } })
})

describe('for any card and any change', () => {
  const texts = fc.constantFrom('', 'a', 'b', '券')
  const base = fc.record(
    {
      notice: texts,
      service_phone: texts,
      get_limit: fc.nat(3),
      can_share: fc.boolean(),
      location_id_list: fc.constantFrom('0', '1', '1,2', '2,1'),
    },
    { requiredKeys: [] },
  )
  const fields = fc.record(
    { base_info: base, bonus_rules: texts, prerogative: texts },
    { requiredKeys: [] },
  )
  type Card = { base_info?: Record<string, unknown>; [row: string]: unknown }

  const overlaid = (card: Card, change: Card): Card => ({
    ...card,
    ...change,
    base_info: { ...card.base_info, ...change.base_info },
  })
  // Written without the code under test: the same shops have the same ids in order.
  const normal = ({ base_info: rows = {}, ...special }: Card) => ({
    ...special,
    base_info: {
      ...rows,
      location_id_list: rows['location_id_list'] === '2,1' ? '1,2' : rows['location_id_list'],
    },
  })

  test('what is sent makes of the card what was wanted', () => {
    fc.assert(
      fc.property(fields, fields, (card, wanted) => {
        const sent = changedFields(wanted, card)
        expect(normal(overlaid(card, sent))).toEqual(normal(overlaid(card, wanted)))
      }),
    )
  })

  test('each field that is sent was wanted, and was not so before', () => {
    fc.assert(
      fc.property(fields, fields, (card: Card, wanted: Card) => {
        const { base_info: rows = {}, ...special }: Card = changedFields(wanted, card)
        for (const [row, value] of Object.entries(rows)) {
          expect(value).toBe(wanted.base_info?.[row])
          expect(value).not.toBe(card.base_info?.[row])
        }
        for (const [row, value] of Object.entries(special)) {
          expect(value).toBe(wanted[row])
          expect(value).not.toBe(card[row])
        }
      }),
    )
  })

  test('to send the same twice sends nothing the second time', () => {
    fc.assert(
      fc.property(fields, fields, (card, wanted) => {
        expect(changedFields(wanted, overlaid(card, wanted))).toEqual({})
      }),
    )
  })
})
