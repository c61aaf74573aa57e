import { writeJson } from '../lib/json'
import type { CouponTemplate } from './coupon'
import type { Decision } from './decision'
import { nameOf, type Rank, type Ranking } from './ranking'

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

const resultOf = ({ usable, deduction, reason, reason_text, start_at, end_at }: Decision): string =>
  writeJson({ usable, deduction, reason, reason_text, start_at, end_at })

/** A list that holds each text once, and for each kind the place of its own. */
interface Shared {
  readonly list: string
  readonly places: readonly number[]
}

const share = (texts: readonly string[]): Shared => {
  const places = new Map<string, number>()
  const ofKind = texts.map((text) => {
    const place = places.get(text) ?? places.size
    places.set(text, place)
    return place
  })
  return { list: `[${[...places.keys()].join()}]`, places: ofKind }
}

/** The cells of some pieces, in JSON without the brackets. */
interface Cells {
  readonly id: string
  readonly couponId: string
  readonly coupon_id: string
  readonly template: string
}

// What no cart changes is written once. Gone with the user's list: nothing here keeps it alive.
const TEMPLATES = new WeakMap<Ranking['kinds'], Shared>()
const CELLS = new WeakMap<Rank, Cells>()

const templatesOf = (kinds: Ranking['kinds']): Shared => {
  const known = TEMPLATES.get(kinds)
  if (known) return known
  const shared = share(kinds.map(({ coupon }) => textsOf(coupon)))
  TEMPLATES.set(kinds, shared)
  return shared
}

const cellsOf = (rank: Rank, templates: Shared): Cells => {
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

/**
 * A ranking as JSON with what a picker shows, at most a quarter of the bytes: a table by columns, best first. `template`
 * and `result` are places in the lists beside it, because many coupons share them. What the carts of a user have in common
 * is written once. `head` are fields in front of it.
 */
export const compactJson = (head: object, { best, kinds, decisions, ranks }: Ranking): string => {
  const templates = templatesOf(kinds)
  const results = share(decisions.map(resultOf))
  const cells = ranks.map((rank) => cellsOf(rank, templates))
  const column = (name: keyof Cells): string => cells.map((cell) => cell[name]).join()
  const result = ranks
    .map(({ pieces }) => pieces.map(({ kind }) => results.places[kind]).join())
    .join()
  const columns = (['id', 'couponId', 'coupon_id', 'template'] as const)
    .map((name) => `"${name}":[${column(name)}]`)
    .join()
  const rest = `"templates":${templates.list},"results":${results.list},"columns":{${columns},"result":[${result}]}}`
  return `${writeJson({ ...head, best }).slice(0, -1)},${rest}`
}
