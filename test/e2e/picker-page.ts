import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page, Route } from 'playwright-core'
import { type Simulator, startSimulator } from '../../simulator/start-simulator'
import { NOW } from './picker-coupons'
import { until } from './until'

/** A simulator with a mini-program of one page: the picker, and buttons that change its cart. */
export const startPickerSimulator = async (): Promise<Simulator> => {
  const root = mkdtempSync(join(tmpdir(), 'picker-'))
  cpSync(join(__dirname, 'fixture-picker'), root, { recursive: true })
  cpSync(join(__dirname, '../../plugin'), join(root, 'plugin'), { recursive: true })
  const simulator = await startSimulator({ port: 0, root })
  return {
    ...simulator,
    async close() {
      await simulator.close()
      rmSync(root, { recursive: true })
    },
  }
}

/** What the gateway does with a question: a body for 200, a status alone, or nothing at all. */
export type Answer = object | number | 'never'

const fulfil = (route: Route, answer: Answer) => {
  if (answer === 'never') return undefined
  if (typeof answer === 'number') return route.fulfill({ status: answer, json: {} })
  return route.fulfill({ status: 200, json: answer })
}

/** An event of a coupon's earlier life, as far as it is looked at. */
interface ReportedEvent {
  readonly type: string
  readonly props: { readonly coupon?: { readonly coupon_id: string } }
}

interface Options {
  readonly browser: Browser
  readonly simulator: Simulator
  readonly width?: number
  readonly height?: number
  readonly theme?: string
  readonly colorScheme?: 'light' | 'dark'
  readonly fontSize?: number
  readonly expanded?: boolean
  /** Whether exposures and taps are reported. */
  readonly report?: boolean
  readonly answer: Answer
}

/** The checkout page of the fixture on a phone of this width, with a gateway that answers what the test says. */
export const openPicker = async ({
  browser,
  simulator,
  width = 390,
  height = 844,
  theme = 'auto',
  colorScheme = 'light',
  fontSize = 14,
  expanded = true,
  report = false,
  answer: first,
}: Options) => {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    colorScheme,
    reducedMotion: 'reduce',
  })
  const page: Page = await context.newPage()
  const pageErrors: string[] = []
  const advice: string[] = []
  page.on('pageerror', (error) => pageErrors.push(error.message))
  page.on('console', (message) => {
    // What the browser itself says about an answer that is not 200 is no error of ours.
    if (message.type() !== 'error' || message.text().includes('Failed to load resource')) return
    const isAdvice = message.text().startsWith('[coupon-tracker]')
    ;(isAdvice ? advice : pageErrors).push(message.text())
  })
  let answer = first
  const asked: unknown[] = []
  await page.route('**/gateway/usable-coupons*', (route) => {
    asked.push(route.request().postDataJSON())
    return fulfil(route, answer)
  })
  const events: ReportedEvent[] = []
  await page.route('**/api/report*', (route) => {
    const body = route.request().postDataJSON() as ReportedEvent | ReportedEvent[]
    events.push(...(Array.isArray(body) ? body : [body]))
    return route.fulfill({ json: { code: 0 } })
  })
  await page.clock.install({ time: NOW })
  const query = `theme=${theme}&size=${fontSize}&expanded=${expanded ? 'yes' : 'no'}${report ? '&report=yes' : ''}`
  await page.goto(`${simulator.url}/phone?query=${encodeURIComponent(query)}`)

  const picker = page.locator('#picker')
  await picker.waitFor()
  return {
    page,
    picker,
    asked,
    /** The events that reached the collector. */
    events: events as readonly ReportedEvent[],
    /** Errors that no test expects. */
    pageErrors: pageErrors as readonly string[],
    /** What the plugin asked the developer to correct. */
    advice: advice as readonly string[],
    answerWith(next: Answer) {
      answer = next
    },
    row: picker.getByRole('button', { name: /^优惠券/ }),
    tab: (name: '可用' | '不可用') => picker.getByRole('tab', { name: new RegExp(`^${name} `) }),
    /** The cards in the tree, each by its accessible name. */
    cards: picker.locator('[class$="--body"]'),
    card: (title: string) => picker.locator('[class$="--body"]', { hasText: title }),
    rules: (title: string) => picker.getByRole('button', { name: `${title}的使用规则` }),
    none: picker.getByRole('radio', { name: '不使用优惠券' }),
    list: picker.locator('wx-scroll-view'),
    notice: picker.getByRole('alert').getByText('原来选的'),
    retry: picker.getByRole('button', { name: '重试', exact: true }),
    press: (id: string) => page.locator(`#${id}`).click(),
    /** What the picker has emitted to the page, oldest first, once it is so much. */
    results: (count: number) =>
      until(`${count} events`, async () => {
        const results = await page.locator('.reported').allTextContents()
        if (results.length < count) return undefined
        return results.map((text) => JSON.parse(text) as Record<string, Record<string, unknown>>)
      }),
    /** What is chosen, as it is read out. */
    checked: () =>
      picker
        .getByRole('radio', { checked: true })
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent)),
    close: () => context.close(),
  }
}
export type PickerPage = Awaited<ReturnType<typeof openPicker>>
