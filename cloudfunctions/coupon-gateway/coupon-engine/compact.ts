import { writeJson } from '../lib/json'
import type { CouponTemplate } from './coupon'
import type { Decision } from './decision'
import { nameOf, type Rank, type Ranking } from './ranking'

/** Text that many answers have in common: the same object each time. */
export interface CommonText {
  readonly text: string
}

/** The texts of a template that a picker shows. */
const TEXTS = [
  'title',
  'coupon_label',
  'desc',
  'explain_text',
  'coupon_amount',
  'scene_type_desc',
] as const

const textsOf = (template: CouponTemplate): string =>
  writeJson(
    Object.fromEntries(
      TEXTS.flatMap((name) => (template[name] === undefined ? [] : [[name, template[name]]])),
    ),
  )

/** Field by field, as `JSON.stringify` would write it in three times as long. */
const resultOf = (decision: Decision): string => {
  const { usable, deduction, reason, reason_text, start_at, end_at } = decision
  const answer = typeof usable === 'string' ? `"${usable}"` : usable
  const why = reason === undefined ? '' : `,"reason":"${reason}"`
  const text = reason_text === undefined ? '' : `,"reason_text":${JSON.stringify(reason_text)}`
  const start = start_at === undefined ? '' : `,"start_at":${start_at}`
  const end = end_at === undefined ? '' : `,"end_at":${end_at}`
  return `{"usable":${answer},"deduction":${deduction}${why}${text}${start}${end}}`
}

const isSame = (one: Decision, other: Decision): boolean =>
  one.usable === other.usable &&
  one.deduction === other.deduction &&
  one.reason === other.reason &&
  one.reason_text === other.reason_text &&
  one.start_at === other.start_at &&
  one.end_at === other.end_at

interface Written {
  readonly decision: Decision
  readonly text: string
}

/** The list of some texts that holds each once, and for each the place of its own. */
interface Listed {
  readonly list: string
  readonly places: readonly number[]
}

const listed = (texts: readonly string[]): Listed => {
  const places = new Map<string, number>()
  const ofText = texts.map((text) => {
    const place = places.get(text) ?? places.size
    places.set(text, place)
    return place
  })
  return { list: `[${[...places.keys()].join()}]`, places: ofText }
}

interface Templates {
  readonly list: CommonText
  readonly places: readonly number[]
}

/** The cells of some pieces, in JSON without the brackets. */
interface Cells {
  readonly id: string
  readonly couponId: string
  readonly coupon_id: string
  readonly template: string
}

interface Columns {
  /** Where each kind's result is in the list of results. */
  readonly results: string
  readonly columns: CommonText
}

// What no cart changes is written once. Gone with the user's list: nothing here keeps it alive.
const TEMPLATES = new WeakMap<Ranking['kinds'], Templates>()
const CELLS = new WeakMap<Rank, Cells>()
// What was decided about each kind last: about most of them, the next cart decides the same.
const RESULTS = new WeakMap<Ranking['kinds'], Written[]>()
// Most carts bring a user's coupons into the same order.
const COLUMNS = new WeakMap<Ranking['ranks'], Columns>()

const templatesOf = (kinds: Ranking['kinds']): Templates => {
  const known = TEMPLATES.get(kinds)
  if (known) return known
  const { list, places } = listed(kinds.map(({ coupon }) => textsOf(coupon)))
  const templates = { list: { text: list }, places }
  TEMPLATES.set(kinds, templates)
  return templates
}

const resultsOf = (kinds: Ranking['kinds'], decisions: readonly Decision[]): Listed => {
  const last = RESULTS.get(kinds) ?? []
  RESULTS.set(kinds, last)
  const texts = decisions.map((decision, kind) => {
    const known = last[kind]
    if (known && isSame(known.decision, decision)) return known.text
    const text = resultOf(decision)
    last[kind] = { decision, text }
    return text
  })
  return listed(texts)
}

const cellsOf = (rank: Rank, templates: Templates): Cells => {
  const known = CELLS.get(rank)
  if (known) return known
  const column = (cell: (ranked: Rank['pieces'][number]) => unknown): string =>
    writeJson(rank.pieces.map(cell)).slice(1, -1)
  const cells = {
    id: column(({ piece }) => nameOf(piece)),
    couponId: column(({ piece: { couponId = null } }) => couponId),
    coupon_id: column(({ piece: { coupon_id = null } }) => coupon_id),
    template: column(({ kind }) => templates.places[kind]),
  }
  CELLS.set(rank, cells)
  return cells
}

const columnsOf = (
  ranks: Ranking['ranks'],
  templates: Templates,
  places: readonly number[],
): CommonText => {
  const results = places.join()
  const known = COLUMNS.get(ranks)
  if (known?.results === results) return known.columns
  const cells = ranks.map((rank) => cellsOf(rank, templates))
  const columns = (['id', 'couponId', 'coupon_id', 'template'] as const).map(
    (name) => `"${name}":[${cells.map((cell) => cell[name]).join()}]`,
  )
  const result = ranks.map(({ pieces }) => pieces.map(({ kind }) => places[kind]).join()).join()
  const common = { text: `,"columns":{${columns.join()},"result":[${result}]}}` }
  COLUMNS.set(ranks, { results, columns: common })
  return common
}

/**
 * A ranking as JSON with what a picker shows, at most a quarter of the bytes: a table by columns, best first. `template`
 * and `result` are places in the lists beside it, because many coupons share them. What the carts of a user have in common
 * is written once. `head` are fields in front of it. The texts stand one behind the other.
 */
export const compactJson = (
  head: object,
  { best, kinds, decisions, ranks }: Ranking,
): readonly (string | CommonText)[] => {
  const templates = templatesOf(kinds)
  const results = resultsOf(kinds, decisions)
  const fields = writeJson(head).slice(0, -1)
  return [
    `${fields}${fields === '{' ? '' : ','}"best":${JSON.stringify(best)},"templates":`,
    templates.list,
    `,"results":${results.list}`,
    columnsOf(ranks, templates, results.places),
  ]
}
