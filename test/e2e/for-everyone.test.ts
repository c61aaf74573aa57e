import { axeFaults } from './axe'
import { TEA } from './expected-event'
import { inShop } from './in-shop'
import { eventually } from './until'

const MIN_TARGET_PX = 24

inShop('The page for everyone', (shop, anew) => {
  test.each([
    ['light', 'en-US'],
    ['dark', 'zh-CN'],
  ] as const)('axe finds nothing on any of its views (%s, %s)', async (colorScheme, locale) => {
    const { page, press, row, visible, inCheckout, settled, tap, orderId, goOnline, kill } =
      await anew({ colorScheme, locale })
    await visible('show-goods').waitFor()
    const look = async (view: string) =>
      expect({ view, faults: await axeFaults(page) }).toEqual({ view, faults: [] })
    await look('fresh')
    await inCheckout(TEA)
    await settled()
    await look('checkout')
    await tap('give-order')
    await orderId()
    await row('pre_consume').waitFor()
    await press('tour-open')
    await goOnline(false)
    await tap('pay')
    await row('/').nth(1).waitFor()
    await look('one delivered, one waiting, the tour open')
    await kill()
    await look('killed')
    await row('pre_consume').locator('.open').click()
    for (const tab of ['journey', 'check', 'json', 'coupon']) {
      await press(`tab-${tab}`)
      await look(tab)
    }
    await press('close-drawer')
    await press('server-side')
    for (const tab of ['requests', 'gateway', 'batches']) {
      await press(`tab-${tab}`)
      await look(tab)
    }
  })

  test('an order is placed and paid with the keyboard alone', async () => {
    const { page, phone, visible, row } = shop()
    await visible('show-goods').waitFor()
    const press = async (id: string) => {
      const target = phone.locator(`#${id}`).locator('visible=true').first()
      await target.waitFor()
      // Tab by Tab, as a person without a mouse goes.
      await eventually(async () => {
        await page.keyboard.press('Tab')
        return target.evaluate((one) => {
          const { activeElement } = document
          return one === activeElement || (activeElement !== null && one.contains(activeElement))
        })
      }).toBe(true)
      await page.keyboard.press('Enter')
    }
    await press(`sku-${TEA}`)
    await press('buy')
    await press('give-order')
    await row('pre_consume').waitFor()
    await press('pay')
    await row('consume').nth(1).waitFor()
    await eventually(() => shop().count('delivered')).toBe('2')
  })

  test('rows and tabs are walked with the arrow keys; Escape closes what was opened', async () => {
    const { page, row, orderAtOnce, press, tap } = shop()
    await orderAtOnce(TEA)
    await row('pre_consume').waitFor()
    await tap('pay')
    await row('/').nth(1).waitFor()
    const focused = () => page.evaluate(() => document.activeElement?.id)
    const opened = () => page.locator('#timeline [data-open]').getAttribute('data-event-id')
    await row('/').first().locator('.open').focus()
    await page.keyboard.press('Enter')
    await eventually(opened).toMatch(/^consume/)
    await page.keyboard.press('ArrowDown')
    await eventually(opened).toMatch(/^pre_consume/)
    await press('tab-journey')
    await page.keyboard.press('ArrowRight')
    await eventually(focused).toBe('tab-check')
    await page.keyboard.press('Escape')
    await page.locator('#drawer').waitFor({ state: 'hidden' })
    await eventually(() => page.locator('#timeline .open:focus').count()).toBe(1)
  })

  test.each([1440, 1280, 768, 390])('no target is too small at %i pixels', async (width) => {
    const { page, orderAtOnce, row, press } = await anew({ width })
    if (width < 700) await press('fold-faults')
    else {
      await orderAtOnce(TEA)
      await row('pre_consume').locator('.open').click()
    }
    await press('tour-open')
    const small = () =>
      page.evaluate(
        (least) =>
          [...document.querySelectorAll<HTMLElement>('button, a, summary, label, select')]
            .filter((one) => one.getClientRects().length > 0 && one.id !== 'skip')
            .filter((one) => Math.min(one.offsetWidth, one.offsetHeight) < least)
            .map((one) => `${one.tagName} ${one.id} ${one.textContent} ${one.offsetHeight}`),
        MIN_TARGET_PX,
      )
    await eventually(small).toEqual([])
  })

  test('nothing moves for those who do not want it', async () => {
    const { page, orderAtOnce, row } = await anew({ reducedMotion: 'reduce' })
    await orderAtOnce(TEA)
    await row('pre_consume').waitFor()
    await eventually(() =>
      page.evaluate(
        () => document.getAnimations().filter((one) => one.playState === 'running').length,
      ),
    ).toBe(0)
  })

  test('at 1280 × 800 the newest event is seen without scrolling', async () => {
    const { page, orderAtOnce, row, press } = await anew({ width: 1280, height: 800 })
    await press('tour-open')
    await orderAtOnce(TEA)
    await eventually(async () => {
      const box = await row('pre_consume').boundingBox()
      return box !== null && box.y > 0 && box.y + box.height <= 800
    }).toBe(true)
    await eventually(() => page.evaluate(() => document.querySelector('#main')?.scrollTop)).toBe(0)
  })
})
