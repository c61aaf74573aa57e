import { atCheckout, expectedEvent, expectedWalk, member, TEA, welcome } from './expected-event'
import { inShop } from './in-shop'
import { eventually, MAX_WAIT_MS, until } from './until'

inShop('The shop in trouble', (shop) => {
  test('a tap on the picker and at once one on the button still use exactly one coupon', async () => {
    await shop().inCheckout(TEA)
    await shop().tap('use-coupon')
    await shop().tap('give-order')
    const order_id = await shop().orderId()
    const [event] = await shop().sent(1)
    const known = (await shop().evaluated()).find(
      ({ id }) => id === event?.props.extra.event_id.split('/')[2],
    )
    expect(known?.usable).toBe(true)
    await shop().tap('pay')
    await shop().sent(2)
    expect(await shop().eventIds()).toEqual(
      ['pre_consume', 'consume'].map((action) => `${action}/${order_id}/${known?.id}`),
    )
  })

  test('an order given while the picker asks waits for its coupon; a second tap orders nothing more', async () => {
    const release = await shop().holdQuestions()
    await shop().inCheckout(TEA)
    await shop().tap('give-order')
    await shop().tap('give-order')
    expect(await shop().events()).toEqual([])
    release()
    const order_id = await shop().orderId()
    const best = (await shop().evaluated())[0]
    await shop().sent(1)
    await shop().tap('pay')
    await shop().sent(2)
    expect(await shop().eventIds()).toEqual(
      ['pre_consume', 'consume'].map((action) => `${action}/${order_id}/${best?.id}`),
    )
    await shop().goHome()
    await shop().tap('show-orders')
    await eventually(() => shop().visible('show-orders').innerText()).toBe('我的订单 1')
  })

  test('killed at the very tap while offline, the event arrives after a restart online, once', async () => {
    await shop().inCheckout(TEA)
    const { coupon_ins_id } = await shop().chosen()
    await shop().goOnline(false)
    await shop().tapAndDie('give-order')
    await shop().open()
    await shop().visible(`sku-${TEA}`).waitFor()
    expect(await shop().requests()).toEqual([])
    await shop().kill()
    await shop().goOnline()
    await shop().open()
    const [event] = await shop().sent(1)
    expect(event?.props).toMatchObject({
      action_type: 'pre_consume',
      coupon_instance: { coupon_ins_id },
      ...atCheckout,
    })
    await shop().kill()
    await shop().open()
    const next = await shop().giveOrder(TEA)
    await shop().sent(2)
    expect(await shop().eventIds()).toEqual([
      event?.props.extra.event_id,
      expect.stringContaining(next),
    ])
  })

  test('when the answer is lost, the event is sent again under the same id', async () => {
    let requests = 0
    await shop().page.route('**/youshu/api/report*', async (route) => {
      requests += 1
      if (requests > 1) return route.continue()
      await route.fetch({ timeout: MAX_WAIT_MS })
      return route.abort()
    })
    await shop().giveOrder(TEA)
    const [one, two, ...more] = (await shop().sent(2)).map(({ props }) => props.extra.event_id)
    expect(two).toBe(one)
    expect(more).toEqual([])
    await shop().row('pre_consume').getByText('1 repeat, same id').waitFor()
    await eventually(() => shop().count('reported')).toBe('1')
    await eventually(() => shop().count('delivered')).toBe('1')
    await shop().press('server-side')
    await shop().page.locator('.chip', { hasText: 'repeat, same id' }).waitFor()
    await shop().page.locator('[data-count=repeats][data-value="1"]').waitFor()
  })

  test('a session that has ended is renewed without a word to the user', async () => {
    let ended = 0
    await shop().page.route('**/gateway/usable-coupons*', (route) => {
      const headers = route.request().headers()
      ended += 1
      return route.continue(
        ended === 1 ? { headers: { ...headers, authorization: 'Bearer ended' } } : {},
      )
    })
    await shop().inCheckout(TEA)
    const best = await shop().chosen()
    const calls = await shop().gatewayCalls()
    expect(calls.map(({ path, status }) => [path, status])).toEqual([
      ['/sessions', 200],
      ['/usable-coupons', 401],
      ['/sessions', 200],
      ['/usable-coupons', 200],
    ])
    const { order_id, events } = await shop().walkOn(1)
    expect(events).toEqual(expectedWalk([best], order_id))
  })

  test('where the gateway fails the picker says so, and the order goes with the member’s own coupon', async () => {
    await shop().setGatewayMode('http500')
    await shop().inCheckout(TEA)
    await eventually(() => shop().settled()).toContain('获取失败')
    await eventually(() => shop().visible('pay-amount').innerText()).toBe('¥23.80')
    await eventually(() => shop().settled()).toContain('获取失败')
    await shop().tap('give-order')
    const order_id = await shop().orderId()
    expect(await shop().sent(1)).toEqual([
      expectedEvent('pre_consume', welcome, order_id, atCheckout),
    ])
  })

  test('where that coupon is on another order, nothing is charged in full unasked: the picker retries, and it goes', async () => {
    await shop().orderAtOnce(TEA)
    await shop().sent(1)
    await shop().goHome()
    const release = await shop().holdQuestions()
    await shop().setGatewayMode('http500')
    await shop().inCheckout(TEA)
    await shop().tap('give-order')
    release()
    await eventually(() => shop().settled()).toContain('获取失败')
    await shop().setGatewayMode('ok')
    await shop().picker().getByText('重试', { exact: true }).click()
    const best = await shop().chosen()
    await shop().tap('give-order')
    const order_id = await shop().orderId()
    expect((await shop().sent(2))[1]).toEqual(
      expectedEvent('pre_consume', best, order_id, atCheckout),
    )
  })

  test('without a login the order waits on the phone, and is reported once the user is known', async () => {
    await shop().goOnline(false)
    await shop().kill()
    await shop().open()
    await shop().visible('login-again').waitFor()
    const order_id = await shop().orderAtOnce(TEA)
    await shop().press('hide-show')
    await shop().goOnline()
    expect(await shop().events()).toEqual([])
    await shop().press('hide-show')
    const [event, ...more] = await shop().sent(1)
    expect(more).toEqual([])
    expect(event?.props).toMatchObject({ order_id, wx_user: member })
    await until('the login to be done', async () =>
      (await shop().phone.locator('#login-again').count()) === 0 ? true : undefined,
    )
  })
})
