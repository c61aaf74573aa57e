import type { Mode, SeenRequest } from '../contracts'
import { clock } from './clock'
import { element } from './element'
import { eventView, issueList } from './event-view'

const OUTCOMES: Readonly<Record<Mode, readonly [text: string, kind: string]>> = {
  ok: ['stored, answered code 0', 'good'],
  slow: ['stored, answered after 15 s', 'good'],
  'lose-answer': ['stored, answer lost', 'warn'],
  http500: ['not stored, HTTP 500', 'bad'],
  refuse: ['not stored, code 1', 'bad'],
  offline: ['never arrived', 'bad'],
}

/** One request as it arrived: when, how it was answered, its events, and the whole of it on demand. */
export const requestView = (request: SeenRequest, isNew: boolean) => {
  const { at, mode, events, query, body, queryIssues } = request
  const [outcome, kind] = OUTCOMES[mode]
  return element(
    'article',
    isNew ? 'request new' : 'request',
    element(
      'header',
      'request-head',
      element('time', '', clock(at)),
      element('span', 'grow', `${events.length} ${events.length === 1 ? 'event' : 'events'}`),
      element('span', `chip ${kind}`, outcome),
    ),
    queryIssues.length > 0 &&
      element('div', 'event', element('b', '', 'query'), issueList(queryIssues) || ''),
    ...events.map(eventView),
    element(
      'details',
      '',
      element('summary', '', 'Query and body 参数与内容'),
      element('div', 'label', 'query'),
      element('pre', '', JSON.stringify(query, null, 2)),
      element('div', 'label', 'body'),
      element('pre', '', JSON.stringify(body, null, 2)),
    ),
  )
}
