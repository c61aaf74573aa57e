import { inShop } from './in-shop'
import { eventually } from './until'

inShop('The demo merchant’s page with the inspector', (shop) => {
  test('says which user and shop the next event has, and takes the user’s consent', async () => {
    const { tap, phone, visible, stored, frame, pageErrors } = shop()
    await tap('open-inspect')
    await tap('context')
    await phone.getByText('open_id: oDemo-ShanLan').waitFor()
    await phone.getByText('chan_shop_name').waitFor()
    await visible('consent').locator('.van-switch').click()
    await eventually(() => stored('host:consent')).toBe('withdrawn')
    await eventually(() => visible('count-pending').innerText()).toBe('0')
    const beyond = () =>
      frame().evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
    await eventually(beyond).toBe(0)
    expect(pageErrors).toEqual([])
  })
})
