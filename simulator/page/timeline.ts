import { clockSeconds, deduction, field, span, textOf } from './values'
import { button, byId, counting, element, icon, merchants, redraw } from './element'
import type { Change } from './change'
import type { Item, Mark } from './history'
import type { Now, NowAction } from './now'
import type { Place } from './ledger'
import type { Station, StationState } from './stations'
import { currentLanguage, hasMessage, t } from './messages'

export type Filter = 'all' | 'waiting' | 'delivered'

export interface ShownChange {
  readonly change: Change
  readonly place: Place
  readonly stations: readonly Station[]
  readonly isParked: boolean
}

export interface ShownTimeline {
  readonly now: Now
  readonly items: readonly Item[]
  /** By event id. */
  readonly changes: ReadonlyMap<string, ShownChange>
  readonly filter: Filter
  readonly selected: string | undefined
  /** The rail above the newest entry: how the phone's way out is just now. */
  readonly way: string
}

interface Acts {
  readonly act: (action: NowAction) => void
  readonly select: (event_id: string) => void
}

/** More than this is folded away: a page of a thousand rows cannot be read. */
const MAX_SHOWN = 100

const ACTION_WORDS = {
  open: 'openApp',
  online: 'goOnline',
  skipWait: 'skipWait',
  plus10: 'plus10',
} as const

const bead = (state: StationState) =>
  element('div', 'bead', element('span', 'dot', state === 'done' && icon('tick', 10)))

const stationView = ({ name, state, value, note, until, isMerchants }: Station) => {
  const noteView = element('div', 'note', ...counting(note || '\u00a0', until))
  if (isMerchants) noteView.lang = 'zh-CN'
  const view = element(
    'div',
    'station',
    bead(state),
    element('div', 'station-name', t(name)),
    element('div', 'value', value),
    noteView,
  )
  view.dataset['station'] = name
  view.dataset['state'] = state
  return view
}

const changeViews = ({ change, stations }: ShownChange) => {
  const { event, order_status, warnings } = change
  const props = (name: string) => field(event, 'props', name)
  const action = textOf(props('action_type')) ?? change.event_id.split('/')[0] ?? ''
  const coupon = textOf(field(event, 'props', 'coupon_instance', 'coupon_ins_name')) ?? ''
  const order = textOf(props('order_id')) ?? textOf(props('sub_order_id')) ?? ''
  const about = element('div', 'about')
  if (order_status) about.append(order_status, icon('arrow', 13))
  about.append(element('code', '', action))
  const name = element(
    'div',
    'coupon',
    merchants(coupon),
    element('span', 'amount', deduction(props('coupon_deduction'))),
  )
  const id = element(
    'div',
    'order',
    element('span', 'full', order),
    element('span', 'short', `…${order.slice(-6)}`),
  )
  const what = element('div', 'what', about, name, id)
  if (warnings.length > 0) {
    const chip = element('span', 'chip warn', t('warnings', warnings.length))
    chip.title = warnings.map(({ path, expected }) => `${path}: ${expected}`).join('\n')
    about.append(chip)
  }
  return [what, element('div', 'stations', ...stations.map(stationView))]
}

const markTitle = ({ kind }: Mark): string => {
  const titles: Readonly<Record<Mark['kind'], string>> = {
    offline: 'markOffline',
    online: 'markOnline',
    mode: 'collector',
    killed: 'markKilled',
    started: 'markStarted',
    hidden: 'markHidden',
    shown: 'markShown',
    entered: 'markEntered',
    time: 'markTime',
    gateway: 'gateway',
    caughtUp: 'markCaughtUp',
    order: 'markOrder',
    noEvent: 'trackOrder',
    page: 'markPage',
    payment: 'markPayment',
    fault: 'markError',
    standIn: 'markStandIn',
  }
  const key = titles[kind]
  return hasMessage(key) ? t(key) : key
}

const markText = ({ text: [key, ...values] }: Mark): string => {
  if (key === 'text') return String(values[0] ?? '')
  const filled = values.map((value) => {
    if (typeof value === 'string' && hasMessage(value)) return t(value)
    return key === 'markCaughtUpText' && value === values[1] ? span(Number(value)) : value
  })
  return t(key, ...filled)
}

const rail = (name?: Mark['kind']) =>
  element('div', 'rail', element('span', 'node', name && icon(name)))

const markViews = (mark: Mark) => [
  rail(mark.kind),
  element(
    'div',
    'line',
    element('b', '', markTitle(mark)),
    element('span', 'text', markText(mark)),
    element('time', 'num', clockSeconds(mark.at)),
  ),
]

const stateOf = ({ place, isParked, change }: ShownChange) =>
  place.kind === 'waiting'
    ? isParked
      ? 'parked'
      : change.sentAt === undefined
        ? 'waiting'
        : 'sending'
    : place.kind

/** The timeline: the sentence on top, then every order change and every trace, newest first, each drawn once. */
export const createTimeline = ({ act, select }: Acts) => {
  const list = byId('timeline')
  const nodes = new Map<string, HTMLElement>()
  let filled = false

  const node = (key: string, make: () => HTMLElement) => {
    const known = nodes.get(key)
    if (known) return known
    const made = make()
    if (filled) made.classList.add('entering')
    nodes.set(key, made)
    return made
  }
  const drawNow = (now: Now, way: string) => {
    const view = node('now', () => element('li', 'item now'))
    view.dataset['tone'] = now.tone
    view.dataset['way'] = way
    const { sentence, next, until, action } = now
    redraw(view, [now, currentLanguage()], () => [
      rail(),
      element(
        'div',
        'line',
        sentence !== '' && element('b', 'sentence', sentence),
        element('span', 'next', ...counting(next, until)),
        action &&
          button(
            { id: 'now-action', className: 'btn small', run: () => act(action) },
            t(ACTION_WORDS[action]),
          ),
      ),
    ])
    return view
  }
  const drawChange = (shown: ShownChange, way: string, isOpen: boolean) => {
    const { change, place } = shown
    const view = node(change.key, () => {
      const open = button({ id: '', className: 'open', run: () => select(change.event_id) })
      const row = element('article', 'row', open, element('div', 'cells'))
      const made = element('li', 'item change', rail(), row)
      made.dataset['eventId'] = change.event_id
      return made
    })
    const state = stateOf(shown)
    view.dataset['state'] = state
    view.dataset['way'] = way
    view.toggleAttribute('data-open', isOpen)
    const opener = view.querySelector('.open')
    const coupon = textOf(field(change.event, 'props', 'coupon_instance', 'coupon_ins_name')) ?? ''
    const standing = shown.stations.find(({ name }) => name === 'delivered')
    const outcome =
      place.kind === 'delivered' ? `${t('delivered')} ${standing?.value ?? ''}` : t(place.kind)
    opener?.setAttribute(
      'aria-label',
      [change.order_status, coupon, outcome].filter(Boolean).join(', '),
    )
    opener?.setAttribute('aria-expanded', String(isOpen))
    const cells = view.querySelector('.cells')
    if (cells)
      redraw(cells, [shown.stations, change.event, change.order_status, currentLanguage()], () =>
        changeViews(shown),
      )
    return view
  }
  const drawMark = (mark: Mark, way: string) => {
    const view = node(mark.key, () => element('li', 'item mark'))
    view.dataset['mark'] = mark.kind
    view.dataset['tone'] = mark.tone
    view.dataset['way'] = way
    redraw(view, [mark, currentLanguage()], () => markViews(mark))
    return view
  }
  const passes = (filter: Filter, shown: ShownTimeline['changes']) => (item: Item) => {
    if (filter === 'all') return true
    if (item.type === 'mark') return false
    const kind = shown.get(item.event_id)?.place.kind
    return filter === 'delivered' ? kind === 'delivered' : kind !== 'delivered'
  }
  return {
    draw({ now, items, changes, filter, selected, way }: ShownTimeline) {
      const all = items.filter(passes(filter, changes))
      const shown = all.slice(-MAX_SHOWN)
      const views = [drawNow(now, way)]
      for (const item of shown.reverse()) {
        const change = item.type === 'change' ? changes.get(item.event_id) : undefined
        if (item.type === 'mark') views.push(drawMark(item, item.way))
        else if (change) views.push(drawChange(change, item.way, selected === item.event_id))
      }
      if (all.length > shown.length) {
        const more = node('more', () => element('li', 'item older'))
        more.textContent = t('older', all.length - shown.length)
        views.push(more)
      }
      const wanted = new Set(views)
      for (const [key, view] of nodes) {
        if (wanted.has(view)) continue
        view.remove()
        nodes.delete(key)
      }
      views.forEach((view, index) => {
        if (list.children[index] !== view) list.insertBefore(view, list.children[index] ?? null)
      })
      list.hidden = items.length === 0
      filled = true
    },
    /** Moves the keyboard's focus from the row that has it to the next one. */
    focusNext(step: 1 | -1): string | undefined {
      const openers = [...list.querySelectorAll<HTMLElement>('.open')]
      const at = openers.findIndex((one) => one === document.activeElement)
      const next = at < 0 ? undefined : openers[at + step]
      next?.focus()
      next?.scrollIntoView({ block: 'nearest' })
      return next?.closest<HTMLElement>('[data-event-id]')?.dataset['eventId']
    },
    focus(event_id: string) {
      const rows = [...list.querySelectorAll<HTMLElement>('[data-event-id]')]
      rows
        .find((row) => row.dataset['eventId'] === event_id)
        ?.querySelector<HTMLElement>('.open')
        ?.focus()
    },
  }
}
