import { MODES } from '../../simulator/contracts'
import { validEvent, validQuery } from '../simulator/report'
import { inShop } from './in-shop'
import type { Shop } from './shop'

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
    expect(await shop.page.locator('#requests').innerText()).toContain('还没有收到请求')
  })

  test('the newest request is on top, with its verdict in words and the counts above', async () => {
    await open()
    await send(validEvent())
    await send(validEvent())
    await send(validEvent({ coupon_instance: { coupon_ins_id: 'x' }, extra: { event_id: 'y' } }))
    await requestViews().nth(2).waitFor()
    const [newest = '', duplicate = '', oldest = ''] = await requestViews().allInnerTexts()
    expect(newest).toContain('props.coupon_instance.coupon_ins_name: expected')
    expect(newest).toContain('不合规')
    expect(duplicate).toContain('duplicate 重复')
    expect(oldest).toContain('valid 合规')
    expect(oldest).not.toContain('duplicate')
    const counts = await Promise.all(['requests', 'events', 'duplicates', 'invalid'].map(count))
    expect(counts).toEqual(['3', '3', '1', '1'])
  })

  test('the query and the body are shown on demand', async () => {
    await open()
    await send(validEvent())
    const body = requestViews().first().locator('pre').last()
    await requestViews().first().waitFor()
    expect(await body.isVisible()).toBe(false)
    await requestViews().first().locator('summary').click()
    expect(JSON.parse(await body.innerText())).toEqual(validEvent())
  })

  test('what a request says is text, never markup', async () => {
    await open()
    await send(validEvent({ page_title: '<img src=x onerror=alert(1)>' }))
    await requestViews().first().waitFor()
    expect(await requestViews().first().innerText()).toContain('<img src=x onerror=alert(1)>')
    expect(await requestViews().locator('img').count()).toBe(0)
  })

  test('each way of answering can be chosen, and one is in force', async () => {
    await open()
    for (const mode of [...MODES].reverse()) {
      await shop.choose(mode)
      expect(await shop.page.locator('#modes [aria-checked=true]').count()).toBe(1)
    }
  })

  test('clear empties the list here and in the collector', async () => {
    await open()
    await send(validEvent())
    await requestViews().first().waitFor()
    await shop.press('clear')
    await requestViews().first().waitFor({ state: 'detached' })
    expect(await shop.requests()).toEqual([])
    expect(await count('requests')).toBe('0')
  })

  test('a phone that was hidden says so until it is shown again', async () => {
    await open()
    const curtain = shop.phone.locator('#phone-curtain')
    expect(await curtain.isVisible()).toBe(false)
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
    const wide = await shop.page.evaluate(() => ({
      page: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
      beyond: [...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.className || one.tagName),
    }))
    expect(wide).toEqual({ page: wide.window, window: wide.window, beyond: [] })
    const phone = await shop
      .frame()
      .evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(phone).toBe(0)
  })
})
