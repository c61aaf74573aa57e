import { PLUGIN_WX } from '../../simulator/phone/wx/host-wx'
import { atFixture } from './at-fixture'

atFixture('The plugin on the phone', (desk) => {
  const answer = async (id: string) => {
    await desk().tap(id)
    return JSON.parse(await desk().textOf('answer')) as Record<string, unknown>
  }

  test('it has a wx of its own, a storage of its own, and no browser', async () => {
    await desk().tap('look')
    const seen = JSON.parse(await desk().textOf('seen')) as {
      readonly wxKeys: string[]
      readonly reach: Record<string, string>
      readonly memory: unknown
      readonly host: unknown
    }
    expect(seen.wxKeys).toEqual([...PLUGIN_WX])
    expect(seen.memory).toEqual({ mine: true })
    expect(seen.host).toBe('')
    const given = {
      setTimeout: 'function',
      clearTimeout: 'function',
      console: 'object',
      Promise: 'function',
      JSON: 'object',
      Math: 'object',
      Date: 'function',
    }
    expect(seen.reach).toMatchObject(given)
    const others = Object.entries(seen.reach).filter(([name]) => !Object.hasOwn(given, name))
    expect(others.length).toBeGreaterThan(10)
    expect(others.filter(([, kind]) => kind !== 'undefined')).toEqual([])
  })

  test("a request to the vendor's host reaches the collector with its query, and is answered", async () => {
    expect(await answer('ask-json')).toMatchObject({
      outcome: 'success',
      statusCode: 200,
      data: { code: 0, msg: 'ok' },
      errMsg: 'request:ok',
    })
    expect(await desk().requests()).toMatchObject([
      { query: { app_id: 'a', timestamp: '1', nonce: 'n' }, body: { n: 1 } },
    ])
  })

  test('a request to any other host fails as a domain that is not listed', async () => {
    expect(await answer('ask-elsewhere')).toEqual({
      outcome: 'fail',
      errMsg: 'request:fail url not in domain list',
      errno: 600002,
    })
  })

  test('a string goes out as it is, and a 400 is a success of wx.request', async () => {
    expect(await answer('ask-text')).toMatchObject({ outcome: 'success', statusCode: 400 })
  })

  test('a timeout fails', async () => {
    await desk().setMode('slow')
    expect(await answer('ask-late')).toMatchObject({
      outcome: 'fail',
      errMsg: 'request:fail timeout',
    })
  })

  test('a broken connection fails, and is not sent a second time by the browser', async () => {
    await desk().setMode('lose-answer')
    expect(await answer('ask-json')).toMatchObject({ outcome: 'fail', errno: 600001 })
    expect(await desk().requests()).toHaveLength(1)
  })

  test('offline, a request fails without leaving the phone, also after a restart', async () => {
    await desk().goOnline(false)
    await desk().kill()
    await desk().open()
    await desk().lines(10)
    expect(await answer('ask-json')).toMatchObject({
      outcome: 'fail',
      errMsg: 'request:fail net::ERR_INTERNET_DISCONNECTED',
    })
    expect(desk().pageErrors).toEqual([])
  })
})
