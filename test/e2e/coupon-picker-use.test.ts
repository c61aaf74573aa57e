import { atPicker } from './at-picker'
import { coupon, FIVE_THOUSAND, HOSTILE, USUAL } from './picker-coupons'
import { eventually } from './until'

atPicker('The coupon picker, as it is used', (open) => {
  test('the best is chosen; a tap chooses another; none is a choice', async () => {
    const picker = await open({ answer: USUAL })
    expect(await picker.results(3)).toMatchObject([
      { state: { state: 'loading' } },
      { change: { coupon: { coupon_ins_name: '会员日全单八折券' }, deduction: 12.5 } },
      { state: { state: 'ready' } },
    ])
    await picker.card('桂花乌龙第二杯半价').click()
    expect((await picker.results(4)).at(-1)).toMatchObject({ change: { deduction: 6 } })
    await eventually(() => picker.checked()).toEqual([
      expect.stringContaining('桂花乌龙第二杯半价，本单减 6 元'),
    ])
    await picker.none.click()
    expect((await picker.results(5)).at(-1)).toEqual({ change: { coupon: null, deduction: 0 } })
    await eventually(() => picker.checked()).toEqual(['不使用优惠券'])
  })

  test('the row opens and closes the panel in place', async () => {
    const picker = await open({ answer: USUAL, expanded: false })
    await picker.row.getByText('−¥12.50').waitFor()
    await eventually(() => picker.cards.count()).toBe(0)
    await picker.row.click()
    await picker.cards.first().waitFor()
    await eventually(() => picker.row.getAttribute('aria-expanded')).toBe('true')
    await picker.row.click()
    await picker.cards.first().waitFor({ state: 'detached' })
  })

  test('a coupon that only the shop can decide is not chosen by a tap', async () => {
    const picker = await open({ answer: USUAL })
    const card = picker.card('买二赠一券')
    await eventually(() => card.getAttribute('aria-disabled')).toBe('true')
    await card.click({ force: true })
    await eventually(() => picker.checked()).toEqual([expect.stringContaining('会员日全单八折券')])
  })

  test('after a failure a retry brings the coupons', async () => {
    const picker = await open({ answer: 403 })
    expect((await picker.results(2)).at(-1)).toEqual({ state: { state: 'failed' } })
    picker.answerWith(USUAL)
    await picker.retry.click()
    expect((await picker.results(5)).at(-1)).toEqual({ state: { state: 'ready' } })
  })

  test.each([
    ['a page of some proxy', { html: '<h1>502</h1>' }],
    ['no list', { best: null, coupons: 'none' }],
    ['an empty list in place of an answer', []],
  ])('%s is no answer, and that is said in words', async (_, body) => {
    const picker = await open({ answer: body })
    await picker.picker.getByText('优惠券服务暂时异常').waitFor()
    expect((await picker.results(2)).at(-1)).toEqual({ state: { state: 'failed' } })
  })

  test('a cart that is none fails in words', async () => {
    const picker = await open({ answer: USUAL })
    await picker.results(3)
    await picker.press('spoil')
    await picker.picker.getByText('订单里的商品信息不完整').waitFor()
    expect((await picker.results(6)).slice(3)).toEqual([
      { state: { state: 'loading' } },
      { change: { coupon: null, deduction: 0 } },
      { state: { state: 'failed' } },
    ])
    // The developer is informed too.
    expect(picker.advice).toEqual([expect.stringContaining('trade_marks: expected a list')])
  })

  test('ids beyond 2^53 come out digit for digit, amounts as text as amounts', async () => {
    const id = '92233720368547758079'
    const picker = await open({
      answer: {
        best: id,
        coupons: [coupon({ id, coupon_id: '9007199254740993', deduction: '6.35' })],
      },
    })
    expect((await picker.results(3))[1]).toEqual({
      change: {
        coupon: {
          coupon_id: '9007199254740993',
          coupon_ins_id: id,
          coupon_ins_name: '满58减8元券',
          coupon_deduction: 6.35,
        },
        deduction: 6.35,
      },
    })
    await eventually(() => picker.row.innerText()).toContain('−¥6.35')
  })

  test('what would be markup is text, and template words stay as they are', async () => {
    const picker = await open({ answer: HOSTILE })
    await picker.cards.nth(6).waitFor()
    await eventually(() => picker.cards.first().innerText()).toContain(
      '<img src=x onerror="document.title=1">',
    )
    await eventually(() => picker.card('{{card.label}}').innerText()).toContain('<u>现金券</u>')
    await eventually(() => picker.picker.locator('img, script, b, u').count()).toBe(0)
    await eventually(() => picker.page.title()).not.toBe('1')
    await picker.rules('超长标题'.repeat(15) + '…').click()
    await eventually(() => picker.page.evaluate(() => document.documentElement.scrollWidth)).toBe(
      390,
    )
  })

  test('cards that come into view and taps are reported, cards below the fold are not', async () => {
    const picker = await open({ answer: FIVE_THOUSAND, report: true })
    await picker.cards.nth(19).waitFor()
    const ids = (type: string) =>
      picker.events
        .filter((event) => event.type === type)
        .map(({ props }) => props.coupon?.coupon_id)
    await eventually(async () => ids('expose_coupon').includes('9007199254740993')).toBe(true)
    expect(ids('expose_coupon').length).toBeLessThan(12)
    await picker.list.evaluate((list) => list.scrollTo(0, list.scrollHeight))
    await eventually(async () => ids('expose_coupon').includes('9007199254745992')).toBe(true)
    await picker.card('第 5000 张券').click()
    await eventually(async () => ids('trigger_coupon')).toEqual(['9007199254745992'])
    expect(new Set(ids('expose_coupon')).size).toBe(ids('expose_coupon').length)
  })

  test.each([
    ['dark', 'auto', 'rgb(30, 31, 33)'],
    ['light', 'auto', 'rgb(255, 255, 255)'],
    ['dark', 'light', 'rgb(255, 255, 255)'],
    ['light', 'dark', 'rgb(30, 31, 33)'],
  ] as const)('on a %s phone the theme %s is %s', async (colorScheme, theme, background) => {
    const picker = await open({ answer: USUAL, colorScheme, theme })
    const shown = await picker.picker
      .locator('[class*="--picker "]')
      .evaluate((one) => getComputedStyle(one).backgroundColor)
    expect(shown).toBe(background)
  })
})
