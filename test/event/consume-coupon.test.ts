import { consumeCouponSchema } from '../../plugin/event/tables'
import { check, sample, set, setAll } from '../kit/sample'

const issuesOf = (changes: Readonly<Record<string, unknown>>) =>
  check(consumeCouponSchema, setAll(sample(), changes))

const TEXT = 'a non-empty string'
const OBJECT = 'an object'
const YUAN = 'a number of yuan, 0 or more'
const ONE_ORDER = 'exactly one of order_id and sub_order_id'
const NO_SLASH = 'a path without a leading /'
const TIME = '13 digits: milliseconds'
const C = 'props.chan.chan_custom.chan_custom'

test('the vendor’s own sample, its blanks filled in, breaks no rule', () => {
  expect(check(consumeCouponSchema, sample())).toEqual([])
})

const REQUIRED_PATHS = [
  'type',
  'props',
  'props.action_type',
  'props.coupon',
  'props.coupon.coupon_id',
  'props.coupon.external',
  'props.coupon_instance',
  'props.coupon_instance.coupon_ins_id',
  'props.coupon_instance.coupon_ins_name',
  'props.page',
  'props.time',
  'props.wx_user',
  'props.wx_user.app_id',
  'props.wx_user.open_id',
  'props.wx_user.tag[0].tag_id',
  'props.wx_user.tag[0].tag_name',
  'props.chan',
  'props.chan.chan_wxapp_scene',
  `${C}_id`,
  `${C}_id_desc`,
]
test.each(REQUIRED_PATHS)('%s is required', (path) => {
  expect(check(consumeCouponSchema, set(sample(), path, undefined))).toEqual([
    { path, expected: expect.stringMatching(/./), received: 'undefined' },
  ])
})

const OPTIONAL_PATHS = [
  'props.coupon_deduction',
  'props.page_title',
  'props.sr_sdk_version',
  'props.wx_user.user_id',
  'props.wx_user.union_id',
  'props.wx_user.local_id',
  'props.wx_user.tag',
  'props.wx_user.extra',
  'props.chan.chan_id',
  'props.chan.chan_refer_app_id',
  'props.chan.chan_custom',
  'props.chan.extra',
  'props.component',
  'props.component.component_id',
  'props.component.component_name',
  'props.extra',
]
test.each(OPTIONAL_PATHS)('%s may be left out', (path) => {
  expect(check(consumeCouponSchema, set(sample(), path, undefined))).toEqual([])
})

const TEXTS = [
  'props.coupon.coupon_id',
  'props.coupon_instance.coupon_ins_id',
  'props.coupon_instance.coupon_ins_name',
  'props.wx_user.app_id',
  'props.wx_user.open_id',
  'props.wx_user.tag[0].tag_id',
  'props.wx_user.tag[0].tag_name',
  `${C}_id`,
  `${C}_id_desc`,
]
test.each(TEXTS)('%s is never blank', (path) => {
  const expected = TEXT
  expect(issuesOf({ [path]: '' })).toEqual([{ path, expected, received: '""' }])
  expect(issuesOf({ [path]: null })).toEqual([{ path, expected, received: 'null' }])
})

const OPTIONAL_TEXTS = [
  'props.page_title',
  'props.sr_sdk_version',
  'props.wx_user.user_id',
  'props.wx_user.union_id',
  'props.wx_user.local_id',
  'props.chan.chan_id',
  'props.chan.chan_refer_app_id',
  'props.component.component_id',
  'props.component.component_name',
]
test.each([...TEXTS, ...OPTIONAL_TEXTS])('%s is a string', (path) => {
  const expected = TEXT
  expect(issuesOf({ [path]: 12 })).toEqual([{ path, expected, received: '12' }])
  expect(issuesOf({ [path]: {} })).toEqual([{ path, expected, received: '[object Object]' }])
})

test.each(OPTIONAL_TEXTS)('%s may be blank, as in the vendor’s sample', (path) => {
  expect(issuesOf({ [path]: '' })).toEqual([])
})

const BROKEN: [rule: string, path: string, to: unknown, expected: string, received: string][] = [
  ['the envelope says consume_coupon', 'type', 'use_coupon', '"consume_coupon"', '"use_coupon"'],
  ['external is no string', 'props.coupon.external', 'true', 'true', '"true"'],
  ['external is no 1', 'props.coupon.external', 1, 'true', '1'],
  ['external is never false', 'props.coupon.external', false, 'true', 'false'],
  ['yuan are no text', 'props.coupon_deduction', '10元', YUAN, '"10元"'],
  ['yuan are no text of digits', 'props.coupon_deduction', '10', YUAN, '"10"'],
  ['yuan are a number', 'props.coupon_deduction', NaN, YUAN, 'NaN'],
  ['yuan are finite', 'props.coupon_deduction', Infinity, YUAN, 'Infinity'],
  ['yuan are not negative', 'props.coupon_deduction', -1, YUAN, '-1'],
  ['a page has no leading /', 'props.page', '/pages/a', NO_SLASH, '"/pages/a"'],
  ['a page is not empty', 'props.page', '', NO_SLASH, '""'],
  ['a page is a string', 'props.page', 7, NO_SLASH, '7'],
  ['the time is no number', 'props.time', 1560409473714, TIME, '1560409473714'],
  ['the time is not in seconds', 'props.time', '1560409473', TIME, '"1560409473"'],
  ['the time has digits only', 'props.time', '1560409473.71', TIME, '"1560409473.71"'],
  ['the time is no date', 'props.time', '2019-06-13T07', TIME, '"2019-06-13T07"'],
  ['the scene is no string', 'props.chan.chan_wxapp_scene', '1037', 'an integer', '"1037"'],
  ['the scene is an integer', 'props.chan.chan_wxapp_scene', 10.5, 'an integer', '10.5'],
  ['tags are a list', 'props.wx_user.tag', { tag_id: 'a' }, 'a list', '[object Object]'],
  ['a tag is an object', 'props.wx_user.tag[0]', '游客', OBJECT, '"游客"'],
  ['the coupon is an object', 'props.coupon', 'batch-1', OBJECT, '"batch-1"'],
  ['the instance is an object', 'props.coupon_instance', null, OBJECT, 'null'],
  ['the user is an object', 'props.wx_user', 'me', OBJECT, '"me"'],
  ['the channel is an object', 'props.chan', 3, OBJECT, '3'],
  ['the custom channel is an object', 'props.chan.chan_custom', 'x', OBJECT, '"x"'],
  ['a component is an object', 'props.component', 'card', OBJECT, '"card"'],
  ['extra is an object', 'props.extra', 'x', OBJECT, '"x"'],
  ['extra is no list', 'props.extra', [], OBJECT, 'a list'],
  ['the user’s extra is an object', 'props.wx_user.extra', 1, OBJECT, '1'],
  ['the channel’s extra is an object', 'props.chan.extra', true, OBJECT, 'true'],
  ['an order id is a string', 'props.order_id', 17, TEXT, '17'],
]
test.each(BROKEN)('%s', (_, path, to, expected, received) => {
  expect(issuesOf({ [path]: to })).toEqual([
    { path, expected: expect.stringContaining(expected), received },
  ])
})

const HOLDING: [rule: string, changes: Record<string, unknown>][] = [
  ['a coupon may take off nothing', { 'props.coupon_deduction': 0 }],
  ['a coupon may take off fen', { 'props.coupon_deduction': 0.01 }],
  ['a page may have no query', { 'props.page': 'pages/index' }],
  ['a sub-order stands for the order', { 'props.order_id': undefined, 'props.sub_order_id': 's' }],
  ['a user may have no tags', { 'props.wx_user.tag': [] }],
  ['extra may hold anything', { 'props.extra': { nested: { list: [1, null] } } }],
  ['what the table does not name is let through', { 'props.shop': { id: 1 } }],
]
test.each(HOLDING)('%s', (_, changes) => {
  expect(issuesOf(changes)).toEqual([])
})

test.each(['pre_consume', 'consume', 'refund_consume'])('%s happens to a coupon', (action_type) => {
  expect(issuesOf({ 'props.action_type': action_type })).toEqual([])
})

test.each(['pay', '', 'CONSUME', 1, null])('%p does not happen to a coupon', (action_type) => {
  const [issue, ...others] = issuesOf({ 'props.action_type': action_type })
  expect(issue?.path).toBe('props.action_type')
  for (const type of ['pre_consume', 'consume', 'refund_consume']) {
    expect(issue?.expected).toContain(type)
  }
  expect(others).toEqual([])
})

test('an event belongs to an order or to a sub-order, not to both', () => {
  expect(issuesOf({ 'props.sub_order_id': 'order-1-1' })).toEqual([
    { path: 'props.order_id', expected: ONE_ORDER, received: '"order-1"' },
  ])
})

test('an event belongs to an order or to a sub-order, not to none', () => {
  expect(issuesOf({ 'props.order_id': undefined })).toEqual([
    { path: 'props.order_id', expected: ONE_ORDER, received: 'undefined' },
  ])
})

test('several broken rules are all named', () => {
  const issues = issuesOf({
    'props.action_type': 'pay',
    'props.coupon.coupon_id': undefined,
    'props.wx_user.open_id': '',
    'props.chan.chan_wxapp_scene': '1037',
  })
  expect(issues.map(({ path }) => path)).toEqual([
    'props.action_type',
    'props.coupon.coupon_id',
    'props.wx_user.open_id',
    'props.chan.chan_wxapp_scene',
  ])
})
