import type { Browser, Page } from 'playwright-core'
import { inBrowser, openBrowser } from '../../e2e/browser'
import { OPERATOR_KEY, openServer } from '../open-server'
import { storeAddress, stopStore } from './address'
import { reported } from './events'
import { openStoreServer, type StoreServer } from './server'
import { accept, refuse, unsigned } from './vendor'

const HOSTILE =
  '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'

describe('the console’s files', () => {
  test('hold no secret, and allow nothing from elsewhere', async () => {
    const server = await openServer()
    for (const path of [
      '/console',
      '/console/console.js',
      '/console/elements.js',
      '/console/console.css',
    ]) {
      const response = await fetch(server.url + path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self';/,
      )
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(await response.text()).not.toContain(OPERATOR_KEY)
    }
    expect((await fetch(`${server.url}/console/../app.ts`)).status).toBe(404)
    expect((await fetch(`${server.url}/console/console.html`)).status).toBe(404)
    await server.close()
  })
})

inBrowser('the console', () => {
  let browser: Browser
  let server: StoreServer
  let page: Page
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await stopStore()
  })
  beforeEach(async () => {
    server = await openStoreServer(await storeAddress())
    page = await browser.newPage()
    await page.goto(`${server.url}/console`)
  })
  afterEach(async () => {
    await page.close()
    await server.close()
  })

  const enter = async (key: string) => {
    await page.getByLabel('Operator key').fill(key)
    await page.getByRole('button', { name: 'Open' }).click()
  }

  test('shows nothing without the key, and says that a wrong one is wrong', async () => {
    expect(await page.getByRole('heading', { name: 'Events by state' }).isVisible()).toBe(false)
    await enter('a wrong key')
    await page.getByText('The key is not the right one.').waitFor()
    expect(await page.getByRole('heading', { name: 'Events by state' }).isVisible()).toBe(false)
  })

  test('shows states, an order, what was put aside with its reason, and sends that again', async () => {
    for (let n = 0; n < 9; n += 1) await server.report(reported({ order_id: `O${n}` }))
    server.vendor.answers((ids) => (ids.includes('consume/O4/C1') ? refuse : accept))
    await server.store.forwarder.drain()
    await server.report(reported({ order_id: 'later' }))
    await server.store.forwarder.drain()
    await server.store.database.query("update lanes set due_at = '-infinity'")
    await server.store.forwarder.drain()
    await enter(OPERATOR_KEY)
    await page.getByText('accepted 9').waitFor()
    await page.getByText('refused 1', { exact: true }).waitFor()
    await page.getByText('1003 bad event').first().waitFor()

    await page.getByLabel('Order or sub-order').fill('O2')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.locator('#found').getByText('accepted').waitFor()

    server.vendor.answers(() => accept)
    await page.getByRole('button', { name: 'Send again' }).click()
    await page.getByText('Nothing was put aside.').waitFor()
    await server.store.forwarder.drain()
    expect(server.vendor.arrived().filter((id) => id === 'consume/O4/C1').length).toBeGreaterThan(1)
  })

  test('says that Youshu refuses everything, and with which words', async () => {
    await server.report(reported())
    server.vendor.answers(() => unsigned)
    await server.store.forwarder.drain()
    await enter(OPERATOR_KEY)
    const health = page.locator('#health')
    await health.getByText('refusing everything (10001 signature error)').waitFor()
    expect(await health.getByText('well', { exact: true }).count()).toBe(0)
  })

  const lineUp = (count: number) =>
    server.store.database.query(
      `insert into jobs (kind, input_hash, input, total, state, created_at)
       select 'job ' || n, '', '', n, 'done', now() - interval '1 minute' * n from generate_series(1, $1) n`,
      [count],
    )

  test('leafs through the jobs and what was put aside, without a mouse', async () => {
    await lineUp(30)
    const orders = Array.from({ length: 30 }, (_, n) => reported({ order_id: `O${n}` }))
    await server.report(orders)
    await server.store.database.query("update deliveries set state = 'parked' where seq > 2")
    await server.store.database.query("update deliveries set state = 'refused' where seq <= 2")
    await page.getByLabel('Operator key').fill(OPERATOR_KEY)
    await page.keyboard.press('Enter')
    const jobs = page.locator('#jobs')
    await jobs.getByText('job 25', { exact: true }).waitFor()
    expect(await jobs.getByText('job 26', { exact: true }).count()).toBe(0)

    await jobs.getByRole('button', { name: 'Older' }).focus()
    await page.keyboard.press('Enter')
    await jobs.getByText('job 30', { exact: true }).waitFor()
    expect(await jobs.getByRole('button', { name: 'Older' }).count()).toBe(0)
    // The button is gone: the keyboard goes on in the same section.
    expect(await page.evaluate('document.activeElement.id')).toBe('jobs')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await jobs.getByText('job 1', { exact: true }).waitFor()

    const aside = page.locator('#aside')
    expect(await aside.getByRole('button', { name: 'Send again' }).count()).toBe(27)
    await aside.getByRole('button', { name: 'Older' }).click()
    await aside.getByText('O2', { exact: true }).waitFor()
    // The refused ones are all on the first page.
    expect(await aside.getByRole('button', { name: 'Send again' }).count()).toBe(3)
    expect(await aside.getByRole('button', { name: 'Older' }).count()).toBe(0)
  })

  test('what is drawn anew takes no focus from the keyboard', async () => {
    await server.report([reported({ order_id: 'O1' }), reported({ order_id: 'O2' })])
    await server.store.database.query("update deliveries set state = 'parked'")
    await enter(OPERATOR_KEY)
    await page.locator('#aside').getByText('O2').waitFor()
    await page.getByRole('button', { name: 'Send again' }).first().focus()
    await server.store.database.query("update deliveries set code = 'http_403', message = 'no'")
    await page.locator('#range').dispatchEvent('change')
    await page.getByText('http_403 no').first().waitFor()
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Send again')
  })

  test('what an attacker reports is shown as text', async () => {
    await server.report(
      reported({
        order_id: HOSTILE,
        action_type: HOSTILE,
        coupon_instance: { coupon_ins_id: HOSTILE, coupon_ins_name: 'x' },
        extra: undefined,
      }),
    )
    await enter(OPERATOR_KEY)
    await page.getByLabel('Order or sub-order').fill(HOSTILE)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.locator('#found').getByText('<img src=x').first().waitFor()
    expect(await page.locator('#content img, #content script').count()).toBe(0)
    expect(await page.title()).toBe('Coupon gateway')
  })

  test('the key is kept nowhere: a reload asks again', async () => {
    await enter(OPERATOR_KEY)
    await page.getByText('As of').waitFor()
    expect(
      await page.evaluate(
        'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])',
      ),
    ).not.toContain(OPERATOR_KEY)
    expect(await page.content()).not.toContain(OPERATOR_KEY)
    await page.reload()
    expect(await page.getByRole('heading', { name: 'Events by state' }).isVisible()).toBe(false)
  })
})
