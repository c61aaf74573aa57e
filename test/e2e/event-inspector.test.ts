import { atInspector } from '../components/event-inspector/at-inspector'
import { eventually } from './until'

atInspector('The event inspector', ({ open, openKnown }) => {
  test('an empty list says what makes an event', async () => {
    const { texts } = await open()
    await eventually(() => texts()).toContain('本次启动还没有事件。用 trackOrder 上报一次订单变化')
  })

  test('an event that waits for the user says so, and is sent once the user is known', async () => {
    const { tap, shows, count } = await open()
    await tap('give')
    expect(await shows(0, '等待用户标识')).toContain('调用 setUser 之后自动发送')
    await tap('login')
    expect(await shows(0, '已送达')).toContain('预核销「春茶季满 30 减 5」')
    await eventually(() => count('accepted')).toBe('1')
  })

  test('while the collector takes its time the event is pending', async () => {
    const { tap, choose, shows, count } = await openKnown()
    await choose('slow')
    await tap('give')
    await shows(0, '待发送')
    await eventually(() => count('pending')).toBe('1')
  })

  test('a refused event shows the collector’s answer, and is sent again at a tap', async () => {
    const { tap, choose, shows, count } = await openKnown()
    await choose('refuse')
    await tap('give')
    const said = await shows(0, '已暂放')
    expect(said).toContain('HTTP 200 {"code":1,"msg":"refused by the simulator"}')
    await eventually(() => count('parked')).toBe('1')
    await choose('ok')
    await tap('retry-refused')
    await shows(0, '已送达')
    await eventually(() => count('parked')).toBe('0')
  })

  test.each([
    ['offline', 'request:fail net::ERR_INTERNET_DISCONNECTED'],
    ['http500', 'HTTP 500 {"error":"internal error"}'],
    ['lose-answer', 'request:fail net::ERR_FAILED'],
  ] as const)('in the mode %s the event goes later, with the reason', async (mode, reason) => {
    const { tap, choose, shows, count } = await openKnown()
    await choose(mode)
    await tap('give')
    expect(await shows(0, '稍后重试')).toContain(reason)
    await eventually(() => count('pending')).toBe('1')
    await choose('ok')
    await tap('flush')
    await shows(0, '已送达')
    await eventually(() => count('pending')).toBe('0')
  })

  test('what is reported without consent is dropped, and the loss is named', async () => {
    const { tap, shows, texts, count } = await openKnown()
    await tap('withdraw')
    await tap('give')
    expect(await shows(0, '已丢弃')).toContain('用户没有同意上报')
    await eventually(() => texts()).toContain('丢弃 1 条：用户没有同意上报（consent）')
    await eventually(() => count('dropped')).toBe('1')
  })

  test('a change that breaks the table says which field and what is expected', async () => {
    const { tap, shows, count } = await openKnown()
    await tap('nameless')
    expect(await shows(0, '未通过检查')).toContain('coupons[0].coupon_ins_name: expected')
    await eventually(() => count('invalid')).toBe('1')
  })

  test('repetitions are counted on the row', async () => {
    const { tap, shows, count } = await openKnown()
    await tap('pay')
    await tap('pay')
    await tap('pay')
    await shows(0, '重复 2 次')
    await shows(0, '已送达')
    await eventually(() => count('duplicate')).toBe('2')
  })
})
