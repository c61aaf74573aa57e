import { button, byId, element, icon, redraw } from './element'
import type { FaultGroup } from './faults'
import type { Change } from './change'
import type { Balance } from './ledger'
import { currentLanguage, t, type MessageKey } from './messages'

/** What the tour looks at to see whether a step has been done, by hand or by itself. */
export interface TourView {
  readonly changes: readonly Change[]
  /** Whether the event is delivered. */
  readonly isDelivered: (change: Change) => boolean
  readonly online: boolean
  readonly isRunning: boolean
  readonly balance: Balance
}

/** What the tour can do, as a person would. */
export interface TourActions {
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
  /** Moves the phone's time to the next try, until nothing waits. */
  readonly deliver: () => Promise<void>
  /** Waits until the view is so; rejects after a while. */
  readonly until: (what: string, holds: (view: TourView) => boolean) => Promise<void>
}

interface Step {
  readonly title: MessageKey
  readonly text: MessageKey
  readonly hints: readonly FaultGroup[]
  readonly isDone: (view: TourView) => boolean
  readonly run: (actions: TourActions) => Promise<void>
}

/** So long a change can be seen before the next one covers it. */
const STEP_PAUSE_MS = 900
const pause = () => new Promise((resolve) => setTimeout(resolve, STEP_PAUSE_MS))

const cutAndPay = async ({ heal, order, setOnline, pay, until }: TourActions) => {
  await heal()
  await order()
  await until('the order to be delivered', ({ balance }) => balance.waiting === 0)
  await setOnline(false)
  await pause()
  await pay()
  await until('an event that waits', ({ balance }) => balance.waiting > 0)
}
const killWhileWaiting = async (actions: TourActions) => {
  await cutAndPay(actions)
  await pause()
  actions.kill()
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
      await pause()
      await pay()
      await until('both delivered', (view) => STEPS[0]?.isDone(view) ?? true)
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
    async run(actions) {
      await killWhileWaiting(actions)
      await actions.until('killed while it waits', (view) => STEPS[2]?.isDone(view) ?? true)
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
    async run(actions) {
      await killWhileWaiting(actions)
      await pause()
      await actions.setOnline(true)
      await actions.setMode('ok')
      await pause()
      await actions.open()
      await actions.until('everything delivered', (view) => STEPS[3]?.isDone(view) ?? true)
    },
  },
  {
    title: 'tour5',
    text: 'tour5Text',
    hints: ['collector', 'time'],
    isDone: ({ changes, isDelivered }) =>
      changes.some((change) => change.refusals > 0 && isDelivered(change)),
    async run({ heal, order, pay, setMode, moveTenMinutes, deliver, until }) {
      await heal()
      await order()
      await until('the order to be delivered', ({ balance }) => balance.waiting === 0)
      await setMode('refuse')
      await pause()
      await pay()
      await until('a refused event', ({ changes, isDelivered }) =>
        changes.some((change) => change.refusals > 0 && !isDelivered(change)),
      )
      await pause()
      await setMode('ok')
      await pause()
      await moveTenMinutes()
      await deliver()
      await until('the refused event delivered', (view) => STEPS[4]?.isDone(view) ?? true)
    },
  },
  {
    title: 'tour6',
    text: 'tour6Text',
    hints: ['collector'],
    isDone: ({ changes, isDelivered }) =>
      changes.some((change) => change.arrivals > 1 && isDelivered(change)),
    async run({ heal, order, pay, setMode, moveTenMinutes, deliver, until }) {
      await heal()
      await order()
      await until('the order to be delivered', ({ balance }) => balance.waiting === 0)
      await setMode('lose-answer')
      await pause()
      await pay()
      await until('an answer lost', ({ changes, isDelivered }) =>
        changes.some((change) => change.arrivals > 0 && !isDelivered(change)),
      )
      await pause()
      await setMode('ok')
      await moveTenMinutes()
      await deliver()
      await until('one event, twice arrived', (view) => STEPS[5]?.isDone(view) ?? true)
    },
  },
]

/** Six ways to lose an event, by hand or by itself; each begins by healing the phone, whatever was pressed before. */
export const createTour = (actions: TourActions, changed: () => void) => {
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
      await STEPS[index]?.run(actions)
      done.add(index)
      await pause()
      const left = STEPS.findIndex((_, one) => !done.has(one))
      if (step === index) step = index + 1 < STEPS.length || left < 0 ? index + 1 : left
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
    const name = `${t('tourStep', index + 1)}: ${t(title)}`
    made.setAttribute('aria-label', isDone ? `${name} (${t('tourDone')})` : name)
    if (isHere) made.setAttribute('aria-current', 'step')
    return element('li', '', made)
  }
  const buttons = (isEnd: boolean) => {
    if (isEnd)
      return [button({ id: 'tour-end', className: 'btn primary', run: toggle }, t('close'))]
    const all = button(
      { id: 'tour-all', className: 'btn quiet', run: () => void runAll() },
      t('tourAll'),
    )
    const next = button(
      { id: 'tour-next', className: 'btn quiet', run: () => goTo(step + 1) },
      t(done.has(step) ? 'tourNext' : 'tourSkip'),
    )
    const go = button(
      { id: 'tour-do', className: 'btn primary', run: () => void run(step) },
      t(isBusy ? 'tourBusy' : 'tourDo'),
    )
    // Disabled in words only: the keyboard's focus stays where it is.
    if (isBusy) go.setAttribute('aria-disabled', 'true')
    return [step === 0 && !isBusy && all, !isBusy && next, go]
  }
  const views = ({ reported, delivered, waiting, lost }: Balance) => {
    const current = STEPS[step]
    const title = current ? t(current.title) : t('tourEnd', reported, delivered, waiting, lost)
    const end = button(
      { id: 'tour-close', className: 'btn quiet icon small', run: toggle },
      icon('cross'),
    )
    end.setAttribute('aria-label', t('close'))
    return [
      element(
        'div',
        'tour-head',
        element('h2', '', t('tour')),
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
          element('p', '', t(current?.text ?? 'tourEndText')),
          failure !== '' && element('p', 'failure', t('tourFailed', failure)),
        ),
        element('div', 'tour-actions', ...buttons(!current)),
      ),
    ]
  }
  return {
    toggle,
    isOpen: () => isOpen,
    run,
    /** What the current step wants to be pressed. */
    hints: (): readonly FaultGroup[] => (isOpen && !isBusy ? (STEPS[step]?.hints ?? []) : []),
    draw(view: TourView) {
      STEPS.forEach(({ isDone }, index) => isDone(view) && done.add(index))
      place.hidden = !isOpen
      place.setAttribute('aria-label', t('tour'))
      const { balance } = view
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
