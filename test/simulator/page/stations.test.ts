import { nowOf } from '../../../simulator/page/now'
import { balanceOf, createPlaces } from '../../../simulator/page/ledger'
import { ID, createScenario } from './scenario'

const now = (scenario: ReturnType<typeof createScenario>) => {
  const changes = scenario.history.changes()
  const moment = scenario.moment()
  const places = createPlaces().of(changes, moment)
  return nowOf({ changes, places, moment, balance: balanceOf(places) })
}

test('saved is proved by a write between the call and its return', () => {
  const scenario = createScenario()
  scenario.pay()
  expect(scenario.stations()[1]).toEqual({ state: 'done', value: '1.2 ms', note: '604 B' })
})

test('an event that the storage did not take says so, until it does', () => {
  const scenario = createScenario()
  scenario.pay(ID, false)
  scenario.setStatus({ pending: 1, waiting: [ID] })
  expect(scenario.stations()[1]).toEqual({ state: 'busy', value: 'not yet', note: 'retried' })
  scenario.set({ stored: new Set([ID]) })
  expect(scenario.stations()[1]).toMatchObject({ state: 'done', value: 'after return' })
})

test('of an event whose call was not seen, saved is said without a time', () => {
  const scenario = createScenario()
  scenario.report('queued')
  expect(scenario.stations()[1]).toMatchObject({ state: 'busy', value: 'not yet' })
  scenario.set({ stored: new Set([ID]) })
  expect(scenario.stations()[1]).toEqual({ state: 'done', value: 'Saved', note: '' })
  scenario.collectorStores()
  scenario.forget()
  expect(scenario.stations()[1]).toEqual({ state: 'done', value: 'Saved', note: '' })
})

test('once the network is back, an event that found none just waits', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.send()
  scenario.answer('request:fail net::ERR_INTERNET_DISCONNECTED')
  scenario.setStatus({ next: { at: scenario.moment().now + 4_000, reason: 'network' } })
  expect(scenario.stations()[2]).toEqual({ state: 'busy', value: 'Waiting', note: 'next try {0}' })
})

test('offline: it waits for the network and says when it tries again', () => {
  const scenario = createScenario()
  scenario.set({ online: false })
  scenario.history.setWay('offline')
  scenario.pay()
  const at = scenario.moment().now + 4_000
  scenario.setStatus({ pending: 1, waiting: [ID], next: { at, reason: 'request:fail' } })
  expect(scenario.stations()[2]).toEqual({ state: 'busy', value: 'Offline', note: 'next try {0}' })
  expect(now(scenario)).toMatchObject({
    tone: 'bad',
    sentence: 'No network. 1 safe in storage.',
    until: at,
    action: 'online',
  })
})

test('killed: it is safe in storage and goes at the next launch', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.set({ app: 'killed', status: undefined })
  expect(scenario.stations()[2]).toMatchObject({ state: 'busy', value: 'App not running' })
  expect(now(scenario)).toEqual({
    tone: 'dead',
    sentence: 'The app is not running. 1 safe in storage.',
    next: 'Goes at the next launch',
    action: 'open',
  })
})

test('refused: it is set aside, with the code and the time of the next try', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.report('refused', 'HTTP 200 {"code":1}')
  const retry_at = scenario.moment().now + 583_000
  scenario.setStatus({
    pending: 1,
    parked: [{ event_id: ID, reason: 'HTTP 200 {"code":1}', retry_at }],
  })
  expect(scenario.stations()[2]).toEqual({
    state: 'park',
    value: 'Refused, code 1',
    note: 'next try {0}',
  })
  expect(now(scenario)).toMatchObject({
    sentence: '1 set aside: the collector refused it (code 1). Others pass.',
    until: retry_at,
    action: 'plus10',
  })
})

test('a request without an answer says when the plugin gives it up', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.setStatus({ pending: 1, waiting: [ID] })
  scenario.send()
  expect(scenario.stations()[2]).toMatchObject({ state: 'send', value: 'Sending' })
  scenario.pass(1_000)
  expect(scenario.stations()[2]).toEqual({
    state: 'busy',
    value: 'No answer yet',
    note: 'gives up in {0}',
  })
})

test('delivered: how long it waited and why, how many tries, and a repeat as a repeat', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.setStatus({ pending: 1, waiting: [ID] })
  scenario.send()
  scenario.collectorStores()
  scenario.answer('request:fail net::ERR_EMPTY_RESPONSE')
  scenario.pass(31_000)
  scenario.send()
  scenario.collectorStores()
  scenario.answer('HTTP 200 {"code":0}')
  scenario.report('accepted')
  scenario.forget()
  scenario.setStatus({})
  const [, , waited, delivered] = scenario.stations()
  expect(waited).toEqual({ state: 'done', value: '31 s', note: 'answer lost' })
  expect(delivered).toMatchObject({ state: 'done', note: '1 repeat, same id' })
  expect(now(scenario)).toMatchObject({ tone: 'well', sentence: 'All 1 delivered.' })
})

test('a loss is the first thing that is said', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.report('dropped', 'full')
  scenario.forget()
  expect(scenario.stations()[3]).toEqual({ state: 'lost', value: 'Dropped', note: 'full' })
  expect(now(scenario)).toMatchObject({
    tone: 'lost',
    sentence: expect.stringContaining('1 lost.'),
  })
})
