import { eventually } from '../e2e/until'
import { atFixture } from './at-fixture'

atFixture('The pages on the phone', (desk) => {
  test('a cold start runs App.onLaunch, App.onShow, then onLoad, onShow, onReady of the page', async () => {
    expect(await desk().log()).toEqual([
      'App.onLaunch pages/first 1001',
      'App.onShow pages/first 1001 {}',
      'first.onLoad {}',
      'first.onShow',
      'first.onReady',
    ])
  })

  test('wxs computes in its own dialect', async () => {
    await eventually(() => desk().text('title')).toBe('¥12.50 Array true')
  })

  test("a page's styles hold on that page, in rpx, and a component's on the component", async () => {
    const { frame, style, tap, visible } = desk()
    await eventually(() => style('title', 'color')).toBe('rgb(1, 2, 3)')
    const phoneWidth = await frame().evaluate(() => innerWidth)
    await eventually(async () => parseFloat(await style('title', 'width'))).toBeCloseTo(
      phoneWidth / 2,
      1,
    )
    const colours = () =>
      frame().evaluate(() =>
        ['host-components-badge--box', 'plugin-components-mark--box'].map((name) => {
          const box = document.querySelector(`.${name}`)
          return box && getComputedStyle(box).color
        }),
      )
    await eventually(colours).toEqual(['rgb(200, 0, 0)', 'rgb(0, 0, 200)'])
    await tap('go')
    await visible('second-title').waitFor()
    await eventually(() => style('second-title', 'color')).not.toBe('rgb(1, 2, 3)')
  })

  test('a tap changes the data once, also out of a component', async () => {
    await desk().tap('add')
    await desk().reads('count', '1')
    await desk().phone.getByText('满减').click()
    expect(await desk().reads('count', '2')).toBe('2')
  })

  test('a disabled button gets no tap', async () => {
    await desk().visible('off').click({ force: true })
    await desk().tap('add')
    expect(await desk().reads('count', '1')).toBe('1')
  })

  test('catch keeps a tap from the elements around, and a component clicks once', async () => {
    await desk().tap('van')
    await desk().reads('inner', 'van')
    await desk().tap('inner')
    expect(await desk().reads('inner', 'van inner')).toBe('van inner')
  })

  test('navigateTo hides the page below; back unloads, and shows it again', async () => {
    const { logged, phone, since, tap } = desk()
    await tap('go')
    await logged('second.onReady')
    expect(await since('first.onReady')).toEqual([
      'first.onHide',
      'second.onLoad {"sku":"茶","x":"a%3Db"}',
      'second.onShow',
      'second.onReady',
    ])
    await eventually(() => phone.locator('#phone-title').innerText()).toBe('第二页')
    await phone.locator('#phone-back').click()
    await logged('second.onUnload')
    expect(await since('second.onReady')).toEqual(['second.onUnload', 'first.onShow'])
    await eventually(() => phone.locator('#phone-back').isVisible()).toBe(false)
  })

  test('a Component as a page gets its query, also as properties', async () => {
    await desk().tap('go-component')
    await eventually(() => desk().text('from-query')).toBe('42')
    await desk().logged('as-component.onLoad {"order_id":"42"} pages/as-component 42')
  })

  test('a component is ready once it is laid out, before its page; one that comes later, then', async () => {
    const { logged, since, tap } = desk()
    const loaded = 'as-component.onLoad {"order_id":"42"} pages/as-component 42'
    await tap('go-component')
    await logged('as-component.onReady')
    const first = ['living.ready loaded', 'as-component.ready', 'as-component.onReady']
    expect(await since(loaded)).toEqual(first)
    await tap('more')
    await logged('living.ready more')
    expect(await since(loaded)).toEqual([...first, 'living.ready more'])
  })

  test('tabs keep their pages', async () => {
    const { lines, logged, phone } = desk()
    await phone.locator('#phone-tab-bar').getByText('我的').click()
    await logged('tab.onReady')
    await phone.locator('#phone-tab-bar').getByText('首页').click()
    expect((await lines(11)).slice(5)).toEqual([
      'first.onHide',
      'tab.onLoad {}',
      'tab.onShow',
      'tab.onReady',
      'tab.onHide',
      'first.onShow',
    ])
  })

  test('a switch to a tab unloads the page in front; the tab below it is hidden already', async () => {
    const { logged, since, tap } = desk()
    await tap('go')
    await logged('second.onReady')
    await tap('to-tab')
    await logged('tab.onReady')
    expect(await since('second.onReady')).toEqual([
      'second.onUnload',
      'tab.onLoad {}',
      'tab.onShow',
      'tab.onReady',
    ])
  })

  test('the end of a page is said once, at the distance that the page wants, and again after it has grown', async () => {
    const { frame, log, logged, tap } = desk()
    await tap('go')
    await logged('second.onReady')
    const scroller = '.page-view:not([hidden]) .page-scroll'
    const height = () =>
      frame().evaluate((found) => document.querySelector(found)?.scrollHeight ?? 0, scroller)
    const endsAt = async (left: number) => {
      await frame().evaluate(
        async ([found, wanted]) => {
          const view = document.querySelector(found) as Element
          const scrolled = new Promise((done) =>
            view.addEventListener('scroll', done, { once: true }),
          )
          view.scrollTop = view.scrollHeight - view.clientHeight - wanted
          await scrolled
        },
        [scroller, left] as const,
      )
      return (await log()).filter((line) => line === 'second.onReachBottom').length
    }
    expect(await endsAt(110)).toBe(0)
    expect(await endsAt(90)).toBe(1)
    expect(await endsAt(10)).toBe(1)
    await tap('grow')
    await eventually(height).toBeGreaterThan(3000)
    expect(await endsAt(20)).toBe(2)
    expect(await endsAt(10)).toBe(2)
    expect(await endsAt(500)).toBe(2)
    expect(await endsAt(10)).toBe(3)
  })

  test('a badge stands on its tab until it is taken away', async () => {
    const { phone, tap } = desk()
    const tabs = () => phone.locator('#phone-tab-bar button').allInnerTexts()
    const words = async () => (await tabs()).map((text) => text.split(/\s+/).sort())
    await tap('badge')
    await eventually(words).toEqual([['首页'], ['3', '我的']])
    await tap('no-badge')
    await eventually(words).toEqual([['首页'], ['我的']])
  })
})
