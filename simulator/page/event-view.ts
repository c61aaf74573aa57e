import type { Issue } from '../../plugin/event/schema'
import type { SeenEvent } from '../contracts'
import { chinese, element } from './element'
import { field, words } from './field'

const ACTIONS: Readonly<Record<string, string>> = {
  pre_consume: '预核销',
  consume: '核销',
  refund_consume: '退还',
}

const fact = (name: string, value: unknown, className = '') => {
  const text = words(value)
  return (
    text !== undefined &&
    element('div', className, element('dt', '', name), element('dd', '', text))
  )
}

/** The batch that the event speaks of: a way to it, and a word where Youshu does not know it. */
const batchFact = (value: unknown) => {
  const id = words(value)
  if (id === undefined) return false
  const link = element('a', 'batch-link', id)
  link.href = '#batches'
  link.dataset['batch'] = id
  const missing = element('span', 'chip bad', '该批次未上传 no such batch')
  missing.hidden = true
  return element('div', '', element('dt', '', 'coupon_id'), element('dd', '', link, ' ', missing))
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
        `: expected ${expected}, received ${received}`,
      ),
    ),
  )

const verdict = ({ issues, duplicate }: SeenEvent) => [
  issues.length === 0
    ? element('span', 'chip good', 'valid 合规')
    : element(
        'span',
        'chip bad',
        `${issues.length} broken ${issues.length > 1 ? 'rules' : 'rule'} 不合规`,
      ),
  duplicate && element('span', 'chip warn', 'duplicate 重复'),
]

/** One event: what happened to which coupon, where, by which channel, and the verdict of seed 000. */
export const eventView = (seen: SeenEvent) => {
  const { event, event_id, issues } = seen
  const props = field(event, 'props')
  const action = words(field(props, 'action_type')) ?? words(field(event, 'type')) ?? 'not an event'
  const order = field(props, 'order_id')
  const deduction = field(props, 'coupon_deduction')
  return element(
    'article',
    'event',
    element(
      'div',
      'event-head',
      element('b', '', action),
      chinese(ACTIONS[action] ?? ''),
      words(field(props, 'coupon_instance', 'coupon_ins_name')),
      ...verdict(seen),
    ),
    element(
      'dl',
      'facts',
      order === undefined
        ? fact('sub_order_id', field(props, 'sub_order_id'))
        : fact('order_id', order),
      batchFact(field(props, 'coupon', 'coupon_id')),
      fact('deduction', typeof deduction === 'number' ? `¥${deduction}` : deduction),
      fact('page_title', field(props, 'page_title')),
      fact('scene', field(props, 'chan', 'chan_wxapp_scene')),
      fact('chan_id', field(props, 'chan', 'chan_id')),
      fact('component', field(props, 'component', 'component_name')),
      fact('page', field(props, 'page'), 'whole-line'),
      fact('event_id', event_id, 'whole-line'),
    ),
    issueList(issues),
  )
}
