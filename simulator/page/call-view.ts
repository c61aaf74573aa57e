import type { Issue } from '../../plugin/event/schema'
import type { GatewayCall, GatewayMode } from '../contracts'
import { answerWords, questionWords } from './call-words'
import { clock } from './clock'
import { chinese, element } from './element'
import { issueList } from './event-view'
import { field, list } from './field'

const ASKERS: Readonly<Record<GatewayCall['from'], readonly [en: string, zh: string]>> = {
  phone: ['phone', '手机'],
  shop: ['merchant', '商家服务器'],
  operator: ['operator', '运营'],
}

const MODES: Readonly<Record<GatewayMode, string | undefined>> = {
  ok: undefined,
  slow: 'slow 慢',
  http500: 'ill 故障',
  malformed: 'bad data 坏数据',
}

const statusChip = ({ status, gone }: GatewayCall) => {
  if (gone) return element('span', 'chip warn', 'nobody waited 未等到应答')
  if (status === undefined) return element('span', 'chip', 'under way 处理中')
  return element('span', `chip ${status === 200 ? 'good' : 'bad'}`, String(status))
}

/** Written only when it is opened: an answer has some 40 KB. */
const wholeJson = ({ body, answer }: GatewayCall) => {
  const details = element('details', '', element('summary', '', 'Whole JSON 完整内容'))
  details.addEventListener(
    'toggle',
    () => {
      const part = (name: string, value: unknown) =>
        value === undefined
          ? []
          : [element('div', 'label', name), element('pre', '', JSON.stringify(value, null, 2))]
      details.append(...part('request 请求', body), ...part('answer 应答', answer))
    },
    { once: true },
  )
  return details
}

/** One question to the gateway: who asked what, in words, and what came of it. */
export const callView = (call: GatewayCall, isNew: boolean) => {
  const { at, from, path, mode, status, ms, answer } = call
  const [asker, zh] = ASKERS[from]
  const told = MODES[mode]
  const question = questionWords(call)
  const answered = answerWords(call)
  const isGood = status === 200 && typeof answer !== 'string'
  const view = element(
    'article',
    isNew ? 'asked new' : 'asked',
    element(
      'header',
      'request-head',
      element('time', '', clock(at)),
      element('span', 'grow', `${asker} `, chinese(zh)),
      told !== undefined && element('span', 'chip warn', told),
      ms !== undefined && element('span', 'took', `${ms} ms`),
      statusChip(call),
    ),
    element(
      'div',
      'call',
      element('p', '', element('code', 'path', path), question),
      answered !== '' && element('p', isGood ? 'answered' : 'answered bad', `→ ${answered}`),
      issueList(list(field(answer, 'issues')) as readonly Issue[]),
    ),
    wholeJson(call),
  )
  view.dataset['call'] = String(call.id)
  return view
}
