import { axeFaults } from './axe'
import { inShop } from './in-shop'
import { eventually } from './until'

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
    // Each question is asked: none is on the page that this test does not know.
    await eventually(() => phone.locator('[id^=check-].block').count()).toBe(9)
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

  test('asks the gateway how the signature of the plugin’s requests was found', async () => {
    const { tap, visible, page } = shop()
    const answers = ['signed', 'missing']
    // The plugin's owner lists the gateway; here the vendor's host, which is listed, answers for it.
    await page.route('**/youshu/hostsign', (route) =>
      route.fulfill({ json: { hostsign: answers[0] } }),
    )
    await tap('open-inspect')
    await tap('open-device')
    await visible('address').locator('input').fill('https://zhls.qq.com/')
    await tap('check-signature')
    await eventually(() => verdict('hostsign')).toBe('是')
    answers.shift()
    await tap('check-signature')
    await eventually(() => verdict('hostsign')).toBe('否')
    await eventually(() => visible('device-text').innerText()).toContain(
      'no hostsign: 签名正确 0，没有签名 20，签名不对 0，没有回答 0 → ',
    )
  })

  test('knows whether the plugin sees the query with which the app was entered', async () => {
    const { tap, enter } = shop()
    await enter({ query: 'chan_id=poster' })
    await tap('open-inspect')
    await tap('open-device')
    await eventually(() => verdict('entry')).toBe('是')
  })
})
