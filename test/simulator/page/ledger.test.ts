import { balanceOf, createPlaces } from '../../../simulator/page/ledger'
import { ID, createScenario } from './scenario'

const LOST_AFTER_MS = 2_000

test('an event that the storage holds waits', () => {
  const scenario = createScenario()
  scenario.pay()
  expect(scenario.place()).toEqual({ kind: 'waiting' })
})

test('an event that the collector stored and the plugin let go is delivered', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.collectorStores()
  scenario.report('accepted')
  scenario.forget()
  expect(scenario.place()).toEqual({ kind: 'delivered' })
})

test('while the plugin does not know that it arrived, it waits: it will be sent again', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.collectorStores()
  scenario.setStatus({ pending: 1, waiting: [ID] })
  expect(scenario.place()).toEqual({ kind: 'waiting' })
})

test('an event that is nowhere is lost, though the plugin said "queued"', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.forget()
  expect(scenario.place()).toEqual({ kind: 'waiting' })
  scenario.pass(LOST_AFTER_MS)
  expect(scenario.place()).toEqual({ kind: 'lost', reason: 'gone', detail: '' })
})

test('what was in memory only is lost with the process', () => {
  const scenario = createScenario()
  scenario.pay(ID, false)
  scenario.setStatus({ pending: 1, waiting: [ID] })
  expect(scenario.place()).toEqual({ kind: 'waiting' })
  scenario.set({ app: 'killed', status: undefined })
  scenario.place()
  scenario.pass(LOST_AFTER_MS)
  expect(scenario.place()).toMatchObject({ kind: 'lost', reason: 'gone' })
})

test('an event that lies in the storage and that the plugin no longer looks for is lost', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.setStatus({ pending: 0 })
  scenario.place()
  scenario.pass(LOST_AFTER_MS)
  expect(scenario.place()).toMatchObject({ kind: 'lost', reason: 'forgotten' })
})

test('while the plugin has not read all that its storage holds, nothing is called forgotten', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.setStatus({ pending: 3, waiting: ['other'] })
  scenario.place()
  scenario.pass(10 * LOST_AFTER_MS)
  expect(scenario.place()).toEqual({ kind: 'waiting' })
})

test('accepted by the plugin’s word only, the event is lost', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.report('accepted')
  scenario.forget()
  scenario.place()
  scenario.pass(LOST_AFTER_MS)
  expect(scenario.place()).toMatchObject({ kind: 'lost', reason: 'unproven' })
})

test('what the merchant’s gateway took over waits there until the collector has it', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.report('accepted')
  scenario.forget()
  scenario.history.relayed([ID])
  scenario.pass(10 * LOST_AFTER_MS)
  expect(scenario.place()).toEqual({ kind: 'waiting' })
  expect(scenario.stations()[2]).toMatchObject({ value: 'At the gateway' })
  scenario.collectorStores()
  expect(scenario.place()).toEqual({ kind: 'delivered' })
})

test('a dropped event is lost at once, with its reason', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.report('dropped', 'full')
  scenario.forget()
  expect(scenario.place()).toEqual({ kind: 'lost', reason: 'dropped', detail: 'full' })
})

test('a loss that was only late news is none', () => {
  const scenario = createScenario()
  scenario.pay()
  scenario.report('accepted')
  scenario.forget()
  scenario.place()
  scenario.pass(LOST_AFTER_MS - 1)
  scenario.collectorStores()
  expect(scenario.place()).toEqual({ kind: 'delivered' })
})

test('every event is in exactly one place', () => {
  const scenario = createScenario()
  for (const id of ['consume/A/1', 'consume/A/2', 'consume/A/3']) scenario.pay(id)
  scenario.collectorStores('consume/A/1')
  scenario.report('accepted', undefined, 'consume/A/1')
  scenario.report('dropped', 'expired', 'consume/A/2')
  scenario.set({ stored: new Set(['consume/A/3']) })
  const places = createPlaces().of(scenario.history.changes(), scenario.moment())
  expect(balanceOf(places)).toEqual({ reported: 3, delivered: 1, waiting: 1, lost: 1 })
})
