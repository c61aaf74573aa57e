import { atInspector } from './at-inspector'
import { layoutFaults } from './layout-faults'
import type { Inspector } from './open-inspector'
import { axeFaults } from '../../e2e/axe'
import { eventually } from '../../e2e/until'

atInspector('The event inspector before the eyes', ({ open, openKnown }) => {
  test('what can be tapped says so to a screen reader, and whether it is open', async () => {
    const { tap, page, row, shows } = await openKnown()
    await tap('give')
    await shows(0, '已送达')
    for (const id of ['flush', 'retry-refused', 'clear-list', 'context', 'row-0']) {
      await eventually(() => page.locator(`#${id}`).getAttribute('role')).toBe('button')
    }
    await eventually(() => row(0).getAttribute('aria-expanded')).toBe('false')
    await tap('row-0')
    await page.locator('#row-0[aria-expanded=true]').waitFor()
  })

  /** Every state at once, with all that can be opened open. */
  const fill = async ({ tap, choose, shows, page }: Inspector) => {
    await choose('refuse')
    await tap('refund')
    await shows(0, '已暂放')
    await choose('ok')
    await tap('pay')
    await tap('pay')
    await tap('nameless')
    await choose('offline')
    await tap('hostile')
    await shows(0, '稍后重试')
    await tap('context')
    await tap('row-0')
    await page.locator('#json').waitFor()
  }

  test.each([
    [320, 'light'],
    [390, 'light'],
    [768, 'light'],
    [390, 'dark'],
  ] as const)(
    'at %i pixels (%s) all is legible, in reach and inside the page, and axe finds nothing',
    async (width, colorScheme) => {
      const opened = await openKnown({ width, colorScheme })
      await fill(opened)
      await eventually(() => layoutFaults(opened.page)).toEqual([])
      expect(await axeFaults(opened.page)).toEqual([])
    },
  )

  test('text of twice the size fits on the narrowest phone', async () => {
    const opened = await openKnown({ width: 320 })
    await opened.tap('give')
    await opened.shows(0, '已送达')
    const size = () =>
      opened.page.locator('#flush').evaluate((one) => getComputedStyle(one).fontSize)
    const before = parseFloat(await size())
    await opened.page.addStyleTag({ content: 'wx-page { --event-inspector-font-size: 32px }' })
    await eventually(async () => parseFloat(await size())).toBe(2 * before)
    await fill(opened)
    await eventually(() => layoutFaults(opened.page)).toEqual([])
  })

  test('the host’s theme goes before the phone’s', async () => {
    const { tap, page } = await open({ colorScheme: 'light' })
    const ground = () =>
      page
        .locator('#inspected [class*="--inspector"]')
        .first()
        .evaluate((one) => getComputedStyle(one).backgroundColor)
    await eventually(() => ground()).toBe('rgb(244, 245, 243)')
    await tap('dark')
    await page.locator('#inspected [class*=dark]').waitFor()
    await eventually(() => ground()).toBe('rgb(18, 21, 19)')
  })
})
