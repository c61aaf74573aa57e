import type { Cart } from '../../coupons/cart'
import type { CouponsAnswer, CouponsFailure, CouponsOutcome } from '../../coupons/types'
import { createCardList } from './card-list'
import { type Choice, choose } from './choose'
import { chosen } from './chosen'
import { pickerView, type Tab } from './picker-view'
import type { Phase } from './row-view'
import { sections } from './sections'
import type { Drawing, Surface } from './surface'
import { titleOf } from './title-of'

const MINUTE = 60_000
const NOTHING: Choice = { wish: { kind: 'best' }, coupon: null }

/** What is there before anything was asked. */
export const FIRST_DRAWING: Drawing = {
  view: pickerView({
    phase: 'waiting',
    answer: undefined,
    reason: undefined,
    groups: sections([]),
    choice: NOTHING,
    tab: 'usable',
    now: 0,
  }),
  list: { turn: 0, before: 0, after: 0, chunks: [] },
}

/** JSON, or something else each time where it has none: then it is asked about each time, and found to be no cart. */
const contentOf = (cart: unknown): unknown => {
  try {
    return JSON.stringify(cart)
  } catch {
    return {}
  }
}

/** The picker without its pixels: what it knows, what it was told, and what it tells. */
export const createPicker = ({ ask, now, after, draw, measure, tell }: Surface) => {
  const list = createCardList()
  let cart: Cart | null = null
  let content: unknown = 'null'
  let question = 0
  let phase: Phase = 'waiting'
  let answer: CouponsAnswer | undefined
  let reason: CouponsFailure | undefined
  let groups = sections([])
  let choice = NOTHING
  let tab: Tab = 'usable'
  let open = false
  let toldChoice = JSON.stringify(chosen(null))
  let toldState = 'empty'
  let stopAging = () => {}

  const look = () => {
    if (!open) return
    measure(list.turn(), (measured) => {
      if (list.measure(measured)) drawList()
    })
  }
  const listView = () =>
    list.view({
      now: now(),
      best: answer?.best ?? null,
      checked: choice.coupon?.id ?? null,
      open,
    })
  const drawList = () => draw({ list: listView() }, look)
  const drawAll = () => {
    const view = pickerView({ phase, answer, reason, groups, choice, tab, now: now() })
    draw({ view, list: listView() }, look)
  }
  const fillList = () => {
    const { usable, unknown, unusable } = groups
    if (tab === 'unusable') return list.show(unusable)
    const heading = `待门店确认 (${unknown.length})`
    return list.show([...usable, ...unknown], new Map([[usable.length, heading]]))
  }
  /** The words of an old answer say how old it is. */
  const keepAging = () => {
    stopAging()
    if (phase === 'stale') {
      stopAging = after(MINUTE, () => {
        drawAll()
        keepAging()
      })
    }
  }
  const tellChoice = () => {
    const detail = chosen(choice.coupon)
    const written = JSON.stringify(detail)
    if (written === toldChoice) return
    toldChoice = written
    tell('change', detail)
  }
  const tellState = () => {
    const state = phase === 'waiting' ? 'empty' : phase
    if (state === toldState) return
    toldState = state
    tell('state', { state })
  }
  const settle = (next: Phase, given?: CouponsAnswer, why?: CouponsFailure) => {
    phase = next
    answer = given
    reason = why
    groups = sections(given?.coupons ?? [])
    choice = given ? choose(choice.wish, given) : { wish: choice.wish, coupon: null }
    fillList()
    drawAll()
    keepAging()
    // The choice first: who waits for the end of loading finds it made.
    tellChoice()
    tellState()
  }
  const hear = (outcome: CouponsOutcome) => {
    if (outcome.state === 'outdated') return
    if (outcome.state === 'failed') return settle('failed', undefined, outcome.reason)
    if (outcome.state === 'stale') return settle('stale', outcome, outcome.reason)
    return settle(outcome.coupons.length ? 'ready' : 'empty', outcome)
  }
  const load = (of: Cart) => {
    question += 1
    const mine = question
    phase = 'loading'
    stopAging()
    drawAll()
    tellState()
    ask(of).then(
      (outcome) => {
        if (mine === question) hear(outcome)
      },
      () => {
        if (mine === question) settle('failed', undefined, 'malformed')
      },
    )
  }
  const wish = (next: Choice) => {
    if (phase === 'loading') return
    choice = next
    drawAll()
    tellChoice()
  }

  return {
    setCart(given: Cart | null | undefined) {
      const next = contentOf(given ?? null)
      if (next === content) return
      content = next
      cart = given ?? null
      if (cart) return load(cart)
      question += 1
      return settle('waiting')
    },
    retry() {
      if (cart && phase !== 'loading') load(cart)
    },
    setOpen(wanted: boolean) {
      open = wanted
      list.restart()
      drawAll()
    },
    showTab(wanted: Tab) {
      if (wanted === tab) return
      tab = wanted
      fillList()
      drawAll()
    },
    pick(place: number) {
      const coupon = list.at(place)
      if (coupon?.usable !== true) return
      wish({ wish: { kind: 'coupon', id: coupon.id, title: titleOf(coupon) }, coupon })
    },
    pickNone: () => wish({ wish: { kind: 'none' }, coupon: null }),
    toggleRules(place: number) {
      list.toggleRules(place)
      drawList()
    },
    scroll(turn: number, top: number) {
      if (list.scroll(turn, top)) drawList()
    },
    /** The screen or the text has another size. */
    resize() {
      if (list.forget()) drawList()
      else look()
    },
    /** The page is in front again: what depends on the time is drawn anew. */
    refresh: drawAll,
    /** Nothing is drawn or told any more. */
    close() {
      question += 1
      stopAging()
    },
  }
}
export type Picker = ReturnType<typeof createPicker>
