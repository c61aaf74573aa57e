import { atFixture } from './at-fixture'
import { eventually } from '../e2e/until'

atFixture("A plugin's component on the phone", (desk) => {
  beforeEach(async () => {
    const { enter, logged } = desk()
    await enter({ path: 'pages/list' })
    await logged('list.onReady')
  })
  const scrollTop = () =>
    desk()
      .visible('rows')
      .evaluate((rows) => rows.scrollTop)

  test('it gets how far it was scrolled, once each time', async () => {
    await desk()
      .visible('rows')
      .evaluate((rows) => rows.scrollTo({ top: 120 }))
    expect(await desk().reads('scrolled', '1: 120 of 1000')).toBe('1: 120 of 1000')
    expect(desk().pageErrors).toEqual([])
  })

  test('it scrolls where scroll-top and scroll-into-view say', async () => {
    await eventually(() => scrollTop()).toBe(0)
    await desk().tap('to-middle')
    await desk().reads('scrolled', '1: 200 of 1000')
    await desk().tap('to-row')
    await desk().reads('scrolled', '2: 800 of 1000')
  })

  test('it measures its own elements', async () => {
    await desk().tap('to-middle')
    await desk().reads('scrolled', '1: 200 of 1000')
    await desk().tap('measure')
    expect(await desk().textOf('measured')).toBe('100 high, at 200')
  })

  test('it is read aloud as it shows, and told apart when it is not open', async () => {
    const toggle = desk().visible('toggle')
    const said = (name: string) => toggle.getAttribute(name)
    await eventually(() => Promise.all(['role', 'aria-expanded'].map(said))).toEqual([
      'button',
      'false',
    ])
    await desk().tap('toggle')
    await desk().phone.locator('#toggle[aria-expanded=true]').waitFor()
    await eventually(() => desk().visible('to-middle').getAttribute('role')).toBe('button')
  })

  test('its styles are its own, and follow the dark mode', async () => {
    await eventually(() => desk().style('toggle', 'color')).toBe('rgb(0, 90, 0)')
    await desk().page.emulateMedia({ colorScheme: 'dark' })
    await eventually(() => desk().style('toggle', 'color')).toBe('rgb(0, 250, 0)')
    const inner = desk().phone.getByText('插件里的组件')
    await eventually(() => inner.evaluate((one) => getComputedStyle(one).color)).toBe(
      'rgb(0, 0, 200)',
    )
  })

  test('it knows that this is a development version, and reaches the plugin it belongs to', async () => {
    await eventually(() => desk().text('env')).toBe('develop function')
  })

  test('what it requires inside a function is loaded then', async () => {
    await desk().tap('load')
    expect(await desk().textOf('late')).toBe('loaded late')
  })
})
