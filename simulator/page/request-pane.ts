import type { Issue } from '../../plugin/event/schema'
import { draw } from '../draw'
import type { SeenEvent, SeenRequest } from '../contracts'
import { batchIdOf } from '../table-check'
import { clock, field, textOf } from './values'
import { button, element, merchants } from './element'
import { t } from './messages'

const fact = (name: string, value: unknown, isMerchants = false) => {
  const text = textOf(value)
  if (text === undefined) return []
  return [
    element('dt', '', name),
    element('dd', '', isMerchants ? merchants(text) : element('code', '', text)),
  ]
}

/** The batch that the event names: a way to it, and a word where Youshu does not know it. */
const batchFact = (id: string | undefined) => {
  if (id === undefined) return []
  const link = element('a', 'batch-link', id)
  link.href = '#batches'
  link.dataset['batch'] = id
  const missing = element('span', 'chip bad', t('batchUnknown'))
  missing.hidden = true
  return [element('dt', '', 'coupon_id'), element('dd', '', link, ' ', missing)]
}

/** The broken rules in words: where, what the table wants, what was there. */
export const issueList = (issues: readonly Issue[]) =>
  issues.length > 0 &&
  element(
    'ul',
    'issues',
    ...issues.map(({ path, expected, received }) =>
      element(
        'li',
        '',
        element('code', '', path || '(the whole)'),
        `: ${t('expected', expected, received)}`,
      ),
    ),
  )

/** One event as the collector received it: what happened to which coupon, where, and what its table says. */
const eventCard = ({ event, event_id, edition, issues, duplicate }: SeenEvent): HTMLElement => {
  const props = (...path: string[]) => field(event, 'props', ...path)
  const action = textOf(props('action_type')) ?? textOf(field(event, 'type')) ?? '?'
  const deduction = props('coupon_deduction')
  const name = textOf(props('coupon_instance', 'coupon_ins_name'))
  const order = props('order_id') === undefined ? 'sub_order_id' : 'order_id'
  return element(
    'article',
    'event',
    element(
      'div',
      'event-head',
      element('b', '', action),
      name !== undefined && merchants(name),
      element(
        'span',
        issues.length > 0 ? 'chip bad' : 'chip good',
        t(issues.length > 0 ? 'invalid' : 'valid', t(`edition-${edition}`)),
      ),
      duplicate && element('span', 'chip warn', t('repeat')),
    ),
    element(
      'dl',
      'facts',
      ...fact(order, props(order)),
      ...batchFact(batchIdOf(event)),
      ...fact('deduction', typeof deduction === 'number' ? `¥${deduction}` : deduction),
      ...fact('page_title', props('page_title'), true),
      ...fact('page', props('page')),
      ...fact('scene', props('chan', 'chan_wxapp_scene')),
      ...fact('chan_id', props('chan', 'chan_id')),
      ...fact('component', props('component', 'component_name'), true),
      ...fact('event_id', event_id),
    ),
    issueList(issues),
  )
}

const KINDS = {
  ok: 'good',
  slow: 'good',
  'lose-answer': 'warn',
  http500: 'bad',
  refuse: 'bad',
} as const

const json = (value: unknown, label: string) => {
  const made = element('pre', '', JSON.stringify(value, null, 2))
  made.tabIndex = 0
  made.setAttribute('role', 'region')
  made.setAttribute('aria-label', label)
  return made
}

/** One request as it arrived: when, how it was answered, its events, and the whole of it on demand. */
const requestCard = ({ id, at, mode, events, query, body, queryIssues }: SeenRequest) => {
  const details = element(
    'details',
    '',
    element('summary', '', t('queryAndBody')),
    json(query, `${t('query')} ${id}`),
    json(body, `${t('body')} ${id}`),
  )
  const card = element(
    'article',
    'request',
    element(
      'header',
      'card-head',
      element('time', 'num', clock(at)),
      element('span', `chip ${KINDS[mode]}`, t(`outcome-${mode}`)),
    ),
    queryIssues.length > 0 &&
      element('div', 'event', element('b', '', t('query')), issueList(queryIssues)),
    ...events.map(eventCard),
    details,
  )
  card.dataset['key'] = String(id)
  return card
}

const emptyCard = () =>
  element(
    'div',
    'empty',
    element('strong', '', t('noRequests')),
    element('p', '', t('noRequestsText')),
  )

/** What the collector received, newest on top, with its counts: the other side of what the phone says. */
export const createRequestPane = (clear: () => void) => {
  const list = element('div', 'list')
  const head = element('div', 'list-head')
  let requests: readonly SeenRequest[] = []

  const drawHead = () => {
    const stored = requests.filter((one) => one.stored).flatMap(({ events }) => events)
    const broken = requests.flatMap(({ events, queryIssues }) => [
      ...events.filter(({ issues }) => issues.length > 0),
      ...(queryIssues.length > 0 ? [queryIssues] : []),
    ])
    const count = (name: string, value: number, text: string) => {
      const made = element('span', value > 0 && name === 'invalid' ? 'chip bad' : 'chip', text)
      made.dataset['count'] = name
      made.dataset['value'] = String(value)
      return made
    }
    const repeated = stored.filter(({ duplicate }) => duplicate).length
    draw(head, [
      element(
        'p',
        'counts',
        count('requests', requests.length, t('requestCount', requests.length)),
        count('events', stored.length, t('eventCount', stored.length)),
        count('repeats', repeated, t('repeatCount', repeated)),
        count('invalid', broken.length, t('invalidCount', broken.length)),
      ),
      button({ id: 'clear', className: 'btn small', run: clear }, t('clearList')),
    ])
  }
  const drawAll = () => {
    drawHead()
    const cards = [...requests].reverse().map(requestCard)
    draw(list, cards.length > 0 ? cards : [emptyCard()])
  }
  return {
    place: [head, list],
    draw: drawAll,
    set(all: readonly SeenRequest[]) {
      requests = all
      drawAll()
    },
    add(request: SeenRequest) {
      if (requests.length === 0) draw(list, [])
      requests = [...requests, request]
      list.prepend(requestCard(request))
      drawHead()
    },
    all: () => requests,
  }
}
