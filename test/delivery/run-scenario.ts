import { isDeepStrictEqual } from 'node:util'
import type { JournalEntry } from '../../plugin/delivery/journal'
import type { ConsumeCoupon } from '../../plugin/event/tables'
import { timeText } from '../../plugin/event/moment'
import { ACCEPTED, idOf, OFFLINE } from '../kit/collector'
import { change, createPhone, openPage } from '../kit/phone'
import { harm } from './faults'
import { FIRST_EDITION, FIRST_EDITION_EVENTS } from './first-edition-texts'
import { createPromise } from './promise'
import type { Scenario, Step } from './random-scenario'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A storage that does not answer at launch is waited for so long. */
const MAX_MUTE_MS = 30_000
/** What sticks to an event is found out; an outage would cost one try each twenty minutes. */
const MOST_TRIES = 30
const STATUSES = ['give_order', 'pay', 'refund'] as const
const ACTIONS = ['pre_consume', 'consume', 'refund_consume'] as const
const USERS = [
  { open_id: 'o-ann', user_id: 'u-ann', union_id: 'x-ann' },
  { open_id: 'o-bea', tag: [{ tag_id: '1', tag_name: 'gold' }] },
  { open_id: 'o-cid' },
]
const DESTINATIONS = [
  { appId: 'bi-a' },
  { appId: 'bi-b' },
  { appId: 'bi-a', reportUrl: 'https://other.example/report' },
]
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Tracker = ReturnType<ReturnType<typeof createPhone>['launch']>
type Answer = Pick<ReturnType<Tracker['trackOrder']>, 'queued' | 'duplicates'>

/** Runs one random scenario, lets everything heal, and says what of the promise was not kept. */
export const runScenario = async (scenario: Scenario): Promise<readonly string[]> => {
  const phone = createPhone(scenario.seed)
  const { clock, collector, storage } = phone
  collector.hasDate = scenario.hasDate
  const promise = createPromise((given) => {
    const { app_id, local_id = '' } = given
    const user = USERS.find(({ open_id }) => open_id === given.open_id)
    return UUID.test(local_id) && isDeepStrictEqual(given, { app_id, local_id, ...user })
  })
  const { wrong } = promise
  const faults = harm(storage, promise)
  const isExact = (): boolean => scenario.kind !== 'everything' && faults.isExact()
  const reached = new Map<number, number>()
  /** How often each event was sent since the launch. */
  const tries = new Map<string, number>()
  /** Orders after a refusal are others. */
  let epoch = 0
  let destination: { appId: string; reportUrl?: string } = { appId: 'bi-a' }
  let user = scenario.isLoggedIn ? USERS[0] : undefined
  /** What the host has stored of the user's answer. */
  let word: boolean | undefined = scenario.isLoggedIn || undefined
  let hasSpoken = false
  /** The collector asked to be left alone until then, by its own time. */
  let quietUntil = 0
  let launchedAt = 0
  let tracker: Tracker | undefined
  let other: Tracker | undefined

  const to = (): string => {
    const { appId, reportUrl = 'https://zhls.qq.com/api/report' } = destination
    return `${appId} ${reportUrl}`
  }
  const init = (of: Tracker, asks: boolean): void => {
    promise.initialised(to())
    of.init({ ...destination, batchSize: scenario.batchSize, ...(asks && { consent: false }) })
  }

  /** What an order's next change should be taken as, and what notes how it was taken. */
  const report = (order: number, coupons: number, again: boolean) => {
    const at = reached.get(order) ?? -1
    const rank = again && at >= 0 ? at : Math.min(at + 1, STATUSES.length - 1)
    const order_id = `order-${order}-${epoch}`
    const time = timeText(clock.now())
    const changed = change(STATUSES[rank], order_id, coupons)
    const ids = changed.coupons.map((one) => `${ACTIONS[rank]}/${order_id}/${one.coupon_ins_id}`)
    const record = (answer: Answer): void => {
      promise.tracked({ ids, ...answer, order: order_id, rank, to: to(), time }, phone.isAlive())
      if (phone.isAlive()) reached.set(order, rank)
    }
    return { changed, record }
  }
  const say = (of: Tracker, granted: boolean): void => {
    of.setConsent(granted)
    hasSpoken = true
    if (granted) return promise.agreed(phone.isAlive(), faults.isStorageFine())
    faults.erased(phone.isAlive())
    promise.refused(phone.isAlive(), faults.isStorageFine())
    epoch++
    reached.clear()
  }
  const logIn = (of: Tracker): void => {
    if (!user) return
    of.setUser(user)
    promise.loggedIn(user.open_id, phone.isAlive())
  }
  const hear = (entry: JournalEntry): void => {
    if (!phone.isAlive()) return
    promise.heard(entry, faults.isStorageFine())
    if (entry.status === 'retried' && entry.reason === 'HTTP 429')
      quietUntil = Math.max(quietUntil, clock.trueNow() + HOUR)
    throw new Error('a fault of the host')
  }
  const launchWith = (of: Tracker, early?: number): Tracker => {
    of.onReport(hear)
    const isFirst = early !== undefined
    const answer: Record<string, string[]> = { queued: [], duplicate: [] }
    of.onReport(({ status, event_id = '' }) => void answer[status]?.push(event_id))
    const { changed, record } = report(early ?? 0, 1, false)
    if (isFirst) of.trackOrder(changed)
    init(of, scenario.asksConsent)
    const { queued = [], duplicate: duplicates = [] } = answer
    if (isFirst) record({ queued, duplicates })
    const isToldAgain = word !== undefined && (word || !scenario.asksAgain)
    if (scenario.asksConsent && isToldAgain) say(of, !!word)
    logIn(of)
    openPage(of)
    return of
  }
  const launch = (early?: number): Tracker => {
    phone.kill()
    faults.launched()
    promise.launched(scenario.asksConsent, faults.isStorageFine())
    hasSpoken = false
    other = undefined
    storage.operations.length = 0
    tries.clear()
    launchedAt = clock.now()
    tracker = phone.launch()
    launchWith(tracker, early)
    const reads = storage.operations.filter(({ kind, key }) => kind === 'read' && /\d$/.test(key))
    // A refusal has to find all that there is.
    if (reads.length > 40 && promise.consent() !== 'refused')
      wrong.push(`${reads.length} records are read in a launch`)
    return tracker
  }
  const { send } = collector
  collector.send = (request, respond) => {
    const { appId, reportUrl } = request.to
    const before = collector.stored.length
    promise.parked(tracker?.getStatus().parked.map(({ event_id }) => event_id) ?? [])
    const events = request.texts.map((text) => JSON.parse(text) as ConsumeCoupon)
    promise.sent(events, `${appId} ${reportUrl}`)
    for (const id of events.map(idOf)) tries.set(id, (tries.get(id) ?? 0) + 1)
    // Of two copies each knows its own answers.
    if (clock.trueNow() < quietUntil && scenario.kind !== 'two copies')
      wrong.push('Retry-After is not obeyed')
    if (promise.mayBeRefused() && clock.now() - launchedAt < MAX_MUTE_MS)
      wrong.push('sent before the storage could say that the user refused')
    const abort = send(request, respond)
    promise.arrived(collector.stored.slice(before).map(idOf))
    return abort
  }

  const act = async (step: Step, of: Tracker): Promise<void> => {
    if (step.do === 'track') {
      const { changed, record } = report(step.order, step.coupons, step.again)
      record(of.trackOrder(changed))
    } else if (step.do === 'answer') collector.answer = step.answer
    else if (step.do === 'pass') {
      await clock.pass(step.ms)
      if (phone.isAlive()) promise.passed()
      if (!phone.isAlive() || !faults.isStorageFine()) return
      if (step.ms >= MAX_MUTE_MS) promise.answered()
      if (step.ms >= 1_000) promise.rested()
      if (step.ms >= 6 * MINUTE) promise.stored()
    } else if (step.do === 'restart') launch()
    else if (step.do === 'early') launch(step.order)
    else if (step.do === 'hide') of.appHide()
    else if (step.do === 'show') of.appShow({ scene: 1089, query: {} })
    else if (step.do === 'network') phone.networkReturns()
    else if (step.do === 'flush') void of.flush()
    else if (step.do === 'retry') of.retryRefused()
    else if (step.do === 'login') {
      user = USERS[step.user]
      logIn(of)
    } else if (step.do === 'init') {
      destination = DESTINATIONS[step.destination] ?? destination
      init(of, false)
      if (promise.consent() === 'waiting' && !hasSpoken)
        promise.unpaused(phone.isAlive(), faults.isStorageFine())
    } else if (step.do === 'consent') {
      if (step.says === 'wait') {
        init(of, true)
        if (!hasSpoken) promise.paused()
      } else say(of, (word = step.says))
    } else if (step.do === 'killAfter') phone.killAfter(step.operations)
    else if (step.do === 'setClock') {
      clock.set(clock.now() + step.ms)
      // How long it has obeyed, it can only know by this clock.
      quietUntil = 0
      launchedAt += step.ms
    } else if (step.do === 'turnToOtherCopy') {
      promise.faulted([], true)
      promise.doubled()
      ;[tracker, other] = [other ?? launchWith(phone.launchBeside()), of]
    } else if (step.do === 'upgrade' || step.do === 'downgrade') {
      phone.kill()
      faults.act(step)
    } else {
      // The host cleans up while the app is closed, or while it runs.
      if ('isClosed' in step && step.isClosed) phone.kill()
      faults.act(step)
      // What the collector asked for stands on one page, which may be gone now.
      quietUntil = 0
    }
    if (!faults.isStorageFine()) quietUntil = 0
  }

  if (scenario.hasFirstEdition) {
    for (const [key, text] of FIRST_EDITION) storage.cells.set(key, text)
    for (const { id, time, open_id } of FIRST_EDITION_EVENTS) promise.inherited(id, time, open_id)
  }
  launch()
  if (scenario.hasBacklog && tracker) {
    collector.answer = OFFLINE
    for (const order of [4, 5, 6, 7])
      await act({ do: 'track', order, coupons: 1, again: false }, tracker)
    await clock.pass(1_000)
    collector.next.push(ACCEPTED, ACCEPTED)
    await clock.pass(MINUTE)
  }
  for (const step of scenario.list) {
    if (tracker) await act(step, tracker)
    if (!phone.isAlive()) {
      // What a killed run heard may not have been stored.
      quietUntil = 0
      launch()
    }
  }

  // No version takes another's place while the app runs.
  const isReplaced = faults.isNewer()
  if (isReplaced) phone.kill()
  faults.heal()
  if (isReplaced) launch()
  quietUntil = 0
  user ??= USERS[2]
  word ??= true
  if (scenario.kind === 'nothing' && promise.consent() === 'granted' && tracker) {
    collector.answer = ACCEPTED
    logIn(tracker)
    await act({ do: 'track', order: 8, coupons: 1, again: false }, tracker)
    const free = promise.unsuspected()
    await clock.pass(3 * HOUR)
    const missing = promise.missing()
    const resting = phone.isAlive() ? free.filter((id) => missing.includes(id)) : []
    if (resting.length) wrong.push(`rests although others are accepted: ${resting.join(', ')}`)
  }
  if (scenario.lasting) {
    collector.answer = scenario.lasting
    for (let hour = 0; hour < 24; hour++) {
      if (hour % 12 === 0) launch()
      const goesOn = scenario.goesOn && promise.consent() === 'granted'
      if (goesOn && tracker)
        await act({ do: 'track', order: 30 + hour, coupons: 1, again: false }, tracker)
      await clock.pass(HOUR)
      const often = [...tries].filter(([, times]) => times > MOST_TRIES)
      if (often.length && goesOn && scenario.kind === 'nothing')
        wrong.push(`tried too often: ${often.join('; ')}`)
    }
    const stuck = promise.missing().filter((id) => !/order-[12]-/.test(id))
    const isAsked = promise.consent() === 'waiting'
    if (stuck.length && isExact() && !isAsked)
      wrong.push(`in the way of an event: ${stuck.join(', ')}`)
  }
  collector.answer = ACCEPTED
  // What is parked is tried again once a day.
  for (let launches = 0; launches < 5; launches++) {
    launch()
    await clock.pass(5 * HOUR)
  }
  // Told while the user is asked again.
  if (promise.consent() === 'waiting' && tracker)
    await act({ do: 'track', order: 10, coupons: 1, again: false }, tracker)
  if (['refused', 'waiting'].includes(promise.consent()) && tracker) say(tracker, true)
  // What a kill left behind goes with the next acknowledgement.
  await act({ do: 'track', order: 9, coupons: 1, again: false }, tracker as Tracker)
  await clock.pass(HOUR)
  promise.finish(isExact())
  if (tracker) {
    const { pending, parked } = tracker.getStatus()
    if (pending || parked.length) wrong.push(`stuck: ${pending} waiting, ${parked.length} parked`)
  }
  return wrong
}
