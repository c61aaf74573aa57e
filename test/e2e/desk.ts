import type { Browser, Page } from 'playwright-core'
import type {
  Batch,
  GatewayCall,
  GatewayMode,
  Mode,
  ReceivedRequest,
} from '../../simulator/contracts'
import type { Simulator } from '../../simulator/start-simulator'
import { eventually } from './until'

interface Options {
  readonly browser: Browser
  readonly simulator: Simulator
  readonly width?: number
  readonly height?: number
  /** What the browser is set to; by default English. */
  readonly locale?: string
  readonly colorScheme?: 'light' | 'dark'
  readonly reducedMotion?: 'reduce'
}

export interface SentEvent {
  readonly type: string
  readonly props: Record<string, unknown> & { readonly extra: { readonly event_id: string } }
}

/**
 * A running simulator with someone new in front of it: what a person can do there, and what can be seen. Collector and
 * gateway start empty and answer normally.
 */
export const openDesk = async ({
  browser,
  simulator,
  width = 1280,
  height = 900,
  locale = 'en-US',
  ...media
}: Options) => {
  const post = (path: string, body: object) =>
    fetch(simulator.url + path, { method: 'POST', body: JSON.stringify(body) })
  const setMode = (mode: Mode) => post('/collector/mode', { mode })
  const setGatewayMode = (mode: GatewayMode) => post('/gateway/mode', { mode })
  const setNetwork = (online: boolean) => post('/phone/network', { online })
  const setRelay = (on: boolean) => post('/relay', { on })
  await Promise.all([setMode('ok'), setGatewayMode('ok'), setNetwork(true), setRelay(false)])
  for (const front of ['collector', 'gateway']) {
    await fetch(`${simulator.url}/${front}/requests`, { method: 'DELETE' })
  }
  const context = await browser.newContext({ viewport: { width, height }, locale, ...media })
  const page: Page = await context.newPage()
  const pageErrors: string[] = []
  page.on('pageerror', (error) => pageErrors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text())
  })
  await page.goto(simulator.url)

  const phone = page.frameLocator('#phone')
  const visible = (id: string) => phone.locator(`#${id}`).locator('visible=true')
  const get = async (path: string): Promise<unknown> => (await fetch(simulator.url + path)).json()
  const requests = async () => (await get('/collector/requests')) as ReceivedRequest[]
  const events = async (): Promise<SentEvent[]> =>
    (await requests())
      .filter(({ stored }) => stored)
      .flatMap(({ body }) => body as SentEvent | SentEvent[])
  const frame = () => {
    const found = page.frames().find((one) => one.url().includes('/phone'))
    if (!found) throw new Error('the page shows no phone')
    return found
  }
  return {
    page,
    phone,
    url: simulator.url,
    pageErrors: pageErrors as readonly string[],
    requests,
    events,
    gatewayCalls: async () => (await get('/gateway/requests')) as GatewayCall[],
    /** What Youshu holds of the coupon batches. */
    batches: async () => (await get('/youshu/batches')) as Batch[],
    setGatewayMode,
    frame,
    visible,
    tap: (id: string) => visible(id).first().click(),
    press: (id: string) => page.locator(`#${id}`).click(),
    /** Taps and kills in one breath: no task of the app runs in between. */
    async tapAndDie(id: string) {
      await visible(id).first().waitFor()
      await page.evaluate((wanted) => {
        const view = document.querySelector<HTMLIFrameElement>('#phone')?.contentDocument
        const target = [...(view?.querySelectorAll(`#${wanted}`) ?? [])].find(
          (one) => one.getClientRects().length > 0,
        )
        // The innermost element that a finger would touch.
        const box = (target as Element).getBoundingClientRect()
        const clientX = box.left + box.width / 2
        const at = { bubbles: true, clientX, clientY: box.top + box.height / 2 }
        const touched = view?.elementFromPoint(at.clientX, at.clientY)
        touched?.dispatchEvent(new MouseEvent('mousedown', at))
        touched?.dispatchEvent(new MouseEvent('mouseup', at))
        document.getElementById('kill')?.click()
      }, id)
      await page.locator('#phone').waitFor({ state: 'detached' })
    },
    /** Ends the process, as the system does. */
    async kill() {
      await page.locator('#kill').click()
      await page.locator('#phone').waitFor({ state: 'detached' })
    },
    /** Starts the app that was killed. */
    async open() {
      await page.locator('#open').click()
      await page.locator('#phone').waitFor()
    },
    setMode,
    setNetwork,
    /** Chooses on the page how the collector answers, and waits until it knows. */
    async choose(mode: Mode) {
      await page.locator(`label:has(#mode-${mode})`).click()
      await eventually(() => get('/collector/mode')).toEqual({ mode })
    },
    /** Switches the phone's network on the page, and waits until the phone knows. */
    async goOnline(online = true) {
      await page.locator(`label:has(#network-${online ? 'online' : 'offline'})`).click()
      await eventually(() => get('/phone/network')).toEqual({ online })
      if ((await page.locator('#phone').count()) === 0) return
      await phone
        .locator(`html[data-online=${online ? 'yes' : 'no'}]`)
        .waitFor({ state: 'attached' })
    },
    /** Enters the app once more, by the page's form. */
    async enter({ scene = '1047', query = '', path = '' }) {
      await page.locator('#enter-open').click()
      await page.locator(`label:has(#scene-${scene})`).click()
      await page.fill('#enter [name=query]', query)
      await page.selectOption('#enter [name=path]', path)
      await page.locator('#enter-again').click()
    },
    /** The row of an event, by its id or a part of it. */
    row: (part: string) => page.locator(`#timeline [data-event-id*="${part}"]`),
    /** A number of the equation. */
    count: (name: 'reported' | 'delivered' | 'waiting' | 'lost') =>
      page.locator(`#ledger [data-count=${name}] b`).innerText(),
    /** The trace of something that befell the app. */
    mark: (kind: string) => page.locator(`#timeline [data-mark=${kind}]`),
    /** What the app keeps in a storage of the phone: `host:key` or `plugin:key`. */
    stored: (key: string) =>
      page.evaluate((name) => {
        const text = localStorage.getItem(name)
        return text === null ? undefined : (JSON.parse(text) as { data: unknown }).data
      }, key),
    close: () => context.close(),
  }
}
export type Desk = Awaited<ReturnType<typeof openDesk>>
