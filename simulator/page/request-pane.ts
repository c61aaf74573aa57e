import type { SeenRequest } from '../contracts'
import { clock } from './clock'
import { button, element } from './element'
import { eventCard, issueList } from './event-card'
import { say } from './words'

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
    element('summary', '', say('queryAndBody')),
    json(query, `${say('query')} ${id}`),
    json(body, `${say('body')} ${id}`),
  )
  return element(
    'article',
    'request',
    element(
      'header',
      'card-head',
      element('time', 'num', clock(at)),
      element('span', `chip ${KINDS[mode]}`, say(`outcome-${mode}`)),
    ),
    queryIssues.length > 0 &&
      element('div', 'event', element('b', '', say('query')), issueList(queryIssues)),
    ...events.map(eventCard),
    details,
  )
}

const emptyCard = () =>
  element(
    'div',
    'empty',
    element('strong', '', say('noRequests')),
    element('p', '', say('noRequestsText')),
  )

/** What the collector received, newest on top, with its counts: the other side of what the phone says. */
export const createRequestPane = (clear: () => void) => {
  const counts = element('p', 'counts')
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
    counts.replaceChildren(
      count('requests', requests.length, say('requestCount', requests.length)),
      count('events', stored.length, say('eventCount', stored.length)),
      count('repeats', repeated, say('repeatCount', repeated)),
      count('invalid', broken.length, say('invalidCount', broken.length)),
    )
    head.replaceChildren(
      counts,
      button({ id: 'clear', className: 'btn small', run: clear }, say('clearList')),
    )
  }
  const drawAll = () => {
    drawHead()
    const cards = [...requests].reverse().map(requestCard)
    list.replaceChildren(...(cards.length > 0 ? cards : [emptyCard()]))
  }
  return {
    place: [head, list],
    draw: drawAll,
    set(all: readonly SeenRequest[]) {
      requests = all
      drawAll()
    },
    add(request: SeenRequest) {
      if (requests.length === 0) list.replaceChildren()
      requests = [...requests, request]
      list.prepend(requestCard(request))
      drawHead()
    },
    all: () => requests,
  }
}
