import { channelSchema } from '../../plugin/event/channel'
import { type Channel, type User, userSchema } from '../../plugin/event/context'
import {
  check,
  list,
  newReading,
  object,
  optional,
  parse,
  type Schema,
  text,
} from '../../plugin/event/schema'

const Shop = object({ name: text, goods: optional(list(object({ sku: text }))) })
const TEXT = 'a non-empty string'
const severity = 'error'
/** As decimal.js, big.js and bignumber.js have them. */
const decimal = (digits: string) => ({ digits, valueOf: () => digits })

test('what follows the rules comes back, without what the rules do not name', () => {
  const given = { name: '南山店', goods: [{ sku: '1', secret: 'x' }], owner: 'me' }
  expect(parse(Shop, given)).toEqual({
    output: { name: '南山店', goods: [{ sku: '1' }] },
    issues: [],
  })
})

test('what changes later does not reach what came back', () => {
  const given = { name: '南山店', goods: [{ sku: '1' }] }
  const { output } = parse(Shop, given)
  given.goods[0] = { sku: '2' }
  given.name = '福田店'
  expect(output).toEqual({ name: '南山店', goods: [{ sku: '1' }] })
})

test('a path is written as JavaScript would reach it', () => {
  const issues = check(Shop, { name: '', goods: [{ sku: '1' }, { sku: 2 }, {}] })
  expect(issues).toEqual([
    { path: 'name', expected: TEXT, received: '""', severity },
    { path: 'goods[1].sku', expected: TEXT, received: '2', severity },
    { path: 'goods[2].sku', expected: TEXT, received: 'undefined', severity },
  ])
})

test.each([undefined, null, 7, 'text'])('%p is no object at all', (given) => {
  const { output, issues } = parse(Shop, given)
  expect(output).toBeUndefined()
  expect(issues).toMatchObject([{ path: '', expected: 'an object', severity }])
})

const RECEIVED: [given: unknown, received: string][] = [
  ['', '""'],
  [7, '7'],
  [-0.5, '-0.5'],
  [NaN, 'NaN'],
  [12n, '12'],
  [true, 'true'],
  [null, 'null'],
  [[1, 2], 'a list'],
  [{ a: 1 }, '[object Object]'],
  [Object.create(null), 'an object'],
  [Symbol('x'), 'Symbol(x)'],
]
test.each(RECEIVED)('%p is quoted as %s', (name, received) => {
  expect(check(Shop, { name })).toEqual([{ path: 'name', expected: TEXT, received, severity }])
})

test('a string is quoted as JavaScript would write it, and no more of it than one needs', () => {
  expect(check(object({ a: list(text) }), { a: '1"0' })[0]?.received).toBe('"1\\"0"')
  expect(check(object({ a: list(text) }), { a: 'x'.repeat(5_000) })[0]?.received).toHaveLength(100)
})

test.each([undefined, null, ''])('an optional value that is %p is left out', (goods) => {
  expect(parse(Shop, { name: 'a', goods })).toEqual({ output: { name: 'a' }, issues: [] })
})

test('a user is known by open_id', () => {
  const { output, issues } = parse(userSchema, { user_id: '1' })
  expect(output).toBeUndefined()
  expect(issues).toEqual([{ path: 'open_id', expected: TEXT, received: 'undefined', severity }])
})

test('the merchant cannot say which mini-program it is, but which user of Youshu', () => {
  const given = { open_id: 'o-1', app_id: 'wx-other', local_id: 'mine' }
  expect(parse(userSchema, given).output).toEqual({ open_id: 'o-1', local_id: 'mine' })
})

test('the user’s extra is taken as it is at this moment', () => {
  const extra = { level: { name: 'gold' } }
  const { output } = parse(userSchema, { open_id: 'o-1', extra })
  extra.level.name = 'none'
  expect(output).toEqual({ open_id: 'o-1', extra: { level: { name: 'gold' } } })
})

describe('what can be understood without guessing is taken', () => {
  const TEXTS: [given: unknown, text: string][] = [
    [20260101, '20260101'],
    [0, '0'],
    [-7, '-7'],
    [2 ** 53 - 1, '9007199254740991'],
    [12n, '12'],
    [2n ** 64n, '18446744073709551616'],
    ['  ', '  '],
    ['🍵', '🍵'],
    [new Number(5), '5'],
    [new String('a'), 'a'],
    [decimal('9007199254740993'), '9007199254740993'],
  ]
  test.each(TEXTS)('%p is the text %p', (name, output) => {
    expect(parse(Shop, { name })).toEqual({ output: { name: output }, issues: [] })
  })

  const circle = { valueOf: (): object => circle }
  const throwing = {
    valueOf() {
      throw new Error('theirs')
    },
  }
  const SENSELESS = [
    2 ** 53,
    -(2 ** 60),
    1e300,
    NaN,
    Infinity,
    true,
    {},
    [],
    Symbol('x'),
    () => 1,
  ].concat([new Number(NaN), new Date(0), circle, throwing, 'x'.repeat(100_001)] as never[])
  test.each(SENSELESS.map((value) => [value]))('%p is no text', (name) => {
    const { output, issues } = parse(Shop, { name })
    expect(output).toBeUndefined()
    expect(issues).toMatchObject([{ path: 'name', severity: 'error' }])
  })

  test('a number whose digits are lost says that it should be a text', () => {
    const [issue] = parse(Shop, { name: 405537296400027648 }).issues
    expect(issue?.expected).toMatch(/string.*large numbers lose digits/)
  })

  test.each(['half \ud83c', '\udf75 half', 'a\ud83cb'])(
    '%p is mended and said, since no UTF-8 holds half an emoji',
    (name) => {
      const { output, issues } = parse(Shop, { name })
      expect(output?.name).toBe(name.replace('\ud83c', '\ufffd').replace('\udf75', '\ufffd'))
      expect(issues).toMatchObject([{ path: 'name', severity: 'warning' }])
      expect(check(Shop, { name })).toMatchObject([{ path: 'name', severity: 'error' }])
    },
  )

  const one = [{ sku: '1' }]
  const mobx4 = Object.create({ length: 1, 0: { sku: '1' } }) as object
  const LISTS: [what: string, given: unknown][] = [
    ['a list', one],
    ['a set', new Set(one)],
    ['a generator', one.values()],
    ['what has a length', { length: 1, 0: { sku: '1' } }],
    ['what inherits a length, as a list of MobX 4', mobx4],
    ['a proxy of a list, as of MobX 5 and 6', new Proxy([...one], {})],
    ['one object', { sku: '1' }],
    ['a map', new Map([['a', { sku: '1' }]])],
    ['a list with gaps, as PHP writes it', { 3: { sku: '1' } }],
  ]
  test.each(LISTS)('%s is a list', (_, goods) => {
    expect(parse(Shop, { name: 'a', goods }).output).toEqual({ name: 'a', goods: [{ sku: '1' }] })
  })

  test('a list that never ends, or claims any length, ends', () => {
    const endless = (function* () {
      for (;;) yield { sku: '1' }
    })()
    expect(parse(Shop, { name: 'a', goods: endless }).output?.goods?.length).toBe(10_000)
    const claims = { length: 1e9, 0: { sku: '1' } }
    expect(parse(Shop, { name: 'a', goods: claims }).output?.goods).toBeUndefined()
  })

  test('an item that cannot be read costs no other', () => {
    const goods = [{ sku: '1' }, {}, { sku: '3' }]
    const get = () => {
      throw new Error('theirs')
    }
    Object.defineProperty(goods, 1, { get })
    const reading = newReading()
    expect(list(optional(object({ sku: text })))(goods, 'goods', reading)).toEqual([
      { sku: '1' },
      { sku: '3' },
    ])
    expect(reading.issues).toMatchObject([{ path: 'goods[1]', severity: 'warning' }])
  })

  test('of mistakes without end a thousand are named', () => {
    const { output, issues } = parse(Shop, { name: 'a', goods: { length: 1e9 } })
    expect([output, issues.length]).toEqual([{ name: 'a' }, 1_000])
  })

  test('a collector takes nothing but what the table says', () => {
    expect(check(Shop, { name: 7, goods: new Set(one) })).toMatchObject([
      { path: 'name' },
      { path: 'goods' },
    ])
  })
})

describe('what cannot be understood and is optional is left out, and warned of', () => {
  const USERS: [what: string, given: object, left: object, paths: string[]][] = [
    ['a user_id that is none', { user_id: {} }, {}, ['user_id']],
    ['an id whose digits are lost', { union_id: 2 ** 60 }, {}, ['union_id']],
    ['a tag without a name', { tag: [{ tag_id: 'a' }] }, { tag: [] }, ['tag[0].tag_name']],
    [
      'one tag of two',
      { tag: [{ tag_id: 'a' }, { tag_id: 'b', tag_name: 'B' }] },
      { tag: [{ tag_id: 'b', tag_name: 'B' }] },
      ['tag[0].tag_name'],
    ],
    ['tags that are none', { tag: 7 }, {}, ['tag']],
    ['an extra that JSON cannot hold', { extra: { points: 12n } }, {}, ['extra']],
    ['an extra that is a list', { extra: [1] }, {}, ['extra']],
    ['an extra with a picture in it', { extra: { avatar: 'x'.repeat(100_000) } }, {}, ['extra']],
    ['an id of ten megabytes', { user_id: 'x'.repeat(1e7) }, {}, ['user_id']],
  ]
  test.each(USERS)('%s', (_, given, left, paths) => {
    const { output, issues } = parse(userSchema, { open_id: 'o-1', ...given })
    expect(output).toEqual({ open_id: 'o-1', ...left })
    expect(issues.map(({ path }) => path)).toEqual(paths)
    for (const issue of issues) expect(issue.severity).toBe('warning')
  })

  test('a shop without its name, and levels without the one below', () => {
    const given = {
      chan_id: 'a',
      chan_shop_id: 's',
      chan_custom: {
        chan_custom_id: 'x',
        chan_custom_id_desc: 'x',
        chan_custom_cat_2: '2',
        chan_custom_cat_2_desc: '2',
        chan_custom_cat_1: '1',
        chan_custom_cat_1_desc: '1',
      },
    }
    const { output, issues } = parse(channelSchema, given)
    expect(output).toMatchObject({ chan_id: 'a', chan_custom: { chan_custom_id: 'x' } })
    expect(output?.chan_shop_id).toBeUndefined()
    expect(check(channelSchema, output)).toEqual([])
    for (const issue of issues) expect(issue.severity).toBe('warning')
  })

  test('a field that throws when it is read', () => {
    const given = Object.defineProperty({ open_id: 'o-1' }, 'user_id', {
      get() {
        throw new Error('theirs')
      },
    })
    expect(parse(userSchema, given)).toMatchObject({
      output: { open_id: 'o-1' },
      issues: [{ path: 'user_id', severity: 'warning' }],
    })
  })
})

describe('where someone hung a value on every object', () => {
  const everywhere: Record<string, unknown> = Object.prototype as never
  afterEach(() => {
    for (const key of ['anything', 'user_id', 'tag', 'length'])
      Reflect.deleteProperty(everywhere, key)
  })

  test.each([
    ['anything', 'text'],
    ['user_id', 'text'],
    ['tag', { tag_id: 'a', tag_name: 'A' }],
    ['length', 3],
  ])('%s is not a field', (key, value) => {
    everywhere[key] = value
    const { output, issues } = parse(userSchema, { open_id: 'o-1' })
    expect([Object.entries(output ?? {}), issues]).toEqual([[['open_id', 'o-1']], []])
    const tag = { tag_id: 'b', tag_name: 'B' }
    expect(parse(userSchema, { open_id: 'o-1', tag }).output?.tag).toEqual([tag])
  })
})

test('what a type says, its schema takes, and nothing else', () => {
  // That the schemas give these types, the compiler says.
  const asUser: Schema<User> = userSchema
  const asChannel: Schema<Channel> = channelSchema
  const user: Required<User> = {
    open_id: 'o',
    user_id: 'u',
    union_id: 'n',
    local_id: 'l',
    tag: [{ tag_id: 'a', tag_name: 'A' }],
    extra: { level: 1 },
  }
  const channel: Required<Channel> = {
    chan_id: 'c',
    chan_shop_id: 's',
    chan_shop_name: 'S',
    chan_custom: { chan_custom_id: 'x', chan_custom_id_desc: 'X' },
    extra: { a: 1 },
  }
  expect(parse(asUser, { ...user, other: 1 })).toEqual({ output: user, issues: [] })
  expect(parse(asChannel, { ...channel, other: 1 })).toEqual({ output: channel, issues: [] })
})
