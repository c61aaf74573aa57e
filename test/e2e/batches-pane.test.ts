import { atPane } from './at-pane'
import { eventually } from './until'

const WELCOME = 'SL-WELCOME-300'
const CASH = '390913441022870001'

atPane('The pane of the coupon batches', (open) => {
  test('a batch counts its events as they come; without any it is folded away', async () => {
    const { batch, batches, page, press, report, show, tally } = await open()
    const uploaded = await batches()
    await show('batches')
    await page.getByText('No event has used a coupon yet').waitFor()
    await eventually(() => batch(WELCOME).isVisible()).toBe(false)
    await report(WELCOME, 'pre_consume')
    await batch(WELCOME).waitFor()
    await report(WELCOME)
    await report(WELCOME)
    await eventually(() => tally(WELCOME, 'consumed')).toBe('1')
    await eventually(() => tally(WELCOME, 'pre_consumed')).toBe('1')
    await eventually(() => tally(WELCOME, 'refunded')).toBe('0')
    await eventually(() => batch(WELCOME).innerText()).toContain('2025-01-01 – 2030-03-31')
    await page.getByText(`${uploaded.length - 1} without an event`).waitFor()
    await show('requests')
    await press('clear')
    await batch(WELCOME).waitFor({ state: 'hidden' })
    await show('batches')
    await page.getByText('No event has used a coupon yet').waitFor()
  })

  test.each([1280, 1600])('at %i pixels an event leads to its batch, and back', async (width) => {
    const { batch, link, page, report, show } = await open(width)
    await report(WELCOME)
    await show('requests')
    await link(WELCOME).click()
    await page.locator(`.marked[data-batch-id=${WELCOME}]`).waitFor()
    await batch(WELCOME).locator('.to-events').click()
    await page.locator('article.event.marked').waitFor()
    await eventually(() => page.locator('.marked').count()).toBe(1)
  })

  test('an event that was refused leads to its batch among the folded ones', async () => {
    const { batch, choose, link, page, report, show } = await open()
    await choose('refuse')
    await report(CASH)
    await show('requests')
    await link(CASH).click()
    await page.locator(`.marked[data-batch-id="${CASH}"]`).waitFor()
    await eventually(() => batch(CASH).isVisible()).toBe(true)
  })

  test('an event of a batch that was never uploaded says so, also when asked', async () => {
    const { link, page, report, show } = await open()
    await report('SL-GONE')
    await report(WELCOME)
    await show('requests')
    const chip = (id: string) =>
      page.locator('article.event', { has: link(id) }).getByText('Youshu does not know this batch')
    await chip('SL-GONE').waitFor()
    await eventually(() => chip(WELCOME).isVisible()).toBe(false)
    await link('SL-GONE').click()
    await page
      .locator('#batch-notice.marked')
      .getByText('SL-GONE: Youshu does not know this batch')
      .waitFor()
    await show('requests')
    await link(WELCOME).click()
    await page.locator('#batch-notice').waitFor({ state: 'hidden' })
  })

  test('uploading the batches again is a call of the operator to the gateway', async () => {
    const { batches, calls, page, press, shows, show } = await open()
    const uploaded = await batches()
    await show('batches')
    await press('push-batches')
    await page.locator('#tab-gateway .badge').getByText('1', { exact: true }).waitFor()
    await show('gateway')
    await shows(`${uploaded.length} accepted · 0 refused`)
    await eventually(() => calls().first().innerText()).toContain('operator')
  })
})
