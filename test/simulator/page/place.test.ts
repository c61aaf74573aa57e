import { balanceOf, createPlaces } from '../../../simulator/page/place'
import { ID, tellStory } from './story'

const PATIENCE_MS = 2_000

test('an event that the storage holds waits', () => {
  const story = tellStory()
  story.pay()
  expect(story.place()).toEqual({ kind: 'waiting' })
})

test('an event that the collector stored and the plugin let go is delivered', () => {
  const story = tellStory()
  story.pay()
  story.collectorStores()
  story.report('accepted')
  story.forget()
  expect(story.place()).toEqual({ kind: 'delivered' })
})

test('while the plugin does not know that it arrived, it waits: it will be sent again', () => {
  const story = tellStory()
  story.pay()
  story.collectorStores()
  story.says({ pending: 1, waiting: [ID] })
  expect(story.place()).toEqual({ kind: 'waiting' })
})

test('an event that is nowhere is lost, though the plugin said "queued"', () => {
  const story = tellStory()
  story.pay()
  story.forget()
  expect(story.place()).toEqual({ kind: 'waiting' })
  story.pass(PATIENCE_MS)
  expect(story.place()).toEqual({ kind: 'lost', reason: 'gone', detail: '' })
})

test('what was in memory only is lost with the process', () => {
  const story = tellStory()
  story.pay(ID, false)
  story.says({ pending: 1, waiting: [ID] })
  expect(story.place()).toEqual({ kind: 'waiting' })
  story.be({ app: 'killed', status: undefined })
  story.place()
  story.pass(PATIENCE_MS)
  expect(story.place()).toMatchObject({ kind: 'lost', reason: 'gone' })
})

test('an event that lies in the storage and that the plugin no longer looks for is lost', () => {
  const story = tellStory()
  story.pay()
  story.says({ pending: 0 })
  story.place()
  story.pass(PATIENCE_MS)
  expect(story.place()).toMatchObject({ kind: 'lost', reason: 'forgotten' })
})

test('while the plugin has not read all that its storage holds, nothing is called forgotten', () => {
  const story = tellStory()
  story.pay()
  story.says({ pending: 3, waiting: ['other'] })
  story.place()
  story.pass(10 * PATIENCE_MS)
  expect(story.place()).toEqual({ kind: 'waiting' })
})

test('accepted by the plugin’s word only, the event is lost', () => {
  const story = tellStory()
  story.pay()
  story.report('accepted')
  story.forget()
  story.place()
  story.pass(PATIENCE_MS)
  expect(story.place()).toMatchObject({ kind: 'lost', reason: 'unproven' })
})

test('what the merchant’s gateway took over waits there until the collector has it', () => {
  const story = tellStory()
  story.pay()
  story.report('accepted')
  story.forget()
  story.history.relayed([ID])
  story.pass(10 * PATIENCE_MS)
  expect(story.place()).toEqual({ kind: 'waiting' })
  expect(story.stations()[2]).toMatchObject({ value: 'At the gateway' })
  story.collectorStores()
  expect(story.place()).toEqual({ kind: 'delivered' })
})

test('a dropped event is lost at once, with its reason', () => {
  const story = tellStory()
  story.pay()
  story.report('dropped', 'full')
  story.forget()
  expect(story.place()).toEqual({ kind: 'lost', reason: 'dropped', detail: 'full' })
})

test('a loss that was only late news is none', () => {
  const story = tellStory()
  story.pay()
  story.report('accepted')
  story.forget()
  story.place()
  story.pass(PATIENCE_MS - 1)
  story.collectorStores()
  expect(story.place()).toEqual({ kind: 'delivered' })
})

test('every event is in exactly one place', () => {
  const story = tellStory()
  for (const id of ['consume/A/1', 'consume/A/2', 'consume/A/3']) story.pay(id)
  story.collectorStores('consume/A/1')
  story.report('accepted', undefined, 'consume/A/1')
  story.report('dropped', 'expired', 'consume/A/2')
  story.be({ stored: new Set(['consume/A/3']) })
  const places = createPlaces().of(story.history.changes(), story.moment())
  expect(balanceOf(places)).toEqual({ reported: 3, delivered: 1, waiting: 1, lost: 1 })
})
