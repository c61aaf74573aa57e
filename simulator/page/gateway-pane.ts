import { decodeCoupons } from '../../plugin/coupons/decode'
import type { Issue } from '../../plugin/event/schema'
import { GATEWAY_MODES, type GatewayCall, type GatewayMode } from '../contracts'
import { become, draw, listen } from '../draw'
import { clock, clockSeconds, field, list, textOf } from './values'
import { button, element, radioGroup, redraw } from './element'
import { issueList } from './request-pane'
import { currentLanguage, t, type MessageKey } from './messages'

const MAX_LINES = 3

const yuan = (value: unknown) => {
  const amount = textOf(value)
  return amount === undefined || Number(amount) === 0 ? undefined : `¥${amount}`
}

const join = (...parts: readonly (string | undefined)[]) =>
  parts.filter((part) => part !== undefined).join(' · ')

const WAYS: Readonly<Record<string, MessageKey>> = { 1: 'dineIn', 3: 'delivery' }

/** A cart on one line: the shop, how it is bought, the goods, what is off already. */
const cartText = (cart: unknown) => {
  const lines = list(field(cart, 'trade_marks'))
  const goods = lines.slice(0, MAX_LINES).map((line) => {
    const [num, mark] = [textOf(field(line, 'num')), textOf(field(line, 'trade_mark'))]
    return `${num ?? '?'} × ${mark ?? '?'} ${yuan(field(line, 'price')) ?? ''}`.trim()
  })
  const way = WAYS[textOf(field(cart, 'type_cate')) ?? '']
  const off = yuan(field(cart, 'discount_price'))
  const fee = yuan(field(cart, 'delivery_fee'))
  return join(
    textOf(field(cart, 'multi_mark')),
    way && t(way),
    ...goods,
    lines.length > MAX_LINES ? t('moreLines', lines.length - MAX_LINES) : undefined,
    off && t('off', off),
    fee && t('fee', fee),
  )
}

/** What an answer about usable coupons says, in numbers; undefined where it is none. */
export const couponSummary = (answer: unknown) => {
  // Whatever there was to pay: the page shows what was answered, in the long form or the short one.
  const { coupons = [], best: id } = decodeCoupons(answer, Infinity, 0) ?? {}
  const count = (usable: unknown) => coupons.filter((one) => one.usable === usable).length
  const best = coupons.find((one) => one.id === id)
  return {
    total: coupons.length,
    usable: count(true),
    unknown: count('unknown'),
    not: count(false),
    best: best && { title: best.coupon.title, deduction: yuan(best.deduction) ?? '¥0' },
  }
}

const resultText = (answer: unknown) => {
  const { usable, unknown, not, best } = couponSummary(answer)
  return join(
    t('usable', usable),
    unknown > 0 ? t('toConfirm', unknown) : undefined,
    t('notUsable', not),
    best ? t('best', best.title, best.deduction) : t('noBest'),
  )
}

const ANSWERS: Readonly<Record<string, (answer: unknown) => string>> = {
  '/usable-coupons': resultText,
  '/sessions': (answer) =>
    t('sessionUntil', clockSeconds(Number(field(answer, 'expires_at')) * 1000)),
  '/coupon-batches': (answer) =>
    t(
      'acceptedRefused',
      textOf(field(answer, 'accepted')) ?? '?',
      list(field(answer, 'refused')).length,
    ),
}

const QUESTIONS: Readonly<Record<string, (body: unknown) => string>> = {
  '/usable-coupons': cartText,
  '/sessions': (body) => `user_id ${textOf(field(body, 'user_id')) ?? ''}`,
  '/coupon-batches': (body) => t('batchTotal', list(field(body, 'coupons')).length),
}

/** What was asked, on one line; empty where that has no words. */
const questionText = ({ path, body }: GatewayCall): string =>
  typeof body === 'object' && body !== null ? (QUESTIONS[path]?.(body) ?? '') : ''

/** What was answered, on one line; empty where that has no words. */
const answerText = ({ path, status, answer }: GatewayCall): string => {
  if (typeof answer === 'string') return t('notJson')
  if (status !== 200) return textOf(field(answer, 'error')) ?? ''
  return ANSWERS[path]?.(answer) ?? ''
}

const MAX_OPEN = 4

const statusChip = ({ status, gone }: GatewayCall) => {
  if (gone) return element('span', 'chip warn', t('hungUp'))
  if (status === undefined) return element('span', 'chip', t('underWay'))
  return element('span', `chip ${status === 200 ? 'good' : 'bad'}`, String(status))
}

/** Written only where it is open: an answer has some 40 KB. */
const wholeJson = ({ id, body, answer }: GatewayCall, isOpen: boolean) => {
  const summary = () => element('summary', '', t('wholeJson'))
  const part = (name: string, value: unknown) => {
    if (value === undefined) return []
    const text = element('pre', '', JSON.stringify(value, null, 2))
    text.tabIndex = 0
    text.setAttribute('role', 'region')
    text.setAttribute('aria-label', `${name} ${id}`)
    return [element('div', 'label', name), text]
  }
  const whole = () => [summary(), ...part(t('request'), body), ...part(t('answer'), answer)]
  const details = element('details', '', ...(isOpen ? whole() : [summary()]))
  listen(details, 'toggle', ({ currentTarget }) => draw(currentTarget as Element, whole()))
  return details
}

/** One question to the gateway: the caller, what it asked in words, and what came of it. */
const callCard = (call: GatewayCall, isOpen = false) => {
  const { id, at, from, path, mode, status, ms, answer } = call
  const answered = answerText(call)
  const isGood = status === 200 && typeof answer !== 'string'
  const card = element(
    'article',
    'asked',
    element(
      'header',
      'card-head',
      element('time', 'num', clock(at)),
      element('span', 'grow', t(`from-${from}`)),
      mode !== 'ok' && element('span', 'chip warn', t(`gateway-${mode}`)),
      ms !== undefined && element('span', 'num', `${ms} ms`),
      statusChip(call),
    ),
    element(
      'div',
      'call',
      element('p', '', element('code', 'path', path), ' ', questionText(call)),
      answered !== '' && element('p', isGood ? 'answered' : 'answered bad', `→ ${answered}`),
      issueList(list(field(answer, 'issues')) as readonly Issue[]),
    ),
    wholeJson(call, isOpen),
  )
  card.dataset['call'] = String(id)
  card.dataset['key'] = String(id)
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
    element('div', 'empty', element('strong', '', t('noCalls')), element('p', '', t('noCallsText')))
  const fold = () => {
    // What comes over is newer than all that lies there.
    earlierCount.after(...[...recent.children].slice(MAX_OPEN))
    const count = earlier.querySelectorAll('article').length
    earlier.hidden = count === 0
    earlierCount.textContent = t('earlier', count)
  }
  const drawModes = () => {
    const choices = GATEWAY_MODES.map((value) => ({
      value,
      label: t(`gateway-${value}`),
      isFault: value !== 'ok',
    }))
    const legend = t('gatewayModes')
    redraw(modes, [mode, currentLanguage()], () => [
      radioGroup({
        name: 'gateway-mode',
        legend,
        isLegendShown: true,
        choices,
        chosen: mode,
        run: setMode,
      }),
    ])
  }
  const drawAll = () => {
    drawModes()
    draw(head, [
      element('p', '', t('gatewayText')),
      button({ id: 'clear-calls', className: 'btn small', run: clear }, t('clearList')),
    ])
    draw(earlier, [earlierCount])
    const made = [...calls].reverse().map((call) => callCard(call))
    draw(recent, made.length > 0 ? made : [emptyCard()])
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
      if (known) become(known, callCard(call, known.querySelector('details')?.open))
      else {
        recent.querySelector('.empty')?.remove()
        recent.prepend(callCard(call))
        fold()
      }
    },
    all: () => calls,
  }
}
