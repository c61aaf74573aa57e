import { eventually, until } from '../e2e/until'
import { atFixture } from './at-fixture'

atFixture('The life of the app on the phone', (desk) => {
  test('hide and show reach page and app; a kill reaches neither, and keeps the storage', async () => {
    const { kill, lines, logged, open, press } = desk()
    await press('hide-show')
    await logged('App.onHide')
    await press('hide-show')
    expect((await lines(9)).slice(5)).toEqual([
      'first.onHide',
      'App.onHide',
      'App.onShow pages/first 1001 {}',
      'first.onShow',
    ])
    await kill()
    await open()
    expect((await lines(14))[9]).toBe('App.onLaunch pages/first 1001')
  })

  test('entering again shows the app with the new scene and query, the page stays', async () => {
    const { enter, lines } = desk()
    await enter({ query: 'scene=chan_id%3Dposter-7' })
    expect((await lines(9)).slice(5)).toEqual([
      'first.onHide',
      'App.onHide',
      'App.onShow pages/first 1047 {"scene":"chan_id%3Dposter-7"}',
      'first.onShow',
    ])
  })

  test('entering again at a page opens that page afresh', async () => {
    const { enter, lines } = desk()
    await enter({ query: 'a=1', path: 'pages/second' })
    expect((await lines(12)).slice(7)).toEqual([
      'App.onShow pages/second 1047 {"a":"1"}',
      'first.onUnload',
      'second.onLoad {"a":"1"}',
      'second.onShow',
      'second.onReady',
    ])
  })

  test('entering while it is killed launches the app by that entry, at its page', async () => {
    const { enter, kill, lines, mark } = desk()
    await kill()
    await enter({ scene: '1011', query: 'scene=chan_id%3Dposter-7', path: 'pages/second' })
    expect((await lines(10)).slice(5)).toEqual([
      'App.onLaunch pages/second 1011',
      'App.onShow pages/second 1011 {"scene":"chan_id%3Dposter-7"}',
      'second.onLoad {"scene":"chan_id%3Dposter-7"}',
      'second.onShow',
      'second.onReady',
    ])
    await mark('entered').getByText('by scene 1011').waitFor()
  })

  test('entering while it still starts is not lost: it starts by that entry', async () => {
    const { enter, kill, logged, page, press } = desk()
    await kill()
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/phone/app.json', async (route) => {
      await released
      await route.continue()
    })
    await press('open')
    await enter({ scene: '1089', query: 'a=1' })
    release()
    await logged('App.onLaunch pages/first 1089')
    await eventually(async () =>
      (await desk().log()).filter((line) => /onLaunch/.test(line)),
    ).toEqual(['App.onLaunch pages/first 1001', 'App.onLaunch pages/first 1089'])
  })

  test('starting over empties the storage of host and plugin, and starts anew', async () => {
    const { lines, press, stored, tap } = desk()
    await tap('look')
    await until('kept', () => stored('plugin:memory'))
    await tap('add')
    await press('hide-show')
    await lines(7)
    await press('start-over')
    const isNew = async () => ((await desk().log()).length === 5 ? true : undefined)
    await until('a new log', isNew)
    await eventually(() => stored('plugin:memory')).toBeUndefined()
  })
})
