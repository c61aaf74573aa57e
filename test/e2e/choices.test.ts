import type { Route } from 'playwright-core'
import { inShop } from './in-shop'
import { eventually, until } from './until'

/** A switch, and the tab on which it stands; each of its values is chosen in turn. */
interface Choice {
  readonly name: string
  readonly path: string
  readonly values: readonly [string, string, string]
  readonly tab?: string
}
const CHOICES: readonly Choice[] = [
  { name: 'network', path: '**/phone/network', values: ['online', 'offline', 'online'] },
  { name: 'mode', path: '**/collector/mode', values: ['ok', 'refuse', 'slow'] },
  {
    name: 'gateway-mode',
    path: '**/gateway/mode',
    values: ['ok', 'slow', 'http500'],
    tab: 'gateway',
  },
  { name: 'relay', path: '**/relay', values: ['off', 'on', 'off'], tab: 'relay' },
]

inShop('What is chosen on the page, and the server carries out', (shop) => {
  /** The radio buttons of one choice, and the page's questions to the server about it, held back. */
  const openChoice = async ({ name, path, tab }: Choice) => {
    const { page, press } = shop()
    if (tab) {
      await press('server-side')
      await press(`tab-${tab}`)
    }
    const held: Route[] = []
    await page.route(path, (route) => void held.push(route))
    const button = (value: string) => page.locator(`#${name}-${value}`)
    return {
      choose: (value: string) => page.locator(`label:has(#${name}-${value})`).click(),
      asked: () => until('the page asks the server', () => held.shift()),
      waiting: () => held.length,
      chosen: (value: string) => eventually(() => button(value).isChecked()).toBe(true),
      /** Whether it is shown when all is drawn again: in another language. */
      async isKept(value: string) {
        const shown = []
        for (const language of ['zh', 'en']) {
          await page.locator(`label:has(#language-${language})`).click()
          shown.push(await button(value).isChecked())
        }
        return shown.every(Boolean)
      },
    }
  }

  test.each(CHOICES)('$name: stays as chosen while the server is at it', async (choice) => {
    const [before, next] = choice.values
    const { choose, asked, chosen, isKept } = await openChoice(choice)
    await chosen(before)
    await choose(next)
    const question = await asked()
    expect(await isKept(next)).toBe(true)
    await question.continue()
    expect(await isKept(next)).toBe(true)
  })

  test.each(CHOICES)('$name: is taken back where the server fails', async (choice) => {
    const [before, next] = choice.values
    const { choose, asked, chosen, isKept } = await openChoice(choice)
    await choose(next)
    await (await asked()).abort()
    await chosen(before)
    await choose(next)
    await (await asked()).fulfill({ status: 400, json: { error: 'no' } })
    await chosen(before)
    expect(await isKept(before)).toBe(true)
  })

  test.each(CHOICES)('$name: of quick choices the last one holds', async (choice) => {
    const [before, next, last] = choice.values
    const { choose, asked, chosen, waiting, isKept } = await openChoice(choice)
    await choose(next)
    const first = await asked()
    await choose(before)
    await choose(last)
    expect(waiting()).toBe(0)
    await first.continue()
    await (await asked()).continue()
    expect(await isKept(last)).toBe(true)
    await chosen(last)
    expect(waiting()).toBe(0)
  })
})
