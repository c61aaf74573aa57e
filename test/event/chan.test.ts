import { channelSchema } from '../../plugin/event/channel'
import { consumeCouponSchema } from '../../plugin/event/tables'
import { check, sample, set, setAll } from '../kit/sample'

const { chan_wxapp_scene: _, chan_refer_app_id: __, ...channel } = sample().props.chan

/** Both forms of the channel: what goes on the wire, and what the merchant passes to setChan. */
const FORMS: [form: string, issuesOf: (changes: Record<string, unknown>) => unknown][] = [
  [
    'an event',
    (changes) =>
      check(
        consumeCouponSchema,
        set(sample(), 'props.chan', setAll(sample().props.chan, changes)),
      ).map(({ path, ...issue }) => ({ path: path.replace('props.chan.', ''), ...issue })),
  ],
  ['setChan', (changes) => check(channelSchema, setAll(channel, changes))],
]

describe.each(FORMS)('the channel of %s', (_form, issuesOf) => {
  test('is well in full', () => {
    expect(issuesOf({})).toEqual([])
  })

  test('has a shop name where it has a shop id', () => {
    expect(issuesOf({ chan_shop_name: undefined })).toEqual([
      { path: 'chan_shop_name', expected: 'given with chan_shop_id', received: 'undefined' },
    ])
  })

  test('may have a shop name alone, or no shop', () => {
    expect(issuesOf({ chan_shop_id: undefined })).toEqual([])
    expect(issuesOf({ chan_shop_id: undefined, chan_shop_name: undefined })).toEqual([])
  })

  const needing: [missing: string, given: string, without: string[]][] = [
    ['cat_3_desc', 'cat_3', []],
    ['cat_2_desc', 'cat_2', []],
    ['cat_1_desc', 'cat_1', []],
    ['cat_3', 'cat_2', ['cat_3_desc']],
    ['cat_2', 'cat_1', ['cat_2_desc']],
  ]
  test.each(needing)('has its %s where it has its %s', (missing, given, without) => {
    const gone = [missing, ...without].map((key) => [`chan_custom.chan_custom_${key}`, undefined])
    expect(issuesOf(Object.fromEntries(gone))).toEqual([
      {
        path: `chan_custom.chan_custom_${missing}`,
        expected: `given with chan_custom_${given}`,
        received: 'undefined',
      },
    ])
  })

  const LEVELS = ['cat_1', 'cat_2', 'cat_3']
  test.each([1, 2, 3])('may leave out the %i coarsest of its own levels', (count) => {
    const keys = LEVELS.slice(0, count).flatMap((level) => [level, `${level}_desc`])
    const gone = keys.map((key) => [`chan_custom.chan_custom_${key}`, undefined])
    expect(issuesOf(Object.fromEntries(gone))).toEqual([])
  })

  test('names every level that hangs in the air', () => {
    const keys = ['cat_3', 'cat_3_desc', 'cat_2_desc', 'cat_1_desc']
    const gone = keys.map((key) => [`chan_custom.chan_custom_${key}`, undefined])
    expect(issuesOf(Object.fromEntries(gone))).toMatchObject([
      { path: 'chan_custom.chan_custom_cat_2_desc' },
      { path: 'chan_custom.chan_custom_cat_1_desc' },
      { path: 'chan_custom.chan_custom_cat_3' },
    ])
  })
})
