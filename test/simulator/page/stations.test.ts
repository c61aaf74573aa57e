import { nowOf } from '../../../simulator/page/now'
import { balanceOf, createPlaces } from '../../../simulator/page/place'
import { ID, tellStory } from './story'

const now = (story: ReturnType<typeof tellStory>) => {
  const changes = story.history.changes()
  const moment = story.moment()
  const places = createPlaces().of(changes, moment)
  return nowOf({ changes, places, moment, balance: balanceOf(places) })
}

test('saved is proved by a write between the call and its return', () => {
  const story = tellStory()
  story.pay()
  expect(story.stations()[1]).toEqual({ state: 'done', value: '1.2 ms', note: '604 B' })
})

test('an event that the storage did not take says so, until it does', () => {
  const story = tellStory()
  story.pay(ID, false)
  story.says({ pending: 1, waiting: [ID] })
  expect(story.stations()[1]).toEqual({ state: 'busy', value: 'not yet', note: 'retried' })
  story.be({ stored: new Set([ID]) })
  expect(story.stations()[1]).toMatchObject({ state: 'done', value: 'after return' })
})

test('offline: it waits for the network and says when it tries again', () => {
  const story = tellStory()
  story.be({ online: false })
  story.history.setWay('offline')
  story.pay()
  const at = story.moment().now + 4_000
  story.says({ pending: 1, waiting: [ID], next: { at, reason: 'request:fail' } })
  expect(story.stations()[2]).toEqual({ state: 'busy', value: 'Offline', note: 'next try {0}' })
  expect(now(story)).toMatchObject({
    tone: 'bad',
    sentence: 'No network. 1 safe in storage.',
    until: at,
    action: 'online',
  })
})

test('killed: it is safe in storage and goes at the next launch', () => {
  const story = tellStory()
  story.pay()
  story.be({ app: 'killed', status: undefined })
  expect(story.stations()[2]).toMatchObject({ state: 'busy', value: 'App not running' })
  expect(now(story)).toEqual({
    tone: 'dead',
    sentence: 'The app is not running. 1 safe in storage.',
    next: 'Goes at the next launch',
    action: 'open',
  })
})

test('refused: it is set aside, with the code and the time of the next try', () => {
  const story = tellStory()
  story.pay()
  story.report('refused', 'HTTP 200 {"code":1}')
  const retry_at = story.moment().now + 583_000
  story.says({ pending: 1, parked: [{ event_id: ID, reason: 'HTTP 200 {"code":1}', retry_at }] })
  expect(story.stations()[2]).toEqual({
    state: 'park',
    value: 'Refused, code 1',
    note: 'next try {0}',
  })
  expect(now(story)).toMatchObject({
    sentence: '1 set aside: the collector refused it (code 1). Others pass.',
    until: retry_at,
    action: 'plus10',
  })
})

test('a request without an answer says when the plugin gives it up', () => {
  const story = tellStory()
  story.pay()
  story.says({ pending: 1, waiting: [ID] })
  story.send()
  expect(story.stations()[2]).toMatchObject({ state: 'send', value: 'Sending' })
  story.pass(1_000)
  expect(story.stations()[2]).toEqual({
    state: 'busy',
    value: 'No answer yet',
    note: 'gives up in {0}',
  })
})

test('delivered: how long it waited and why, how many tries, and a repeat as a repeat', () => {
  const story = tellStory()
  story.pay()
  story.says({ pending: 1, waiting: [ID] })
  story.send()
  story.collectorStores()
  story.answer('request:fail net::ERR_EMPTY_RESPONSE')
  story.pass(31_000)
  story.send()
  story.collectorStores()
  story.answer('HTTP 200 {"code":0}')
  story.report('accepted')
  story.forget()
  story.says({})
  const [, , waited, delivered] = story.stations()
  expect(waited).toEqual({ state: 'done', value: '31 s', note: 'answer lost' })
  expect(delivered).toMatchObject({ state: 'done', note: '1 repeat, same id' })
  expect(now(story)).toMatchObject({ tone: 'well', sentence: 'All 1 delivered.' })
})

test('a loss is the first thing that is said', () => {
  const story = tellStory()
  story.pay()
  story.report('dropped', 'full')
  story.forget()
  expect(story.stations()[3]).toEqual({ state: 'lost', value: 'Dropped', note: 'full' })
  expect(now(story)).toMatchObject({ tone: 'lost', sentence: expect.stringContaining('1 lost.') })
})
