import type { Issue } from '../../plugin/event/schema'
import type { SeenEvent } from '../contracts'
import { element, merchants } from './element'
import { field, words } from './field'
import { say } from './words'

const fact = (name: string, value: unknown, isMerchants = false) => {
  const text = words(value)
  if (text === undefined) return []
  return [
    element('dt', '', name),
    element('dd', '', isMerchants ? merchants(text) : element('code', '', text)),
  ]
}

/** The batch that the event speaks of: a way to it, and a word where Youshu does not know it. */
const batchFact = (value: unknown) => {
  const id = words(value)
  if (id === undefined) return []
  const link = element('a', 'batch-link', id)
  link.href = '#batches'
  link.dataset['batch'] = id
  const missing = element('span', 'chip bad', say('batchUnknown'))
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
        `: ${say('expected', expected, received)}`,
      ),
    ),
  )

/** One event as the collector received it: what happened to which coupon, where, and the verdict of the table. */
export const eventCard = ({ event, event_id, issues, duplicate }: SeenEvent): HTMLElement => {
  const props = (...path: string[]) => field(event, 'props', ...path)
  const action = words(props('action_type')) ?? words(field(event, 'type')) ?? '?'
  const deduction = props('coupon_deduction')
  const name = words(props('coupon_instance', 'coupon_ins_name'))
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
        say(issues.length > 0 ? 'invalid' : 'valid'),
      ),
      duplicate && element('span', 'chip warn', say('repeat')),
    ),
    element(
      'dl',
      'facts',
      ...fact(order, props(order)),
      ...batchFact(props('coupon', 'coupon_id')),
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
