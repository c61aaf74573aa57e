import { cart } from '../simulator/asked'
import { atPane } from './at-pane'
import { eventually } from './until'

jest.setTimeout(60_000)

atPane('The pane of the gateway', (open) => {
  test('a question says its cart and its answer in words, and the whole on demand', async () => {
    const { calls, page, says, show, token, usable } = await open()
    await show('gateway')
    await eventually(() => page.locator('#calls').innerText()).toContain('还没有人询问')
    const answer = (await (await usable(await token())).json()) as {
      readonly coupons: readonly { readonly usable: boolean | string }[]
    }
    await says('shanlan-hubin · dine-in 堂食 · 2 × AOdjf7u ¥26.8')
    const count = (what: boolean) => answer.coupons.filter(({ usable: is }) => is === what).length
    const top = () => calls().first().innerText()
    await eventually(top).toContain(`${count(true)} usable 可用`)
    await eventually(top).toContain(`${count(false)} not 不可用`)
    await eventually(top).toMatch(/best 最优 \S+券 −¥[\d.]+/)
    await eventually(() => calls().nth(1).innerText()).toContain('会话有效至')
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
    const { calls, page, token, usable } = await open(1600)
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
    const { page, press, says, show, token, usable } = await open()
    await show('gateway')
    const session = await token()
    const choose = async (mode: string) => {
      await press(`gateway-mode-${mode}`)
      await page.locator(`#gateway-mode-${mode}[aria-checked=true]`).waitFor()
      await eventually(() => page.locator('#gateway-modes [aria-checked=true]').count()).toBe(1)
    }
    await choose('malformed')
    await usable(session)
    await says('不是 JSON')
    await choose('http500')
    await usable(session)
    await says('500')
    await choose('slow')
    const answer = usable(session)
    await says('处理中')
    await answer
    await says('usable 可用')
  })

  test('only the newest questions are open, the earlier ones are folded behind their number', async () => {
    const { calls, page, press, says, show, usable } = await open()
    await show('gateway')
    for (const multi_mark of ['a', 'b', 'c', 'd', 'e', 'f'])
      await usable('nobody', { ...cart, multi_mark })
    await says('f ·')
    await eventually(() => calls().count()).toBe(4)
    await page.getByText('更早的 2 条').click()
    const earlier = () => page.locator('#calls-earlier article').allInnerTexts()
    await eventually(async () =>
      (await earlier()).map((text) => /([a-f]) · dine-in/.exec(text)?.[1]),
    ).toEqual(['b', 'a'])
    await press('clear-calls')
    await page.getByText('还没有人询问').waitFor()
    await eventually(() => page.isVisible('#calls-earlier')).toBe(false)
  })

  test('what a question says is text, never markup', async () => {
    const { page, says, show, token, usable } = await open()
    await show('gateway')
    await usable(await token(), { ...cart, multi_mark: '<img src=x onerror=alert(1)>' })
    await says('<img src=x onerror=alert(1)>')
    await eventually(() => page.locator('#gateway img').count()).toBe(0)
  })
})
