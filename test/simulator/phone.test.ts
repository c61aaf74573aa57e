import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { PLUGIN_WX } from '../../simulator/phone/wx/plugin-wx'
import { inBrowser, openBrowser } from '../e2e/browser'
import { type Desk, openDesk } from '../e2e/desk'
import { until } from '../e2e/until'

jest.setTimeout(60_000)

inBrowser('The phone, with a small mini-program', () => {
  let browser: Browser
  let desk: Desk

  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    desk = await openDesk({ browser, root: join(__dirname, 'fixture') })
    await desk.visible('title').waitFor()
  })
  afterEach(() => desk.close())

  const text = (id: string) => desk.visible(id).innerText()
  const log = async () => (await desk.stored('host:log')) as string[]
  const logged = (line: string) =>
    until(line, async () => ((await log()).includes(line) ? true : undefined))
  const since = async (line: string) => {
    const lines = await log()
    return lines.slice(lines.lastIndexOf(line) + 1)
  }
  const style = (id: string, property: string) =>
    desk
      .visible(id)
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)

  test('a cold start runs App.onLaunch, App.onShow, then onLoad, onShow, onReady of the page', async () => {
    await logged('first.onReady')
    expect(await log()).toEqual([
      'App.onLaunch pages/first 1001',
      'App.onShow pages/first 1001 {}',
      'first.onLoad {}',
      'first.onShow',
      'first.onReady',
    ])
  })

  test('wxs computes in its own dialect', async () => {
    expect(await text('title')).toBe('¥12.50 Array true')
  })

  test("a page's styles hold on that page, in rpx, and a component's on the component", async () => {
    expect(await style('title', 'color')).toBe('rgb(1, 2, 3)')
    const phoneWidth = await desk.frame().evaluate(() => innerWidth)
    expect(parseFloat(await style('title', 'width'))).toBeCloseTo(phoneWidth / 2, 1)
    await desk.tap('go')
    await desk.visible('second-title').waitFor()
    expect(await style('second-title', 'color')).not.toBe('rgb(1, 2, 3)')
    const colours = await desk.frame().evaluate(() =>
      ['host-components-badge--box', 'plugin-components-mark--box'].map((name) => {
        const box = document.querySelector(`.${name}`)
        return box && getComputedStyle(box).color
      }),
    )
    expect(colours).toEqual(['rgb(200, 0, 0)', 'rgb(0, 0, 200)'])
  })

  test('a tap changes the data once, also out of a component', async () => {
    await desk.tap('add')
    await until('1', async () => ((await text('count')) === '1' ? true : undefined))
    await desk.phone.getByText('满减').click()
    await until('2', async () => ((await text('count')) === '2' ? true : undefined))
  })

  test('a disabled button hears no tap', async () => {
    await desk.visible('off').click({ force: true })
    await desk.tap('add')
    await until('1', async () => ((await text('count')) === '1' ? true : undefined))
  })

  test('catch keeps a tap from the elements around, and a component clicks once', async () => {
    await desk.tap('van')
    await until('van', async () => ((await text('inner')) === 'van' ? true : undefined))
    await desk.tap('inner')
    await until('inner', async () => ((await text('inner')) === 'van inner' ? true : undefined))
  })

  test('navigateTo hides the page below; back unloads, and shows it again', async () => {
    await desk.tap('go')
    await logged('second.onReady')
    expect(await since('first.onReady')).toEqual([
      'first.onHide',
      'second.onLoad {"sku":"茶","x":"a%3Db"}',
      'second.onShow',
      'second.onReady',
    ])
    expect(await desk.phone.locator('#phone-title').innerText()).toBe('第二页')
    await desk.phone.locator('#phone-back').click()
    await logged('second.onUnload')
    expect(await since('second.onReady')).toEqual(['second.onUnload', 'first.onShow'])
    expect(await desk.phone.locator('#phone-back').isVisible()).toBe(false)
  })

  test('a Component as a page gets its query, also as properties', async () => {
    await desk.tap('go-component')
    expect(await text('from-query')).toBe('42')
    await logged('as-component.onLoad {"order_id":"42"} pages/as-component 42')
  })

  test('tabs keep their pages', async () => {
    await logged('first.onReady')
    await desk.phone.locator('#phone-tab-bar').getByText('我的').click()
    await logged('tab.onReady')
    await desk.phone.locator('#phone-tab-bar').getByText('首页').click()
    await until('first again', async () =>
      (await since('tab.onReady')).length === 2 ? true : undefined,
    )
    expect(await since('first.onReady')).toEqual([
      'first.onHide',
      'tab.onLoad {}',
      'tab.onShow',
      'tab.onReady',
      'tab.onHide',
      'first.onShow',
    ])
  })

  test('hide and show reach page and app; a kill reaches neither, and keeps the storage', async () => {
    await logged('first.onReady')
    await desk.press('hide-show')
    await logged('App.onHide')
    await desk.page.getByText('Show 回到前台').click()
    await until('shown', async () => ((await log()).length === 9 ? true : undefined))
    expect(await since('first.onReady')).toEqual([
      'first.onHide',
      'App.onHide',
      'App.onShow pages/first 1001 {}',
      'first.onShow',
    ])
    await desk.press('kill')
    await until('started anew', async () => ((await log()).length === 14 ? true : undefined))
    expect((await log())[9]).toBe('App.onLaunch pages/first 1001')
  })

  test('entering again shows the app with the new scene and query, the page stays', async () => {
    await logged('first.onReady')
    await desk.page.fill('[name=scene]', '1047')
    await desk.page.fill('[name=query]', 'scene=chan_id%3Dposter-7')
    await desk.press('enter-again')
    await until('entered', async () => ((await log()).length === 9 ? true : undefined))
    expect(await since('App.onHide')).toEqual([
      'App.onShow pages/first 1047 {"scene":"chan_id%3Dposter-7"}',
      'first.onShow',
    ])
  })

  test('entering again at a page opens that page afresh', async () => {
    await logged('first.onReady')
    await desk.page.fill('[name=query]', 'a=1')
    await desk.page.selectOption('[name=path]', 'pages/second')
    await desk.press('enter-again')
    await logged('second.onReady')
    expect(await since('App.onHide')).toEqual([
      'App.onShow pages/second 1047 {"a":"1"}',
      'first.onUnload',
      'second.onLoad {"a":"1"}',
      'second.onShow',
      'second.onReady',
    ])
  })

  test('the plugin has a wx of its own, a storage of its own, and no browser', async () => {
    await desk.tap('look')
    const seen = JSON.parse(
      await until('seen', async () => (await text('seen').catch(() => '')) || undefined),
    ) as { wxKeys: string[]; reach: Record<string, string>; memory: unknown; host: unknown }
    expect(seen.wxKeys).toEqual([...PLUGIN_WX])
    const { setTimeout: timer, clearTimeout: stop, console: told, ...rest } = seen.reach
    expect([timer, stop, told]).toEqual(['function', 'function', 'object'])
    const { Promise: promise, JSON: json, Math: math, Date: date, ...browserOnly } = rest
    expect([promise, json, math, date]).toEqual(['function', 'object', 'object', 'function'])
    expect(new Set(Object.values(browserOnly))).toEqual(new Set(['undefined']))
    expect(seen.memory).toEqual({ mine: true })
    expect(seen.host).toBe('')
  })

  test('clearing the storage empties that of host and plugin', async () => {
    await desk.tap('look')
    await until('kept', () => desk.stored('plugin:memory'))
    await desk.press('clear-storage')
    await until('gone', async () => (await desk.stored('plugin:memory')) === undefined || undefined)
    await desk.visible('title').waitFor()
    await until('new log', async () => (await log())?.length === 5 || undefined)
  })

  const answer = async (id: string) => {
    await desk.tap(id)
    return JSON.parse(
      await until(id, async () => (await text('answer').catch(() => '')) || undefined),
    ) as Record<string, unknown>
  }

  test("a request to the vendor's host reaches the collector with its query, and is answered", async () => {
    expect(await answer('ask-json')).toMatchObject({
      outcome: 'success',
      statusCode: 200,
      data: { code: 0, msg: 'ok' },
      errMsg: 'request:ok',
    })
    expect(await desk.requests()).toMatchObject([
      { query: { app_id: 'a', timestamp: '1', nonce: 'n' }, body: { n: 1 } },
    ])
  })

  test('a request to any other host fails as a domain that is not listed', async () => {
    expect(await answer('ask-elsewhere')).toMatchObject({
      outcome: 'fail',
      errMsg: 'request:fail url not in domain list',
      errno: 600002,
    })
  })

  test('a string goes out as it is, and a 400 is a success of wx.request', async () => {
    expect(await answer('ask-text')).toMatchObject({ outcome: 'success', statusCode: 400 })
  })

  test('a timeout fails', async () => {
    await desk.setMode('slow')
    expect(await answer('ask-late')).toMatchObject({
      outcome: 'fail',
      errMsg: 'request:fail timeout',
    })
  })

  test('offline, a request fails without leaving the phone', async () => {
    await desk.choose('offline')
    await desk.press('kill')
    expect(await answer('ask-json')).toMatchObject({
      outcome: 'fail',
      errMsg: 'request:fail net::ERR_INTERNET_DISCONNECTED',
    })
    expect(desk.complaints).toEqual([])
  })
})
