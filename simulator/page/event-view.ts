import type { Issue } from '../../plugin/event/issue'
import type { SeenEvent } from '../seen'
import { chinese, element } from './element'

const ACTIONS: Readonly<Record<string, string>> = {
  pre_consume: '预核销',
  consume: '核销',
  refund_consume: '退还',
}

type Fields = Record<string, unknown>

const at = (event: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Fields | null | undefined)?.[key], event)

const show = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

const fact = (name: string, value: unknown, className = '') => {
  const text = show(value)
  return (
    text !== undefined &&
    element('div', className, element('dt', '', name), element('dd', '', text))
  )
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
  const props = at(event, 'props')
  const action = show(at(props, 'action_type')) ?? show(at(event, 'type')) ?? 'not an event'
  const order = at(props, 'order_id')
  const deduction = at(props, 'coupon_deduction')
  return element(
    'article',
    'event',
    element(
      'div',
      'event-head',
      element('b', '', action),
      chinese(ACTIONS[action] ?? ''),
      show(at(props, 'coupon_instance', 'coupon_ins_name')),
      ...verdict(seen),
    ),
    element(
      'dl',
      'facts',
      order === undefined
        ? fact('sub_order_id', at(props, 'sub_order_id'))
        : fact('order_id', order),
      fact('deduction', typeof deduction === 'number' ? `¥${deduction}` : deduction),
      fact('page_title', at(props, 'page_title')),
      fact('scene', at(props, 'chan', 'chan_wxapp_scene')),
      fact('chan_id', at(props, 'chan', 'chan_id')),
      fact('component', at(props, 'component', 'component_name')),
      fact('page', at(props, 'page'), 'whole-line'),
      fact('event_id', event_id, 'whole-line'),
    ),
    issueList(issues),
  )
}
