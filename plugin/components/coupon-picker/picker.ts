import type { Cart } from '../../coupons/cart'
import type { Coupon, CouponsAnswer, CouponsFailure, CouponsOutcome } from '../../coupons/types'
import type { ActionCoupon, CouponAction } from '../../index'
import { createCardList, type ListView, type Measured } from './card-list'
import { titleOf } from './format'
import { type Phase, type PickerView, pickerView, type Tab } from './picker-view'
import {
  actionCoupon,
  changeDetail,
  groupCoupons,
  type ResolvedSelection,
  resolveSelection,
} from './selection'

/** What the component draws. */
export interface Drawing {
  readonly view: PickerView
  readonly list: ListView
}

/** Where and when something was seen. */
type Sight = Pick<CouponAction, 'page' | 'page_title' | 'time'>

/** What the picker needs from the component around it. Times are in ms. */
interface PickerHost {
  readonly fetchCoupons: (cart: Cart) => Promise<CouponsOutcome>
  readonly now: () => number
  /** Returns what cancels it. */
  readonly after: (ms: number, run: () => void) => () => void
  /** Draws what is given; calls back once it is in the tree. */
  readonly draw: (drawing: Partial<Drawing>, drawn: () => void) => void
  /** Measures the list in the tree. */
  readonly measure: (listId: number, found: (measured: Measured) => void) => void
  readonly emit: (event: 'change' | 'state', detail: object) => void
  /** Watches the cards in the tree: calls back with the place of each that comes into view. Returns what ends it. */
  readonly watchCards: (shown: (place: number) => void) => () => void
  readonly sight: () => Sight
  readonly track: (
    type: 'expose_coupon' | 'trigger_coupon',
    coupons: ActionCoupon[],
    sight?: Sight,
  ) => void
}

const MINUTE_MS = 60_000
/** Cards that come into view within this time are one report. */
const EXPOSURE_MS = 200
const NOT_SELECTED: ResolvedSelection = { selection: { kind: 'best' }, coupon: null }

/** What is there before anything was fetched. */
export const FIRST_DRAWING: Drawing = {
  view: pickerView({
    phase: 'waiting',
    answer: undefined,
    reason: undefined,
    groups: groupCoupons([]),
    resolved: NOT_SELECTED,
    tab: 'usable',
    now: 0,
  }),
  list: { listId: 0, before: 0, after: 0, chunks: [] },
}

/** JSON; another value each time where there is none, so that such a cart is sent each time and found to be none. */
const contentOf = (cart: unknown): unknown => {
  try {
    return JSON.stringify(cart)
  } catch {
    return {}
  }
}

/** The picker without its pixels: its state, what the user does, and the events for the host. */
export const createPicker = (host: PickerHost) => {
  const { fetchCoupons, now, after, draw, measure, emit, watchCards, sight, track } = host
  const list = createCardList()
  let cart: Cart | null = null
  let content: unknown = 'null'
  let latestRequest = 0
  let phase: Phase = 'waiting'
  let answer: CouponsAnswer | undefined
  let reason: CouponsFailure | undefined
  let groups = groupCoupons([])
  let resolved = NOT_SELECTED
  let tab: Tab = 'usable'
  let open = false
  let emittedChange = JSON.stringify(changeDetail(null))
  let emittedState = 'empty'
  let stopAging = () => {}
  let isReporting = false
  let stopWatching = () => {}
  /** Each card is exposed once in the picker's life, however often it is scrolled by. */
  const exposed = new Set<string>()
  let toExpose: ActionCoupon[] = []
  /** Of the first of them: when they are reported, another page may be in front. */
  let exposedAt: Sight = {}
  let cancelExposure = () => {}

  const reportExposures = () => {
    cancelExposure()
    if (toExpose.length) track('expose_coupon', toExpose, exposedAt)
    toExpose = []
  }
  const expose = (coupon: Coupon | undefined) => {
    const action = coupon && actionCoupon(coupon)
    if (!isReporting || !action || exposed.has(coupon.id)) return
    exposed.add(coupon.id)
    if (!toExpose.length) {
      exposedAt = sight()
      cancelExposure = after(EXPOSURE_MS, reportExposures)
    }
    toExpose.push(action)
  }
  /** The cards in the tree are other ones after each drawing. */
  const watch = () => {
    stopWatching()
    stopWatching = isReporting && open ? watchCards((place) => expose(list.at(place))) : () => {}
  }
  const remeasure = () => {
    watch()
    if (!open) return
    measure(list.id(), (measured) => {
      if (list.measure(measured)) drawList()
    })
  }
  const listView = () =>
    list.view({
      now: now(),
      best: answer?.best ?? null,
      checked: resolved.coupon?.id ?? null,
      open,
    })
  const drawList = () => draw({ list: listView() }, remeasure)
  const drawAll = () => {
    const view = pickerView({ phase, answer, reason, groups, resolved, tab, now: now() })
    draw({ view, list: listView() }, remeasure)
  }
  const fillList = () => {
    const { usable, unknown, unusable } = groups
    if (tab === 'unusable') return list.show(unusable)
    const heading = `待门店确认 (${unknown.length})`
    return list.show([...usable, ...unknown], new Map([[usable.length, heading]]))
  }
  /** The age of an old answer is shown, and goes on. */
  const keepAging = () => {
    stopAging()
    if (phase === 'stale') {
      stopAging = after(MINUTE_MS, () => {
        drawAll()
        keepAging()
      })
    }
  }
  const emitChange = () => {
    const detail = changeDetail(resolved.coupon)
    const json = JSON.stringify(detail)
    if (json === emittedChange) return
    emittedChange = json
    emit('change', detail)
  }
  const emitState = () => {
    const state = phase === 'waiting' ? 'empty' : phase
    if (state === emittedState) return
    emittedState = state
    emit('state', { state })
  }
  const applyResult = (next: Phase, result?: CouponsAnswer, why?: CouponsFailure) => {
    phase = next
    answer = result
    reason = why
    groups = groupCoupons(result?.coupons ?? [])
    const { selection } = resolved
    resolved = result ? resolveSelection(selection, result) : { selection, coupon: null }
    fillList()
    drawAll()
    keepAging()
    // The change first: a host that waits for the end of loading then knows the coupon.
    emitChange()
    emitState()
  }
  const onResult = (outcome: CouponsOutcome) => {
    if (outcome.state === 'outdated') return
    if (outcome.state === 'failed') return applyResult('failed', undefined, outcome.reason)
    if (outcome.state === 'stale') return applyResult('stale', outcome, outcome.reason)
    return applyResult(outcome.coupons.length ? 'ready' : 'empty', outcome)
  }
  const load = (of: Cart) => {
    latestRequest += 1
    const request = latestRequest
    phase = 'loading'
    stopAging()
    drawAll()
    emitState()
    fetchCoupons(of).then(
      (outcome) => {
        if (request === latestRequest) onResult(outcome)
      },
      () => {
        if (request === latestRequest) applyResult('failed', undefined, 'malformed')
      },
    )
  }
  const select = (next: ResolvedSelection) => {
    if (phase === 'loading') return
    resolved = next
    drawAll()
    emitChange()
  }

  return {
    setCart(given: Cart | null | undefined) {
      const next = contentOf(given ?? null)
      if (next === content) return
      content = next
      cart = given ?? null
      if (cart) return load(cart)
      latestRequest += 1
      return applyResult('waiting')
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
      const action = coupon && actionCoupon(coupon)
      if (isReporting && action) track('trigger_coupon', [action])
      if (coupon?.usable !== true) return
      select({ selection: { kind: 'coupon', id: coupon.id, title: titleOf(coupon) }, coupon })
    },
    pickNone: () => select({ selection: { kind: 'none' }, coupon: null }),
    toggleRules(place: number) {
      list.toggleRules(place)
      drawList()
    },
    scroll(listId: number, top: number) {
      if (list.scroll(listId, top)) drawList()
    },
    /** Whether exposures and taps are reported. */
    setReporting(wanted: boolean) {
      isReporting = wanted
      watch()
    },
    /** The screen or the text has another size. */
    resize() {
      if (list.forgetMeasures()) drawList()
      else remeasure()
    },
    /** The page is in front again: what depends on the time is drawn anew. */
    refresh: drawAll,
    /** Nothing is drawn or emitted any more. */
    close() {
      latestRequest += 1
      stopAging()
      stopWatching()
      reportExposures()
    },
  }
}
export type Picker = ReturnType<typeof createPicker>
