import { atInspector } from './at-inspector'
import { eventually, until } from '../../e2e/until'

atInspector('The event inspector in a developer’s hand', ({ open, openKnown }) => {
  test('the opened JSON is the very event that the collector got, and can be selected', async () => {
    const { tap, shows, page, requests, texts } = await openKnown()
    await tap('give')
    await shows(0, '已送达')
    await tap('row-0')
    const json = page.locator('#json')
    const [request] = await requests()
    await eventually(async () => JSON.parse(await json.innerText()) as unknown).toEqual(
      request?.body,
    )
    await eventually(() => json.evaluate((one) => getComputedStyle(one).userSelect)).toBe('text')
    await tap('row-0')
    await eventually(() => texts()).not.toContain('"consume_coupon"')
  })

  test('the context is the one that the next event has', async () => {
    const { tap, page, texts, requests, shows } = await open()
    await tap('context')
    await eventually(() => texts()).toContain('没有 open_id')
    await tap('chan')
    await tap('title')
    await tap('login')
    await page.getByText('chan_shop_name: 湖滨店').waitFor()
    await page.getByText('open_id: oFixture').waitFor()
    await tap('give')
    await shows(0, '已送达')
    const [request] = await requests()
    expect(request?.body).toMatchObject({
      props: {
        page: 'pages/inspect',
        page_title: '新标题',
        chan: { chan_wxapp_scene: 1001, chan_shop_name: '湖滨店' },
      },
    })
    for (const value of ['pages/inspect', '新标题', '1001', '湖滨店']) {
      await eventually(() => texts()).toContain(value)
    }
  })

  test('what an earlier run left is counted', async () => {
    const { tap, choose, shows, restart, texts, count, page } = await openKnown()
    await choose('refuse')
    await tap('give')
    await shows(0, '已暂放')
    await choose('offline')
    await tap('hostile')
    await shows(0, '稍后重试')
    await restart()
    await page.getByText('没有逐条列出').waitFor()
    await until('the parked one is read', async () =>
      (await texts()).includes('1 条已暂放，没有逐条列出：上次启动留下的，') ? true : undefined,
    )
    await eventually(() => Promise.all(['pending', 'parked'].map(count))).toEqual(['1', '1'])
  })

  test('clearing the list does not clear the queue, and a note says so', async () => {
    const { tap, choose, shows, texts, count, requests, page } = await openKnown()
    await choose('offline')
    await tap('give')
    await shows(0, '稍后重试')
    await tap('clear-list')
    await page.getByText('清空之前的事件里还有 1 条待发送').waitFor()
    await eventually(() => texts()).toContain('「清空列表」只清空显示')
    await eventually(() => count('pending')).toBe('1')
    await choose('ok')
    await shows(0, '已送达')
    expect(await requests()).toHaveLength(1)
  })

  test('of 120 events 50 are drawn, and more at a tap', async () => {
    const { tap, page, texts } = await open()
    await tap('many')
    await page.locator('#more').waitFor()
    await eventually(() => texts()).toContain('共 120 条')
    await eventually(() => page.locator('[id^=row-]').count()).toBe(50)
    await eventually(() => page.locator('#more').innerText()).toBe('更多（还有 70 条）')
    await tap('more')
    await page.locator('#row-99').waitFor()
    await tap('more')
    await page.locator('#row-119').waitFor()
    await eventually(() => page.locator('#more').count()).toBe(0)
  })

  test('what an event holds is text, never markup or a template', async () => {
    const { tap, shows, page } = await openKnown()
    await tap('hostile')
    expect(await shows(0, '已送达')).toContain('<img src=x onerror=alert(1)>{{1+1}}')
    await tap('row-0')
    await page.locator('#json').waitFor()
    await eventually(() => page.locator('#inspected img').count()).toBe(0)
  })

  test('taken off the page it is gone, and the merchant goes on', async () => {
    const { tap, page, requests } = await openKnown()
    await tap('leave')
    await page.locator('#inspected').waitFor({ state: 'detached' })
    await tap('give')
    const [request] = await until('a request', async () => {
      const received = await requests()
      return received.length > 0 ? received : undefined
    })
    expect(request?.stored).toBe(true)
  })
})
