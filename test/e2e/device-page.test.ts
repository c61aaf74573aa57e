import { axeFaults } from './axe'
import { inShop } from './in-shop'
import { eventually } from './until'

jest.setTimeout(90_000)

inShop('The device page', (shop) => {
  const verdict = (id: string) => shop().visible(`check-${id}`).locator('.verdict').innerText()

  test('answers what can be answered here, with a fallback for each no and a text to paste', async () => {
    const { tap, visible, phone, page } = shop()
    await tap('open-inspect')
    await tap('open-device')
    await eventually(() => verdict('front-page')).toBe('是')
    await eventually(() => verdict('border')).toBe('是')
    await eventually(() => verdict('behaviors')).toBe('是')
    await eventually(() => verdict('page-writable')).toBe('是')
    await eventually(() => verdict('storage')).toBe('待做')
    await eventually(() => verdict('hostsign')).toBe('待做')
    await eventually(() => verdict('routes')).toBe('否')
    await eventually(() => visible('check-routes').innerText()).toContain('替代：')
    await eventually(() => visible('device-text').innerText()).toContain('no routes:')
    await tap('copy')
    await phone.getByText('真机检查').first().waitFor()
    await eventually(() => axeFaults(page)).toEqual([])
  })

  test('after the app was killed it knows whether the last run left its mark', async () => {
    const { tap, press, kill, open } = shop()
    await tap('open-inspect')
    await tap('open-device')
    await eventually(() => verdict('hide')).toBe('待做')
    await press('hide-show')
    await press('hide-show')
    await kill()
    await open()
    await tap('open-inspect')
    await tap('open-device')
    await eventually(() => verdict('hide')).toBe('否')
    await eventually(() => verdict('storage')).toBe('待做')
  })
})
