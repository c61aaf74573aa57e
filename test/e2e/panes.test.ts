import { cart } from '../simulator/asked'
import { atPane } from './at-pane'
import { eventually } from './until'

jest.setTimeout(60_000)

atPane('The three panes of the page', (open) => {
  test('in a narrow window one pane is shown at a time, with its number on the tab', async () => {
    const { batches, page, show, usable } = await open()
    const uploaded = await batches()
    await usable('nobody')
    const shown = () =>
      Promise.all(['#collector-side', '#gateway', '#batches'].map((one) => page.isVisible(one)))
    await eventually(() => shown()).toEqual([true, false, false])
    await show('gateway')
    await eventually(() => shown()).toEqual([false, true, false])
    await show('batches')
    await eventually(() => shown()).toEqual([false, false, true])
    await eventually(() => page.locator('#tab-batches .badge').innerText()).toBe(
      String(uploaded.length),
    )
    await page.locator('#tab-gateway .badge').getByText('1', { exact: true }).waitFor()
  })

  test('in a wide window all three stand side by side, without tabs', async () => {
    const { page } = await open(1600)
    const lefts = () =>
      page.evaluate(() =>
        ['phone', 'collector-side', 'gateway', 'batches'].map(
          (id) => document.getElementById(id)?.getBoundingClientRect().left ?? 0,
        ),
      )
    await eventually(async () => {
      const [phone = 0, collector = 0, gateway = 0, batches = 0] = await lefts()
      return [phone < collector, collector < gateway, gateway === batches]
    }).toEqual([true, true, true])
    await eventually(() => page.isVisible('#tabs')).toBe(false)
  })

  test.each([1600, 1280, 768, 390])('nothing lies beyond the edge at %i pixels', async (width) => {
    const { complaints, page, report, setMode, show, token, usable } = await open(width)
    const session = await token()
    await usable(session, { ...cart, multi_mark: '9'.repeat(300) })
    await usable(session, { ...cart, type_cate: 'x'.repeat(300) })
    await setMode('malformed')
    await usable(session)
    await report('8'.repeat(100))
    await report('SL-WELCOME-300')
    const beyond = () =>
      page.evaluate(() => ({
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        beyond: [...document.querySelectorAll('body *')]
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => one.className || one.tagName),
      }))
    const well = { wide: 0, beyond: [] }
    for (const pane of ['report', 'gateway', 'batches'] as const) {
      if (await page.isVisible('#tabs')) await show(pane)
      for (const one of await page.locator('summary:visible').all()) await one.click()
      await eventually(() => beyond()).toEqual(well)
    }
    expect(complaints).toEqual([])
  })
})
