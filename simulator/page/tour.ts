import { button, byId, element, redraw } from './element'
import type { FaultGroup } from './faults'
import type { Change } from './history'
import { icon } from './icons'
import type { Balance } from './place'
import { currentLanguage, say, type Word } from './words'

/** What the tour looks at to see whether a step has been done, by hand or by itself. */
export interface TourSight {
  readonly changes: readonly Change[]
  /** Whether the event is delivered. */
  readonly isDelivered: (change: Change) => boolean
  readonly online: boolean
  readonly isRunning: boolean
  readonly balance: Balance
}

/** What the tour can do, as a person would. */
export interface TourHands {
  /** Everything works again: the app runs, in front, with a network, and the servers answer. */
  readonly heal: () => Promise<void>
  /** Places an order with a coupon and leaves its page open. */
  readonly order: () => Promise<void>
  readonly pay: () => Promise<void>
  readonly setOnline: (online: boolean) => Promise<void>
  readonly setMode: (mode: 'ok' | 'refuse' | 'lose-answer') => Promise<void>
  readonly kill: () => void
  readonly open: () => Promise<void>
  readonly moveTenMinutes: () => Promise<void>
  /** Waits until the sight is so; rejects after a while. */
  readonly until: (what: string, holds: (sight: TourSight) => boolean) => Promise<void>
}

interface Step {
  readonly title: Word
  readonly text: Word
  readonly hints: readonly FaultGroup[]
  readonly isDone: (sight: TourSight) => boolean
  readonly run: (hands: TourHands) => Promise<void>
}

/** So long a change can be seen before the next one covers it. */
const GLANCE_MS = 900
const glance = () => new Promise((resolve) => setTimeout(resolve, GLANCE_MS))

const cutAndPay = async ({ heal, order, setOnline, pay, until }: TourHands) => {
  await heal()
  await order()
  await until('the order to be delivered', ({ balance }) => balance.waiting === 0)
  await setOnline(false)
  await glance()
  await pay()
  await until('an event that waits', ({ balance }) => balance.waiting > 0)
}
const killWhileWaiting = async (hands: TourHands) => {
  await cutAndPay(hands)
  await glance()
  hands.kill()
}

const STEPS: readonly Step[] = [
  {
    title: 'tour1',
    text: 'tour1Text',
    hints: [],
    isDone: ({ changes, isDelivered }) =>
      changes.some((change) => change.order_status === 'pay' && isDelivered(change)),
    async run({ heal, order, pay, until }) {
      await heal()
      await order()
      await glance()
      await pay()
      await until('both delivered', (sight) => STEPS[0]?.isDone(sight) ?? true)
    },
  },
  {
    title: 'tour2',
    text: 'tour2Text',
    hints: ['network'],
    isDone: ({ online, balance }) => !online && balance.waiting > 0,
    run: cutAndPay,
  },
  {
    title: 'tour3',
    text: 'tour3Text',
    hints: ['app'],
    isDone: ({ isRunning, balance }) => !isRunning && balance.waiting > 0,
    async run(hands) {
      await killWhileWaiting(hands)
      await hands.until('killed while it waits', (sight) => STEPS[2]?.isDone(sight) ?? true)
    },
  },
  {
    title: 'tour4',
    text: 'tour4Text',
    hints: ['app', 'network'],
    isDone: ({ isRunning, balance, changes, isDelivered }) =>
      isRunning &&
      balance.waiting === 0 &&
      changes.some((one) => one.kills > 0 && isDelivered(one)),
    async run(hands) {
      await killWhileWaiting(hands)
      await glance()
      await hands.setOnline(true)
      await hands.setMode('ok')
      await glance()
      await hands.open()
      await hands.until('everything delivered', (sight) => STEPS[3]?.isDone(sight) ?? true)
    },
  },
  {
    title: 'tour5',
    text: 'tour5Text',
    hints: ['collector', 'time'],
    isDone: ({ changes, isDelivered }) =>
      changes.some((change) => change.refusals > 0 && isDelivered(change)),
    async run({ heal, order, pay, setMode, moveTenMinutes, until }) {
      await heal()
      await order()
      await until('the order to be delivered', ({ balance }) => balance.waiting === 0)
      await setMode('refuse')
      await glance()
      await pay()
      await until('a refused event', ({ changes, isDelivered }) =>
        changes.some((change) => change.refusals > 0 && !isDelivered(change)),
      )
      await glance()
      await setMode('ok')
      await glance()
      await moveTenMinutes()
      await until('the refused event delivered', (sight) => STEPS[4]?.isDone(sight) ?? true)
    },
  },
  {
    title: 'tour6',
    text: 'tour6Text',
    hints: ['collector'],
    isDone: ({ changes, isDelivered }) =>
      changes.some((change) => change.arrivals > 1 && isDelivered(change)),
    async run({ heal, order, pay, setMode, moveTenMinutes, until }) {
      await heal()
      await order()
      await until('the order to be delivered', ({ balance }) => balance.waiting === 0)
      await setMode('lose-answer')
      await glance()
      await pay()
      await until('an answer lost', ({ changes, isDelivered }) =>
        changes.some((change) => change.arrivals > 0 && !isDelivered(change)),
      )
      await glance()
      await setMode('ok')
      await moveTenMinutes()
      await until('one event, twice arrived', (sight) => STEPS[5]?.isDone(sight) ?? true)
    },
  },
]

/** Six ways to lose an event, by hand or by itself; each begins by healing the phone, whatever was pressed before. */
export const createTour = (hands: TourHands, changed: () => void) => {
  const place = byId('tour')
  const done = new Set<number>()
  let isOpen = false
  let step = 0
  let isBusy = false
  let failure = ''

  const run = async (index: number) => {
    if (isBusy) return
    isBusy = true
    failure = ''
    step = index
    changed()
    try {
      await STEPS[index]?.run(hands)
      done.add(index)
      await glance()
      if (step === index) step = index + 1
    } catch (error) {
      failure = (error as Error).message
    }
    isBusy = false
    changed()
  }
  const runAll = async () => {
    for (let index = 0; index < STEPS.length; index += 1) {
      await run(index)
      if (failure) return
    }
  }
  const goTo = (index: number) => {
    step = index
    failure = ''
    changed()
  }
  const toggle = () => {
    isOpen = !isOpen
    if (isOpen && step >= STEPS.length) {
      step = 0
      done.clear()
    }
    changed()
  }
  const stepButton = ({ title }: Step, index: number) => {
    const isDone = done.has(index)
    const isHere = step === index
    const number = isDone && !isHere ? icon('tick', 10) : String(index + 1)
    const made = button(
      { id: `tour-step-${index + 1}`, className: isDone ? 'done' : '', run: () => goTo(index) },
      number,
    )
    const name = `${say('tourStep', index + 1)}: ${say(title)}`
    made.setAttribute('aria-label', isDone ? `${name} (${say('tourDone')})` : name)
    if (isHere) made.setAttribute('aria-current', 'step')
    return element('li', '', made)
  }
  const actions = (isEnd: boolean) => {
    if (isEnd)
      return [button({ id: 'tour-end', className: 'btn primary', run: toggle }, say('close'))]
    const all = button(
      { id: 'tour-all', className: 'btn quiet', run: () => void runAll() },
      say('tourAll'),
    )
    const next = button(
      { id: 'tour-next', className: 'btn quiet', run: () => goTo(step + 1) },
      say(done.has(step) ? 'tourNext' : 'tourSkip'),
    )
    const go = button(
      { id: 'tour-do', className: 'btn primary', run: () => void run(step) },
      say(isBusy ? 'tourBusy' : 'tourDo'),
    )
    // Disabled in words only: the keyboard's focus stays where it is.
    if (isBusy) go.setAttribute('aria-disabled', 'true')
    return [step === 0 && !isBusy && all, !isBusy && next, go]
  }
  const views = ({ reported, delivered, waiting, lost }: Balance) => {
    const current = STEPS[step]
    const title = current ? say(current.title) : say('tourEnd', reported, delivered, waiting, lost)
    const end = button(
      { id: 'tour-close', className: 'btn quiet icon small', run: toggle },
      icon('cross'),
    )
    end.setAttribute('aria-label', say('close'))
    return [
      element(
        'div',
        'tour-head',
        element('h2', '', say('tour')),
        element('ol', '', ...STEPS.map(stepButton)),
        end,
      ),
      element(
        'div',
        'tour-body',
        element(
          'div',
          'tour-text',
          element('h3', '', title),
          element('p', '', say(current?.text ?? 'tourEndText')),
          failure !== '' && element('p', 'failure', say('tourFailed', failure)),
        ),
        element('div', 'tour-actions', ...actions(!current)),
      ),
    ]
  }
  return {
    toggle,
    isOpen: () => isOpen,
    run,
    /** What the current step wants to be pressed. */
    hints: (): readonly FaultGroup[] => (isOpen && !isBusy ? (STEPS[step]?.hints ?? []) : []),
    draw(sight: TourSight) {
      STEPS.forEach(({ isDone }, index) => isDone(sight) && done.add(index))
      place.hidden = !isOpen
      place.setAttribute('aria-label', say('tour'))
      const { balance } = sight
      redraw(place, [isOpen, step, [...done], isBusy, failure, balance, currentLanguage()], () =>
        isOpen ? views(balance) : [],
      )
    },
    reset() {
      done.clear()
      step = 0
      failure = ''
    },
  }
}
