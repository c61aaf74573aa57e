import { MODES } from '../../simulator/contracts'
import { validEvent, validQuery } from '../simulator/report'
import { TEA } from './expected-event'
import { inShop } from './in-shop'
import type { Shop } from './shop'
import { eventually } from './until'

inShop('The page around the phone', (current) => {
  let shop: Shop

  const open = async (width = 1280) => {
    shop = current()
    await shop.page.setViewportSize({ width, height: 900 })
    await shop.visible('show-goods').waitFor()
  }
  const send = (event: object) =>
    fetch(`${shop.url}/api/report?${validQuery}`, { method: 'POST', body: JSON.stringify(event) })
  const count = async (name: string) =>
    shop.page.locator(`#pane-requests [data-count=${name}]`).getAttribute('data-value')
  const requestViews = () => shop.page.locator('article.request')

  test('an empty page says what to do first', async () => {
    await open()
    await eventually(() => shop.page.locator('#fresh').innerText()).toContain(
      'Buy a tea with a coupon in the phone',
    )
    await shop.press('server-side')
    await eventually(() => shop.page.locator('#pane-requests').innerText()).toContain(
      'Nothing has arrived yet',
    )
  })

  test('the newest request is on top, with its result in words and the counts above', async () => {
    await open()
    await shop.press('server-side')
    await send(validEvent())
    await send(validEvent())
    await send(validEvent({ coupon_instance: { coupon_ins_id: 'x' }, extra: { event_id: 'y' } }))
    await requestViews().nth(2).waitFor()
    const view = (index: number) => () => requestViews().nth(index).innerText()
    const [newest, repeated, oldest] = [view(0), view(1), view(2)]
    await eventually(newest).toContain('props.coupon_instance.coupon_ins_name: expected')
    await eventually(newest).toContain('invalid')
    await eventually(repeated).toContain('repeat, same id')
    await eventually(oldest).toContain('valid')
    await eventually(oldest).not.toContain('repeat')
    const counts = () => Promise.all(['requests', 'events', 'repeats', 'invalid'].map(count))
    await eventually(counts).toEqual(['3', '3', '1', '1'])
  })

  test('the query and the body are shown on demand', async () => {
    await open()
    await shop.press('server-side')
    await send(validEvent())
    const body = requestViews().first().locator('pre').last()
    await requestViews().first().waitFor()
    await eventually(() => body.isVisible()).toBe(false)
    await requestViews().first().locator('summary').click()
    await eventually(async () => JSON.parse(await body.innerText()) as unknown).toEqual(
      validEvent(),
    )
  })

  test('what a request says is text, never markup', async () => {
    await open()
    await shop.press('server-side')
    await send(validEvent({ page_title: '<img src=x onerror=alert(1)>' }))
    await requestViews().first().waitFor()
    await eventually(() => requestViews().first().innerText()).toContain(
      '<img src=x onerror=alert(1)>',
    )
    await eventually(() => requestViews().locator('img').count()).toBe(0)
  })

  test('each way of answering can be chosen, and one is in force', async () => {
    await open()
    for (const mode of [...MODES].reverse()) {
      await shop.choose(mode)
      await eventually(() => shop.page.locator('#faults [name=mode]:checked').count()).toBe(1)
    }
  })

  test('clear empties the list here and in the collector, and no event is called lost for it', async () => {
    await open()
    await shop.orderAtOnce(TEA)
    await eventually(() => shop.count('delivered')).toBe('1')
    await shop.press('server-side')
    await shop.press('clear')
    await requestViews().first().waitFor({ state: 'detached' })
    expect(await shop.requests()).toEqual([])
    await eventually(() => count('requests')).toBe('0')
    await eventually(() => shop.count('delivered')).toBe('1')
  })

  test('a phone that was hidden says so until it is shown again', async () => {
    await open()
    const home = shop.page.locator('#home')
    await eventually(() => home.isVisible()).toBe(false)
    await shop.press('hide-show')
    await home.getByText('In the background').waitFor()
    await shop.press('hide-show')
    await home.waitFor({ state: 'hidden' })
  })

  test('the phone goes on where the network returns, without a tap', async () => {
    await open()
    await shop.goOnline(false)
    await shop.orderAtOnce(TEA)
    expect(await shop.requests()).toEqual([])
    await shop.goOnline()
    await shop.sent(1)
    expect(shop.pageErrors).toEqual([])
  })

  test.each([1440, 1280, 768, 390])('nothing lies beyond the edge at %i pixels', async (width) => {
    await open(width)
    await send(validEvent({ page: `pages/order?order_id=${'9'.repeat(200)}` }))
    await send(validEvent({ wx_user: {} }))
    if (width < 700) await shop.press('fold-faults')
    await shop.press('server-side')
    await requestViews().nth(1).waitFor()
    for (const summary of await requestViews().locator('summary').all()) await summary.click()
    const wide = () =>
      shop.page.evaluate(() => ({
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        beyond: [...document.querySelectorAll('body *')]
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => one.className || one.tagName),
      }))
    await eventually(wide).toEqual({ wide: 0, beyond: [] })
    const phone = () =>
      shop
        .frame()
        .evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    await eventually(phone).toBe(0)
  })
})
