import { atCheckout, TEA, welcome } from './expected-event'
import { inShop } from './in-shop'
import { eventually, MAX_WAIT_MS } from './until'

const TEN_MINUTES_MS = 600_000
const ONE_DAY_MS = 86_400_000

inShop('The promise, as the page shows it', (shop, anew) => {
  const equation = () =>
    Promise.all((['reported', 'delivered', 'waiting', 'lost'] as const).map(shop().count))
  const station = (part: string, name: string) => shop().row(part).locator(`[data-station=${name}]`)

  test('an order paid offline waits in storage across a kill, and is delivered once', async () => {
    const { row, mark, page } = shop()
    await shop().orderAtOnce(TEA)
    await eventually(equation).toEqual(['1', '1', '0', '0'])
    await shop().goOnline(false)
    await shop().phone.locator('.no-network').getByText('无网络').waitFor()
    await shop().tap('pay')
    await eventually(equation).toEqual(['2', '1', '1', '0'])
    const paid = 'consume/'
    await eventually(() => row(paid).first().getAttribute('data-state')).toBe('waiting')
    await eventually(() => station(paid, 'saved').first().innerText()).toMatch(/\d\.\d ms\n+\d+ B/)
    await eventually(() => page.locator('.now .sentence').innerText()).toBe(
      'No network. 1 safe in storage.',
    )
    await shop().kill()
    await page.locator('#home').getByText('The process is gone. Its storage is not.').waitFor()
    await eventually(() => page.locator('.now .sentence').innerText()).toBe(
      'The app is not running. 1 safe in storage.',
    )
    await eventually(equation).toEqual(['2', '1', '1', '0'])
    await shop().goOnline()
    await page.locator('#now-action').click()
    await eventually(equation).toEqual(['2', '2', '0', '0'])
    for (const kind of ['offline', 'killed', 'online', 'started', 'caughtUp'])
      await mark(kind).waitFor()
    await eventually(() => mark('started').innerText()).toContain('1 found in storage')
    expect(await shop().eventIds()).toHaveLength(2)
    expect(shop().pageErrors).toEqual([])
  })

  test('an event whose record is removed is Lost, in red, and the page says so', async () => {
    await shop().goOnline(false)
    await shop().orderAtOnce(TEA)
    await eventually(equation).toEqual(['1', '0', '1', '0'])
    await shop().kill()
    await shop().page.evaluate(() => {
      for (const key of Object.keys(localStorage))
        if (key.startsWith('plugin:')) localStorage.removeItem(key)
    })
    await eventually(equation).toEqual(['1', '0', '0', '1'])
    await eventually(() => shop().row('pre_consume').getAttribute('data-state')).toBe('lost')
    await eventually(() => station('pre_consume', 'delivered').innerText()).toContain(
      'neither stored nor waiting',
    )
    await eventually(() => shop().page.locator('.now').getAttribute('data-tone')).toBe('lost')
  })

  test('an acceptance that the collector knows nothing of is no delivery', async () => {
    await shop().page.route('**/youshu/api/report*', (route) =>
      route.fulfill({ json: { code: 0 } }),
    )
    await shop().orderAtOnce(TEA)
    await eventually(equation).toEqual(['1', '0', '0', '1'])
    await eventually(() => station('pre_consume', 'delivered').innerText()).toContain(
      'Not at the collector',
    )
  })

  test('a refused event is set aside, and ten minutes later it goes', async () => {
    const { page, row, mark, choose } = shop()
    const start = Date.now()
    await choose('refuse')
    await shop().orderAtOnce(TEA)
    await eventually(() => row('pre_consume').getAttribute('data-state')).toBe('parked')
    await eventually(() => page.locator('.now .sentence').innerText()).toBe(
      '1 set aside: the collector refused it (code 1). Others pass.',
    )
    await eventually(() => page.locator('.now .next').innerText()).toMatch(
      /Tried again in \d+:\d\d/,
    )
    await choose('ok')
    await eventually(async () => {
      await page.locator('#plus-10-min').click()
      return shop().count('delivered')
    }).toBe('1')
    await mark('time').first().waitFor()
    const [request] = (await shop().requests()).filter(({ stored }) => stored)
    expect((request?.at ?? 0) - start).toBeGreaterThanOrEqual(TEN_MINUTES_MS)
  })

  test('a day is moved on, also while the app is killed, and the clock of the phone goes on from there', async () => {
    const { page, mark, kill, open } = shop()
    const start = Date.now()
    await kill()
    await page.locator('#plus-1-day').click()
    await mark('time').getByText('moved by 1 day').waitFor()
    await open()
    await shop().orderAtOnce(TEA)
    const [event] = await shop().sent(1)
    expect(Number(event?.props['time']) - start).toBeGreaterThanOrEqual(ONE_DAY_MS)
  })

  test('an order offline uses the shop’s own coupon', async () => {
    await shop().goOnline(false)
    await shop().giveOrder(TEA)
    await eventually(equation).toEqual(['1', '0', '1', '0'])
    await shop().row(welcome.coupon_ins_id).waitFor()
  })

  test('an order without a coupon is shown, and is no event', async () => {
    await shop().inCheckout(TEA)
    await shop().settled()
    await shop().chooseCoupon('不使用优惠券')
    await shop().tap('give-order')
    const order_id = await shop().orderId()
    await shop()
      .mark('order')
      .getByText(`${order_id} without a coupon: nothing to report`)
      .waitFor()
    await eventually(() => shop().count('reported')).toBe('0')
  })

  test('a query that cannot be decoded is shown, and the phone goes on', async () => {
    await shop().visible('show-goods').waitFor()
    await shop().enter({ scene: '1011', query: 'scene=%E0%A4%A' })
    await shop().mark('entered').getByText('the query cannot be decoded').waitFor()
    await shop().orderAtOnce(TEA)
    await eventually(() => shop().count('delivered')).toBe('1')
  })

  test('the row opens into its journey, its table, its JSON and its coupon', async () => {
    const { page, row, press } = shop()
    await shop().inCheckout(TEA)
    await shop().settled()
    await shop().tap('give-order')
    await eventually(() => shop().count('delivered')).toBe('1')
    await row('pre_consume').locator('.open').click()
    const pane = () => page.locator('#pane').innerText()
    await eventually(pane).toContain('before trackOrder returned')
    await eventually(pane).toContain('HTTP 200, code 0: ok')
    await eventually(pane).toContain(atCheckout.page)
    await press('tab-check')
    await eventually(pane).toContain("Youshu's table: every rule holds")
    await press('tab-json')
    const [sent] = await shop().events()
    await eventually(
      async () => JSON.parse(await page.innerText('#event-json')) as unknown,
    ).toEqual(sent)
    await press('tab-coupon')
    await eventually(pane).toMatch(/\d+ usable · \d+ not/)
  })

  test('one language at a time: that of the browser, or the one that is chosen', async () => {
    const words = () => shop().page.locator('#top, #faults, #main').allInnerTexts()
    const chinese = async () =>
      [...new Set((await words()).join('').match(/[\u4e00-\u9fff]+/g))].filter(
        (word) => word !== '中文',
      )
    await shop().visible('show-goods').waitFor()
    await eventually(chinese).toEqual([])
    await anew({ locale: 'zh-CN' })
    await eventually(() => shop().page.locator('#promise').innerText()).toBe(
      '把每一次用券告诉腾讯有数，一条不丢。',
    )
    await eventually(() => shop().page.getAttribute('html', 'lang')).toBe('zh-CN')
    await eventually(async () => (await words()).join('')).not.toMatch(/Network|Delivered|Kill/)
    await shop().page.locator('label:has(#language-en)').click()
    await eventually(chinese).toEqual([])
    await shop().page.reload()
    await eventually(chinese).toEqual([])
  })

  test('name, sentence and documents stand on top, and the documents open', async () => {
    const { page } = shop()
    await eventually(() => page.locator('#top').innerText()).toMatch(
      /youshu-coupon-plugin\s+Tells Tencent Youshu that a coupon was used, and loses no event\./,
    )
    await page.locator('#documents').click()
    await page.getByRole('link', { name: 'youshu-coupon-plugin' }).first().click()
    await page.getByRole('heading', { level: 1 }).first().waitFor()
  })

  test('starting over leaves nothing of what was', async () => {
    const { page, press } = shop()
    await press('server-side')
    await press('tab-relay')
    await page.getByLabel('through the gateway').check()
    await page.getByText('keeps each event and forwards it once').waitFor()
    await shop().goOnline(false)
    await shop().orderAtOnce(TEA)
    await eventually(equation).toEqual(['1', '0', '1', '0'])
    await page.locator('label:has(#filter-delivered)').click()
    await press('start-over')
    await eventually(equation).toEqual(['0', '0', '0', '0'])
    await page.locator('#fresh').waitFor()
    await shop().visible('show-goods').waitFor()
    for (const chosen of ['network-online', 'mode-ok', 'filter-all'])
      await eventually(() => page.isChecked(`#${chosen}`)).toBe(true)
    await press('server-side')
    await press('tab-relay')
    await eventually(() => page.getByLabel('straight to Youshu').isChecked()).toBe(true)
  })
})

inShop('The tour', (shop) => {
  const lost = () => shop().count('lost')

  test('plays its six steps by itself, whatever was pressed before', async () => {
    const { page, press, choose, goOnline, kill } = shop()
    await shop().visible('show-goods').waitFor()
    await choose('http500')
    await goOnline(false)
    await press('hide-show')
    await kill()
    await press('tour-open')
    await press('tour-all')
    await page.getByText('You tried six ways.').waitFor({ timeout: 3 * MAX_WAIT_MS })
    await eventually(() => page.locator('#tour .done').count()).toBe(6)
    await eventually(lost).toBe('0')
    await eventually(() => shop().count('waiting')).toBe('0')
    const [reported, delivered] = await Promise.all([
      shop().count('reported'),
      shop().count('delivered'),
    ])
    expect([Number(reported) >= 8, delivered]).toEqual([true, reported])
  })

  test('what is done by hand counts as well', async () => {
    const { press, page } = shop()
    await press('tour-open')
    await shop().orderAtOnce(TEA)
    await shop().tap('pay')
    await page.locator('#tour-step-1.done').waitFor()
    await shop().goOnline(false)
    await page.locator('#tour-step-2:not(.done)').waitFor()
    await shop().tap('refund')
    await page.locator('#tour-step-2.done').waitFor()
    await shop().kill()
    await page.locator('#tour-step-3.done').waitFor()
    await eventually(lost).toBe('0')
  })
})
