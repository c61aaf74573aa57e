import type { Issue } from '../../plugin/event/schema'
import { GATEWAY_MODES, type GatewayCall, type GatewayMode } from '../contracts'
import { answerWords, questionWords } from './call-words'
import { clock } from './clock'
import { button, element } from './element'
import { issueList } from './event-card'
import { field, list } from './field'
import { radioGroup } from './radio-group'
import { say } from './words'

const MAX_OPEN = 4

const statusChip = ({ status, gone }: GatewayCall) => {
  if (gone) return element('span', 'chip warn', say('hungUp'))
  if (status === undefined) return element('span', 'chip', say('underWay'))
  return element('span', `chip ${status === 200 ? 'good' : 'bad'}`, String(status))
}

/** Written only when it is opened: an answer has some 40 KB. */
const wholeJson = ({ id, body, answer }: GatewayCall) => {
  const details = element('details', '', element('summary', '', say('wholeJson')))
  const part = (name: string, value: unknown) => {
    if (value === undefined) return []
    const text = element('pre', '', JSON.stringify(value, null, 2))
    text.tabIndex = 0
    text.setAttribute('role', 'region')
    text.setAttribute('aria-label', `${name} ${id}`)
    return [element('div', 'label', name), text]
  }
  details.addEventListener(
    'toggle',
    () => details.append(...part(say('request'), body), ...part(say('answer'), answer)),
    { once: true },
  )
  return details
}

/** One question to the gateway: the caller, what it asked in words, and what came of it. */
const callCard = (call: GatewayCall) => {
  const { id, at, from, path, mode, status, ms, answer } = call
  const answered = answerWords(call)
  const isGood = status === 200 && typeof answer !== 'string'
  const card = element(
    'article',
    'asked',
    element(
      'header',
      'card-head',
      element('time', 'num', clock(at)),
      element('span', 'grow', say(`from-${from}`)),
      mode !== 'ok' && element('span', 'chip warn', say(`gateway-${mode}`)),
      ms !== undefined && element('span', 'num', `${ms} ms`),
      statusChip(call),
    ),
    element(
      'div',
      'call',
      element('p', '', element('code', 'path', path), ' ', questionWords(call)),
      answered !== '' && element('p', isGood ? 'answered' : 'answered bad', `→ ${answered}`),
      issueList(list(field(answer, 'issues')) as readonly Issue[]),
    ),
    wholeJson(call),
  )
  card.dataset['call'] = String(id)
  return card
}

interface Acts {
  readonly setMode: (mode: GatewayMode) => void
  readonly clear: () => void
}

/** How the gateway answers, and what it was asked: newest on top, all but the newest few folded away. */
export const createGatewayPane = ({ setMode, clear }: Acts) => {
  const modes = element('div', '')
  modes.id = 'gateway-modes'
  const head = element('div', 'list-head')
  const recent = element('div', 'list')
  recent.id = 'calls'
  const earlierCount = element('summary', '')
  const earlier = element('details', 'folded', earlierCount)
  earlier.id = 'calls-earlier'
  let calls: readonly GatewayCall[] = []
  let mode: GatewayMode = 'ok'

  const cards = () => [
    ...recent.querySelectorAll('article'),
    ...earlier.querySelectorAll('article'),
  ]
  const emptyCard = () =>
    element(
      'div',
      'empty',
      element('strong', '', say('noCalls')),
      element('p', '', say('noCallsText')),
    )
  const fold = () => {
    // What comes over is newer than all that lies there.
    earlierCount.after(...[...recent.children].slice(MAX_OPEN))
    const count = earlier.querySelectorAll('article').length
    earlier.hidden = count === 0
    earlierCount.textContent = say('earlier', count)
  }
  const drawModes = () => {
    const choices = GATEWAY_MODES.map((value) => ({
      value,
      label: say(`gateway-${value}`),
      isFault: value !== 'ok',
    }))
    const legend = say('gatewayModes')
    modes.replaceChildren(
      radioGroup({
        name: 'gateway-mode',
        legend,
        isLegendShown: true,
        choices,
        chosen: mode,
        run: setMode,
      }),
    )
  }
  const drawAll = () => {
    drawModes()
    head.replaceChildren(
      element('p', '', say('gatewayText')),
      button({ id: 'clear-calls', className: 'btn small', run: clear }, say('clearList')),
    )
    cards().forEach((card) => card.remove())
    const made = [...calls].reverse().map(callCard)
    recent.replaceChildren(...(made.length > 0 ? made : [emptyCard()]))
    fold()
  }
  return {
    place: [modes, head, recent, earlier],
    draw: drawAll,
    showMode(next: GatewayMode) {
      mode = next
      drawModes()
    },
    set(all: readonly GatewayCall[]) {
      calls = all
      drawAll()
    },
    /** A new call, or the end of one that is shown. */
    put(call: GatewayCall) {
      const isKnown = calls.some(({ id }) => id === call.id)
      calls = isKnown ? calls.map((one) => (one.id === call.id ? call : one)) : [...calls, call]
      const known = cards().find((card) => card.dataset['call'] === String(call.id))
      if (known) known.replaceWith(callCard(call))
      else {
        recent.querySelector('.empty')?.remove()
        recent.prepend(callCard(call))
        fold()
      }
    },
    all: () => calls,
  }
}
