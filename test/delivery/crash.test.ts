import { ACCEPTED, type Answer, OFFLINE } from '../kit/collector'
import { change, createPhone } from '../kit/phone'

const REFUSED: Answer = { kind: 'refused', reason: 'code 1' }

/** Eight orders: give_order, pay, refund; online, offline, a lost answer, a refused batch; in one fixed scenario. */
const scenario = async (operations: number) => {
  const phone = createPhone()
  const reported: string[] = []
  const tracker = phone.start()
  phone.killAfter(operations)
  const answers: Answer[] = [ACCEPTED, OFFLINE, 'stored, no answer', REFUSED, ACCEPTED]
  for (const status of ['give_order', 'pay', 'refund']) {
    for (let order = 0; order < 8; order++) {
      phone.collector.answer = answers[order % answers.length] ?? ACCEPTED
      const { queued } = tracker.trackOrder(change(status, `order-${order}`, 1 + (order % 2)))
      if (!phone.isAlive()) return { phone, reported }
      reported.push(...queued)
      await phone.clock.pass(order % 2 ? 100 : 12_000)
      if (!phone.isAlive()) return { phone, reported }
    }
  }
  return { phone, reported }
}

const heal = async (phone: ReturnType<typeof createPhone>) => {
  phone.collector.answer = ACCEPTED
  let tracker = phone.start()
  for (let launches = 0; launches < 6; launches++) {
    await phone.clock.pass(7_200_000)
    tracker = phone.start()
  }
  await phone.clock.pass(7_200_000)
  return tracker
}

test('wherever the app is killed, between any two operations, every event reported arrives', async () => {
  let kills = 0
  for (let operations = 0; ; operations++) {
    const { phone, reported } = await scenario(operations)
    const survived = phone.isAlive()
    const tracker = await heal(phone)
    const stored = phone.collector.ids()
    expect({ operations, missing: reported.filter((id) => !stored.includes(id)) }).toEqual({
      operations,
      missing: [],
    })
    expect(tracker.getStatus()).toMatchObject({ pending: 0, parked: [], dropped: 0 })
    if (survived) break
    kills++
  }
  expect(kills).toBeGreaterThan(50)
})

test('events recorded behind a removed record are found after a kill, however often the app starts', async () => {
  const phone = createPhone()
  phone.collector.answer = REFUSED
  let tracker = phone.start()
  tracker.trackOrder(change('pay', 'refused'))
  await phone.clock.pass(1_000)
  phone.collector.answer = ACCEPTED
  tracker.trackOrder(change('pay', 'delivered'))
  await phone.clock.pass(1_000)
  tracker = phone.start()
  phone.collector.answer = OFFLINE
  const queued = ['C', 'D', 'E'].flatMap((order) => tracker.trackOrder(change('pay', order)).queued)
  phone.kill()
  phone.collector.answer = ACCEPTED
  for (let launches = 0; launches < 10; launches++) {
    phone.start()
    await phone.clock.pass(60_000)
  }
  expect(phone.collector.ids()).toEqual(expect.arrayContaining(queued))
})
