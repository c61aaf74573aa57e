import type { SeenRequest } from '../contracts'
import { byId, chinese, element } from './element'

const count = (id: string, kind: string, value: number, label: string, zh: string) => {
  const made = element(
    'div',
    `count ${value > 0 ? kind : ''}`,
    element('b', '', String(value)),
    `${label} `,
    chinese(zh),
  )
  made.dataset['count'] = id
  return made
}

/** The four numbers on top of the list. */
export const drawCounts = (requests: readonly SeenRequest[]) => {
  const events = requests.filter((request) => request.stored).flatMap((request) => request.events)
  const duplicates = events.filter((event) => event.duplicate).length
  const all = requests.flatMap((request) => request.events)
  const invalid =
    all.filter((event) => event.issues.length > 0).length +
    requests.filter((request) => request.queryIssues.length > 0).length
  byId('counts').replaceChildren(
    count('requests', '', requests.length, 'requests', '请求'),
    count('events', '', events.length, 'events', '入库事件'),
    count('duplicates', 'warn', duplicates, 'duplicates', '重复'),
    count('invalid', 'bad', invalid, 'invalid', '不合规'),
  )
}
