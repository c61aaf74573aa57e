import { check } from '../../plugin/event/schema'
import { consumeCouponSchema } from '../../plugin/event/tables'
import type { Batch, GatewayCall } from '../contracts'
import { batchCard } from './batch-pane'
import { couponSummary } from './call-words'
import { clock, clockSeconds } from './clock'
import { button, counting, element, merchants } from './element'
import { sceneWords } from './enter-form'
import { issueList } from './event-card'
import { field, words } from './field'
import type { Change, Step } from './history'
import type { Now } from './now'
import { say } from './words'

/** What the four tabs of an event are drawn from. */
export interface ShownEvent {
  readonly change: Change
  readonly isDelivered: boolean
  readonly now: Now
  readonly calls: readonly GatewayCall[]
  readonly batches: readonly Batch[]
  readonly skipWait: () => void
}

const stepWords = ({ kind, text, ok }: Step, requests: number): [title: string, detail: string] => {
  const [bytes = '', ms = ''] = text.split(' ')
  switch (kind) {
    case 'reported':
      return [say('reported'), say('journeyReported', text)]
    case 'saved':
      return ok
        ? [say('saved'), say('journeySaved', bytes, Number(ms).toFixed(1))]
        : [say('saved'), say('journeyUnsaved')]
    case 'request':
      return [say('journeyRequest', requests), text === 'killed' ? say('journeyCut') : text]
    case 'stored':
      return [say('collector'), text === 'again' ? say('journeyStoredAgain') : say('journeyStored')]
    case 'killed':
      return [say('journeyKilled'), '']
    case 'started':
      return [say('journeyStarted'), '']
    case 'dropped':
      return [say('lostDropped'), text]
    default:
      return ['', text]
  }
}

const stepView = (time: string, kind: string, title: string, detail: (Node | string)[]) =>
  element(
    'li',
    '',
    element('time', '', time),
    element('i', kind),
    element('div', '', element('b', '', title), element('div', 'detail', ...detail)),
  )

/** When what happened to the event, from its report on, and what happens next. */
export const journeyPane = ({ change, isDelivered, now, skipWait }: ShownEvent): Node[] => {
  let requests = 0
  const steps = [...change.steps].sort((one, other) => one.at - other.at)
  const views = steps.map((step) => {
    if (step.kind === 'request') requests += 1
    const [title, detail] = stepWords(step, requests)
    const isApp = step.kind === 'killed' || step.kind === 'started'
    return stepView(clock(step.at).slice(0, 10), isApp ? 'app' : step.ok ? '' : 'bad', title, [
      detail,
    ])
  })
  if (!isDelivered) {
    const next = stepView('', 'bad', say('waiting'), counting(now.next, now.until))
    if (now.action === 'skipWait' || now.action === 'plus10')
      next.append(
        button({ id: 'skip-wait', className: 'btn small', run: skipWait }, say('skipWait')),
      )
    views.push(next)
  }
  const props = (...path: string[]) => field(change.event, 'props', ...path)
  const scene = words(props('chan', 'chan_wxapp_scene')) ?? ''
  const shop = words(props('chan', 'chan_shop_name'))
  const channel =
    words(props('chan', 'chan_id')) ?? words(props('chan', 'chan_custom', 'chan_custom_id'))
  const line = (name: string, ...value: (Node | string | false | undefined)[]) => [
    element('dt', '', name),
    element('dd', '', ...value),
  ]
  const code = (text: unknown) => element('code', '', words(text) ?? '–')
  return [
    element('ol', 'steps', ...views),
    element('h3', '', say('where')),
    element(
      'dl',
      'pairs',
      ...line(say('page'), merchants(words(props('page_title')) ?? ''), ' ', code(props('page'))),
      ...line(say('scene'), `${scene} ${sceneWords(Number(scene))}`),
      ...line(
        say('channel'),
        channel !== undefined && code(channel),
        ' ',
        shop !== undefined && merchants(shop),
      ),
      ...line(say('order'), code(props('order_id') ?? props('sub_order_id'))),
      ...line(say('eventId'), code(change.event_id)),
    ),
  ]
}

const leaves = (value: unknown, path = ''): [path: string, text: string][] => {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value).flatMap(([key, part]) =>
    leaves(part, Array.isArray(value) ? `${path}[${key}]` : [path, key].filter(Boolean).join('.')),
  )
}

/** The event against the vendor's table, field by field. */
export const checkPane = ({ change }: ShownEvent): Node[] => {
  const issues = check(consumeCouponSchema, change.event)
  const broken = new Set(issues.map(({ path }) => path))
  const verdict =
    issues.length === 0
      ? element('span', 'chip good', say('checkGood'))
      : element('span', 'chip bad', say('checkBad', issues.length))
  const list = element(
    'ul',
    'checks',
    ...leaves(change.event).map(([path, text]) =>
      element(
        'li',
        broken.has(path) ? 'bad' : '',
        element('div', '', element('code', '', path), element('div', 'detail', text)),
      ),
    ),
  )
  const broke = issueList(issues)
  return [element('p', '', verdict), ...(broke ? [broke] : []), list]
}

/** The event as it goes over the wire. */
export const jsonPane = ({ change }: ShownEvent): Node[] => {
  const text = JSON.stringify(change.event, null, 2)
  const copy = button(
    {
      id: 'copy-json',
      className: 'btn small',
      run: () =>
        void navigator.clipboard.writeText(text).then(() => (copy.textContent = say('copied'))),
    },
    say('copy'),
  )
  const written = element('pre', '', text)
  written.id = 'event-json'
  written.tabIndex = 0
  written.setAttribute('role', 'region')
  written.setAttribute('aria-label', say('json'))
  return [element('div', 'list-head', element('code', '', 'POST /api/report'), copy), written]
}

/** What the gateway said when this coupon was chosen, and what Youshu holds of its batch. */
export const couponPane = ({ change, calls, batches }: ShownEvent): Node[] => {
  const coupon_id = words(field(change.event, 'props', 'coupon', 'coupon_id')) ?? ''
  const asked = [...calls]
    .reverse()
    .find(
      (call) =>
        call.path === '/usable-coupons' &&
        call.status === 200 &&
        JSON.stringify(call.answer).includes(coupon_id),
    )
  const summary = asked && couponSummary(asked.answer)
  const said = summary
    ? [
        element('p', '', say('usable', summary.usable), ' · ', say('notUsable', summary.not)),
        element('p', '', clockSeconds(asked.at), ` · ${asked.ms ?? ''} ms`),
        summary.best && element('p', '', say('best', summary.best.title, summary.best.deduction)),
      ]
    : [element('p', '', say('gatewayNotAsked'))]
  const batch = batches.find((one) => one.coupon_id === coupon_id)
  return [
    element('h3', '', say('gatewaySaid')),
    element('div', 'card', ...said),
    element('h3', '', say('batchOf')),
    batch
      ? batchCard(batch)
      : element(
          'div',
          'card',
          element('span', 'chip warn', say('batchUnknown')),
          ' ',
          element('code', '', coupon_id),
        ),
    element('p', 'detail', say('countedOnce')),
  ]
}
