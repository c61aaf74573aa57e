import { makeCoupon, makeCoupons } from './make-coupon'
import { cart, openPicker } from './open-picker'

const openReporting = async (coupons = makeCoupons(3)) => {
  const opened = openPicker()
  opened.picker.setReporting(true)
  opened.picker.setOpen(true)
  opened.picker.setCart(cart())
  await opened.answerFresh(coupons)
  return opened
}

test('without report-exposure nothing is watched and nothing is reported', async () => {
  const opened = openPicker()
  opened.picker.setOpen(true)
  opened.picker.setCart(cart())
  await opened.answerFresh(makeCoupons(3))
  opened.picker.pick(1)
  expect([opened.isWatching(), opened.tracked]).toEqual([false, []])
})

test('cards that come into view together are one report', async () => {
  const { see, clock, tracked } = await openReporting()
  see(0, 1)
  expect(tracked).toEqual([])
  await clock.pass(200)
  expect(tracked).toEqual([['expose_coupon', ['1', '2']]])
})

test('cards are reported of the page on which the first was seen, and of that time', async () => {
  const { see, clock, goTo, sights } = await openReporting()
  const time = clock.now()
  see(0)
  await clock.pass(100)
  see(1)
  goTo('pages/pay')
  await clock.pass(200)
  see(2)
  await clock.pass(200)
  expect(sights).toEqual([
    { page: 'pages/checkout', time },
    { page: 'pages/pay', time: time + 300 },
  ])
})

test('so they are where the picker leaves after its page', async () => {
  const { picker, see, clock, goTo, sights } = await openReporting()
  const time = clock.now()
  see(0)
  await clock.pass(50)
  goTo('pages/home')
  picker.close()
  expect(sights).toEqual([{ page: 'pages/checkout', time }])
})

test('a card is exposed once, however often it is scrolled by or the list is drawn', async () => {
  const { picker, see, clock, tracked } = await openReporting()
  see(0)
  await clock.pass(200)
  picker.toggleRules(0)
  see(0, 2)
  await clock.pass(200)
  expect(tracked).toEqual([
    ['expose_coupon', ['1']],
    ['expose_coupon', ['3']],
  ])
})

test('each tap on a card is reported, also on one that only the shop can decide on', async () => {
  const maybe = makeCoupon({ id: 'maybe', usable: 'unknown' })
  const { picker, tracked } = await openReporting([makeCoupon(), maybe])
  picker.pick(1)
  picker.pick(0)
  picker.pick(0)
  picker.pickNone()
  expect(tracked).toEqual([
    ['trigger_coupon', ['maybe']],
    ['trigger_coupon', ['1']],
    ['trigger_coupon', ['1']],
  ])
})

test('a coupon of an unknown batch cannot be reported', async () => {
  const { coupon_id: _, ...bare } = makeCoupon()
  const { picker, see, clock, tracked } = await openReporting([bare])
  see(0)
  picker.pick(0)
  await clock.pass(200)
  expect(tracked).toEqual([])
})

test('a picker that leaves the page reports what was seen last, and watches no more', async () => {
  const { picker, see, tracked, isWatching, clock } = await openReporting()
  see(0)
  picker.close()
  expect(tracked).toEqual([['expose_coupon', ['1']]])
  expect(isWatching()).toBe(false)
  await clock.pass(1_000)
  expect(tracked).toHaveLength(1)
})

test('a closed panel shows no card, so none is watched', async () => {
  const { picker, isWatching } = await openReporting()
  expect(isWatching()).toBe(true)
  picker.setOpen(false)
  expect(isWatching()).toBe(false)
})
