import { until } from '../e2e/until'
import { atFixture } from './at-fixture'

atFixture('The request domains on the phone', (desk) => {
  beforeEach(async () => {
    const { enter, logged } = desk()
    await enter({ path: 'pages/domains' })
    await logged('domains.onReady')
  })
  const answer = async (id: string) => {
    await desk().tap(id)
    return until(`the answer to ${id}`, async () => {
      const text = await desk().text('answer')
      if (!text.includes(`"${id}"`)) return undefined
      const { id: _, ...rest } = JSON.parse(text) as Record<string, unknown>
      return rest
    })
  }
  const notListed = { errMsg: 'request:fail url not in domain list', keys: [] }

  test("the host reaches the merchant's server and the gateway, and not the vendor", async () => {
    expect(await answer('host-shop')).toEqual({
      statusCode: 200,
      errMsg: 'request:ok',
      keys: ['open_id', 'user_id', 'tag', 'session'],
    })
    expect(await answer('host-gateway')).toMatchObject({ statusCode: 401, keys: ['error'] })
    expect(await answer('host-vendor')).toEqual(notListed)
  })

  test('the plugin reaches the collector by both hosts of the vendor', async () => {
    for (const id of ['plugin-vendor', 'plugin-datanexus'])
      expect(await answer(id)).toMatchObject({ statusCode: 200, keys: ['code', 'msg'] })
  })

  test('the plugin reaches neither of them, nor by way of the vendor', async () => {
    expect(await answer('plugin-shop')).toEqual(notListed)
    expect(await answer('plugin-gateway')).toEqual(notListed)
    expect(await answer('plugin-around')).toMatchObject({ statusCode: 404 })
    expect(await answer('plugin-beside')).toMatchObject({ statusCode: 404 })
    expect(await answer('plugin-above')).toMatchObject({ statusCode: 404 })
    const asked = await fetch(`${desk().url}/gateway/requests`)
    expect(await asked.text()).not.toContain('phone')
  })
})
