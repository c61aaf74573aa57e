import { MODES } from '../../simulator/contracts'
import { validEvent, validQuery } from '../simulator/report'
import { inShop } from './in-shop'
import type { Shop } from './shop'
import { eventually } from './until'

jest.setTimeout(60_000)

inShop('The page around the phone', (current) => {
  let shop: Shop

  const open = async (width = 1280) => {
    shop = current()
    await shop.page.setViewportSize({ width, height: 900 })
    await shop.visible('show-goods').waitFor()
  }
  const send = (event: object) =>
    fetch(`${shop.url}/api/report?${validQuery}`, { method: 'POST', body: JSON.stringify(event) })
  const count = (name: string) => shop.page.locator(`[data-count=${name}] b`).innerText()
  const requestViews = () => shop.page.locator('article.request')

  test('an empty list says what to do first', async () => {
    await open()
    await eventually(() => shop.page.locator('#requests').innerText()).toContain('还没有收到请求')
  })

  test('the newest request is on top, with its verdict in words and the counts above', async () => {
    await open()
    await send(validEvent())
    await send(validEvent())
    await send(validEvent({ coupon_instance: { coupon_ins_id: 'x' }, extra: { event_id: 'y' } }))
    await requestViews().nth(2).waitFor()
    const [newest, duplicate, oldest] = [0, 1, 2].map(
      (index) => () => requestViews().nth(index).innerText(),
    ) as [() => Promise<string>, () => Promise<string>, () => Promise<string>]
    await eventually(newest).toContain('props.coupon_instance.coupon_ins_name: expected')
    await eventually(newest).toContain('不合规')
    await eventually(duplicate).toContain('duplicate 重复')
    await eventually(oldest).toContain('valid 合规')
    await eventually(oldest).not.toContain('duplicate')
    const counts = () => Promise.all(['requests', 'events', 'duplicates', 'invalid'].map(count))
    await eventually(counts).toEqual(['3', '3', '1', '1'])
  })

  test('the query and the body are shown on demand', async () => {
    await open()
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
      await eventually(() => shop.page.locator('#modes [aria-checked=true]').count()).toBe(1)
    }
  })

  test('clear empties the list here and in the collector', async () => {
    await open()
    await send(validEvent())
    await requestViews().first().waitFor()
    await shop.press('clear')
    await requestViews().first().waitFor({ state: 'detached' })
    expect(await shop.requests()).toEqual([])
    await eventually(() => count('requests')).toBe('0')
  })

  test('a phone that was hidden says so until it is shown again', async () => {
    await open()
    const curtain = shop.phone.locator('#phone-curtain')
    await eventually(() => curtain.isVisible()).toBe(false)
    await shop.press('hide-show')
    await curtain.waitFor()
    await shop.press('hide-show')
    await curtain.waitFor({ state: 'hidden' })
  })

  test('the phone goes on where the network returns, without a tap', async () => {
    await open()
    await shop.choose('offline')
    await shop.orderAtOnce('AOdjf7u')
    expect(await shop.requests()).toEqual([])
    await shop.choose('ok')
    await shop.sent(1)
    expect(shop.complaints).toEqual([])
  })

  test.each([1280, 768])('nothing lies beyond the edge at %i pixels', async (width) => {
    await open(width)
    await send(validEvent({ page: `pages/order?order_id=${'9'.repeat(200)}` }))
    await send(validEvent({ wx_user: {} }))
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
