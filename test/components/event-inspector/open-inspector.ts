import type { Browser } from 'playwright-core'
import type { Mode, ReceivedRequest } from '../../../simulator/contracts'
import type { Simulator } from '../../../simulator/start-simulator'

interface Options {
  readonly browser: Browser
  readonly simulator: Simulator
  readonly width?: number
  readonly colorScheme?: 'light' | 'dark'
}

/** So that the whole of the inspector is on the screen. */
const HEIGHT = 2_600
/** The fixture's page on a phone of this width, whose collector starts empty and answers normally. */
export const openInspector = async ({ browser, simulator, width = 390, colorScheme }: Options) => {
  const post = (path: string, body: object) =>
    fetch(simulator.url + path, { method: 'POST', body: JSON.stringify(body) })
  const setMode = async (mode: Mode | 'offline') => {
    await post('/phone/network', { online: mode !== 'offline' })
    await post('/collector/mode', { mode: mode === 'offline' ? 'ok' : mode })
  }
  await setMode('ok')
  await fetch(`${simulator.url}/collector/requests`, { method: 'DELETE' })
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    colorScheme: colorScheme ?? 'light',
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${simulator.url}/phone`)
  await page.locator('#flush').waitFor()
  const row = (index: number) => page.locator(`#row-${index}`)
  return {
    page,
    row,
    errors: errors as readonly string[],
    close: () => context.close(),
    tap: (id: string) => page.locator(`#${id}`).click(),
    /** The row's text, once this is in it. */
    async shows(index: number, text: string): Promise<string> {
      await row(index).getByText(text).first().waitFor()
      return row(index).innerText()
    },
    /** The text of the whole inspector. */
    texts: () => page.locator('#inspected').innerText(),
    count: (name: string) => page.locator(`#count-${name}`).innerText(),
    /** Sets how the collector answers, or takes the phone's network away. */
    async choose(mode: Mode | 'offline') {
      await setMode(mode)
      const online = mode === 'offline' ? 'no' : 'yes'
      await page.locator(`html[data-online=${online}]`).waitFor({ state: 'attached' })
    },
    requests: async () =>
      (await (await fetch(`${simulator.url}/collector/requests`)).json()) as ReceivedRequest[],
    async restart() {
      await page.reload()
      await page.locator('#flush').waitFor()
    },
  }
}
export type Inspector = Awaited<ReturnType<typeof openInspector>>
