import { cart } from '../simulator/asked'
import { atPane } from './at-pane'
import { eventually } from './until'

atPane('The pane of the gateway', (open) => {
  test('a question says its cart and its answer in words, and the whole on demand', async () => {
    const { calls, page, shows, show, token, usable } = await open()
    await show('gateway')
    await eventually(() => page.locator('#calls').innerText()).toContain('No request yet')
    const answer = (await (await usable(await token())).json()) as {
      readonly coupons: readonly { readonly usable: boolean | string }[]
    }
    await shows('shanlan-hubin · dine-in · 2 × AOdjf7u ¥26.8')
    const count = (what: boolean) => answer.coupons.filter(({ usable: is }) => is === what).length
    const top = () => calls().first().innerText()
    await eventually(top).toContain(`${count(true)} usable`)
    await eventually(top).toContain(`${count(false)} not`)
    await eventually(top).toMatch(/best \S+券 −¥[\d.]+/)
    await eventually(() => calls().nth(1).innerText()).toContain('a session until')
    const whole = calls().first().locator('pre')
    await eventually(() => whole.count()).toBe(0)
    await calls().first().locator('summary').click()
    await eventually(async () => JSON.parse(await whole.first().innerText()) as unknown).toEqual(
      cart,
    )
    await eventually(async () => JSON.parse(await whole.last().innerText()) as unknown).toEqual(
      answer,
    )
  })

  test('the session of the phone is nowhere on the page', async () => {
    const { calls, page, show, token, usable } = await open(1600)
    await show('gateway')
    const session = await token()
    await usable(session)
    await calls().nth(1).waitFor()
    for (const call of await calls().all()) {
      await call.locator('summary').click()
      await call.locator('pre').last().waitFor()
    }
    const lines = async () => (await page.content()).split('\n')
    await eventually(async () => (await lines()).some((line) => line.includes('[hidden]'))).toBe(
      true,
    )
    const secret = session.split('.')[2] ?? 'no session'
    const leaks = (await lines()).filter((line) => line.includes(secret))
    expect(leaks.map((line) => line.slice(0, 200))).toEqual([])
  })

  test('each way of answering can be chosen here, and is seen at the question', async () => {
    const { gatewayMode, page, shows, show, token, usable } = await open()
    await show('gateway')
    const session = await token()
    const choose = async (mode: string) => {
      await page.locator(`label:has(#gateway-mode-${mode})`).click()
      await page.locator(`#gateway-mode-${mode}:checked`).waitFor({ state: 'attached' })
      await eventually(gatewayMode).toBe(mode)
      await eventually(() => page.locator('#gateway-modes :checked').count()).toBe(1)
    }
    await choose('malformed')
    await usable(session)
    await shows('not JSON')
    await choose('http500')
    await usable(session)
    await shows('500')
    await choose('slow')
    const caller = new AbortController()
    const answer = usable(session, cart, caller.signal)
    await shows('under way')
    caller.abort()
    await expect(answer).rejects.toThrow('aborted')
    await shows('the caller was gone')
  })

  test('only the newest questions are open, the earlier ones are folded behind their number', async () => {
    const { calls, page, press, shows, show, usable } = await open()
    await show('gateway')
    for (const multi_mark of ['a', 'b', 'c', 'd', 'e', 'f'])
      await usable('no-token', { ...cart, multi_mark })
    await shows('f ·')
    await eventually(() => calls().count()).toBe(4)
    await page.getByText('2 earlier').click()
    const earlier = () => page.locator('#calls-earlier article').allInnerTexts()
    await eventually(async () =>
      (await earlier()).map((text) => /([a-f]) · dine-in/.exec(text)?.[1]),
    ).toEqual(['b', 'a'])
    await press('clear-calls')
    await page.getByText('No request yet').waitFor()
    await eventually(() => page.isVisible('#calls-earlier')).toBe(false)
  })

  test('what a question says is text, never markup', async () => {
    const { page, shows, show, token, usable } = await open()
    await show('gateway')
    await usable(await token(), { ...cart, multi_mark: '<img src=x onerror=alert(1)>' })
    await shows('<img src=x onerror=alert(1)>')
    await eventually(() => page.locator('#pane-gateway img').count()).toBe(0)
  })
})
