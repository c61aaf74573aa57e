import type { Batch, GatewayCall } from '../contracts'
import { batchIdOf, checkEvent } from '../table-check'
import { batchCard } from './batch-pane'
import { couponSummary } from './gateway-pane'
import { clock, clockSeconds, field, milliseconds, textOf } from './values'
import { button, counting, element, merchants } from './element'
import { sceneText } from './enter-form'
import { issueList } from './request-pane'
import type { Change, Step } from './change'
import type { Now } from './now'
import type { Station } from './stations'
import { t } from './messages'

/** What the four tabs of an event are drawn from. */
export interface ShownEvent {
  readonly change: Change
  readonly stations: readonly Station[]
  readonly isDelivered: boolean
  readonly now: Now
  readonly calls: readonly GatewayCall[]
  readonly batches: readonly Batch[]
  readonly skipWait: () => void
}

/** An answer of the collector without its braces: `HTTP 200, code 1: refused`. */
const answerText = (outcome: string): string => {
  const [, status, code, message] =
    /^(HTTP \d+) .*"code":(-?\d+)(?:.*"msg":"([^"]*)")?/.exec(outcome) ?? []
  if (code === undefined) return outcome
  return `${status}, code ${code}${message ? `: ${message}` : ''}`
}

const stepText = ({ kind, text, ok }: Step, requests: number): [title: string, detail: string] => {
  const [bytes = '', ms = ''] = text.split(' ')
  switch (kind) {
    case 'reported':
      return [t('reported'), t('journeyReported', text)]
    case 'saved':
      return ok
        ? [t('saved'), t('journeySaved', bytes, milliseconds(Number(ms)))]
        : [t('saved'), t('journeyUnsaved')]
    case 'request':
      return [t('journeyRequest', requests), text === 'killed' ? t('journeyCut') : answerText(text)]
    case 'stored':
      return [t('collector'), text === 'again' ? t('journeyStoredAgain') : t('journeyStored')]
    case 'killed':
      return [t('journeyKilled'), '']
    case 'started':
      return [t('journeyStarted'), '']
    case 'dropped':
      return [t('lostDropped'), text]
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
    const [title, detail] = stepText(step, requests)
    const isApp = step.kind === 'killed' || step.kind === 'started'
    return stepView(clock(step.at).slice(0, 10), isApp ? 'app' : step.ok ? '' : 'bad', title, [
      detail,
    ])
  })
  if (!isDelivered) {
    const next = stepView('', 'bad', t('waiting'), counting(now.next, now.until))
    if (now.action === 'skipWait' || now.action === 'plus10')
      next.lastElementChild?.append(
        button({ id: 'skip-wait', className: 'btn small', run: skipWait }, t('skipWait')),
      )
    views.push(next)
  }
  const props = (...path: string[]) => field(change.event, 'props', ...path)
  const scene = textOf(props('chan', 'chan_wxapp_scene')) ?? ''
  const shop = textOf(props('chan', 'chan_shop_name'))
  const channel =
    textOf(props('chan', 'chan_id')) ?? textOf(props('chan', 'chan_custom', 'chan_custom_id'))
  const line = (name: string, ...value: (Node | string | false | undefined)[]) => [
    element('dt', '', name),
    element('dd', '', ...value),
  ]
  const code = (text: unknown) => element('code', '', textOf(text) ?? '–')
  return [
    element('ol', 'steps', ...views),
    element('h3', '', t('where')),
    element(
      'dl',
      'pairs',
      ...line(t('page'), merchants(textOf(props('page_title')) ?? ''), ' ', code(props('page'))),
      ...line(t('scene'), `${scene} ${sceneText(Number(scene))}`),
      ...line(
        t('channel'),
        channel !== undefined && code(channel),
        ' ',
        shop !== undefined && merchants(shop),
      ),
      ...line(t('order'), code(props('order_id') ?? props('sub_order_id'))),
      ...line(t('eventId'), code(change.event_id)),
    ),
  ]
}

const leaves = (value: unknown, path = ''): [path: string, text: string][] => {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value).flatMap(([key, part]) =>
    leaves(part, Array.isArray(value) ? `${path}[${key}]` : [path, key].filter(Boolean).join('.')),
  )
}

/** The event against the vendor's table of its edition, field by field. */
export const checkPane = ({ change }: ShownEvent): Node[] => {
  const { edition, issues } = checkEvent(change.event)
  const broken = new Set(issues.map(({ path }) => path))
  const table = t(`edition-${edition}`)
  const result =
    issues.length === 0
      ? element('span', 'chip good', t('checkGood', table))
      : element('span', 'chip bad', t('checkBad', table, issues.length))
  result.dataset['edition'] = edition
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
  return [element('p', '', result), ...(broke ? [broke] : []), list]
}

/** The event as it goes over the wire. */
export const jsonPane = ({ change }: ShownEvent): Node[] => {
  const text = JSON.stringify(change.event, null, 2)
  const copy = button(
    {
      id: 'copy-json',
      className: 'btn small',
      run: (shown) =>
        void navigator.clipboard.writeText(text).then(() => (shown.textContent = t('copied'))),
    },
    t('copy'),
  )
  const written = element('pre', '', text)
  written.id = 'event-json'
  written.tabIndex = 0
  written.setAttribute('role', 'region')
  written.setAttribute('aria-label', t('json'))
  return [element('div', 'list-head', element('code', '', 'POST /api/report'), copy), written]
}

/** What the gateway said when this coupon was chosen, and what Youshu holds of its batch. */
export const couponPane = ({ change, calls, batches }: ShownEvent): Node[] => {
  const coupon_id = batchIdOf(change.event) ?? ''
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
        element('p', '', t('usable', summary.usable), ' · ', t('notUsable', summary.not)),
        element('p', '', clockSeconds(asked.at), ` · ${asked.ms ?? ''} ms`),
        summary.best && element('p', '', t('best', summary.best.title, summary.best.deduction)),
      ]
    : [element('p', '', t('gatewayNotAsked'))]
  const batch = batches.find((one) => one.coupon_id === coupon_id)
  return [
    element('h3', '', t('gatewaySaid')),
    element('div', 'card', ...said),
    element('h3', '', t('batchOf')),
    batch
      ? batchCard(batch)
      : element(
          'div',
          'card',
          element('span', 'chip warn', t('batchUnknown')),
          ' ',
          element('code', '', coupon_id),
        ),
    element('p', 'detail', t('countedOnce')),
  ]
}
