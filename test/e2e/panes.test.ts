import { cart } from '../simulator/asked'
import { atPane } from './at-pane'
import { eventually } from './until'

atPane("The server's side of the page", (open) => {
  test('one pane is shown at a time, with its number on the tab', async () => {
    const { batches, page, press, show, usable } = await open()
    const uploaded = await batches()
    await usable('no-token')
    const shown = () =>
      Promise.all(['requests', 'gateway', 'batches'].map((one) => page.isVisible(`#pane-${one}`)))
    await eventually(shown).toEqual([false, false, false])
    await press('server-side')
    await eventually(shown).toEqual([true, false, false])
    await show('gateway')
    await eventually(shown).toEqual([false, true, false])
    await show('batches')
    await eventually(shown).toEqual([false, false, true])
    await eventually(() => page.locator('#tab-batches .badge').innerText()).toBe(
      String(uploaded.length),
    )
    await page.locator('#tab-gateway .badge').getByText('1', { exact: true }).waitFor()
    await press('close-drawer')
    await eventually(shown).toEqual([false, false, false])
  })

  test.each([
    ['a tab', 'tab-gateway', '#pane-gateway'],
    ['Clear the list', 'clear', '#pane-requests .empty'],
  ])(
    '%s, pressed while something arrives, is done when it is let go, and keeps the focus',
    async (_, id, result) => {
      const { page, report, show } = await open()
      await show('requests')
      const box = await page.locator(`#${id}`).boundingBox()
      await page.mouse.move((box?.x ?? 0) + 8, (box?.y ?? 0) + 8)
      await page.mouse.down()
      // When the next one is counted, the page has drawn the one before.
      for (const arrived of ['1', '2', '3']) {
        await report(`B-${arrived}`)
        await page.locator('#tab-requests .badge').getByText(arrived, { exact: true }).waitFor()
      }
      await page.mouse.up()
      await eventually(() => page.isVisible(result)).toBe(true)
      await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe(id)
    },
  )

  test('what is opened or pressed beside the batches and calls stays while others arrive', async () => {
    const { page, report, show, usable } = await open()
    await usable('no-token')
    await show('gateway')
    await page.locator('#calls summary').click()
    await page.locator('#clear-calls').focus()
    await usable('no-token')
    await page.locator('#tab-gateway .badge').getByText('2', { exact: true }).waitFor()
    await eventually(() => page.locator('#calls details[open] pre').count()).toBeGreaterThan(0)
    await eventually(() => page.locator('#clear-calls:focus').count()).toBe(1)
    await show('batches')
    await page.locator('#push-batches').focus()
    await report('SL-WELCOME-300')
    await eventually(() => page.locator('[data-batch-id="SL-WELCOME-300"] .some').count()).toBe(1)
    await eventually(() => page.locator('#push-batches:focus').count()).toBe(1)
  })

  test('in a wide window phone, timeline and pane stand side by side', async () => {
    const { page, show } = await open(1600)
    await show('gateway')
    await eventually(() =>
      page.evaluate(() => {
        const edges = ['device', 'timeline-head', 'drawer'].map((id) => {
          const { left = 0, right = 0 } = document.getElementById(id)?.getBoundingClientRect() ?? {}
          return [left, right] as const
        })
        return edges.every(([left], i) => i === 0 || left >= (edges[i - 1]?.[1] ?? 0))
      }),
    ).toBe(true)
  })

  test.each([1600, 1280, 768, 390])('nothing lies beyond the edge at %i pixels', async (width) => {
    const { pageErrors, page, report, setMode, show, token, usable } = await open(width)
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
    for (const pane of ['requests', 'gateway', 'batches'] as const) {
      await show(pane)
      for (const one of await page.locator('summary:visible').all()) await one.click()
      await eventually(beyond).toEqual(well)
    }
    expect(pageErrors).toEqual([])
  })
})
