import { atShop, type ShopPhone } from './at-shop'

atShop("WeChat's own tags in the phone", (open) => {
  const submitted = async (phone: ShopPhone) => {
    await phone.tap('submit')
    const { value } = JSON.parse(await phone.text('log')) as { value: unknown }
    return value
  }
  const first = { name: 'Ann', note: '', gift: false, size: 'M', extras: [], sugar: 30 }

  test('a form collects its fields by name', async () => {
    expect(await submitted(await open('pages/tags'))).toEqual(first)
  })

  test('switch, radio, checkbox and slider report their change and are collected', async () => {
    const phone = await open('pages/tags')
    await phone.tap('switch')
    expect(await phone.logs({ type: 'change', value: true })).toBe(true)
    await phone.tap('size-L')
    expect(await phone.logs({ type: 'change', value: 'L' })).toBe(true)
    await phone.tap('extra-ice')
    await phone.tap('extra-milk')
    expect(await phone.logs({ type: 'change', value: ['milk', 'ice'] })).toBe(true)
    await phone.visible('slider').locator('input').fill('50')
    expect(await phone.logs({ type: 'change', value: 50 })).toBe(true)
    await phone.visible('note').locator('textarea').fill('less')
    expect(await submitted(phone)).toEqual({
      name: 'Ann',
      note: 'less',
      gift: true,
      size: 'L',
      extras: ['milk', 'ice'],
      sugar: 50,
    })
  })

  test('a reset puts the fields back', async () => {
    const phone = await open('pages/tags')
    await phone.tap('switch')
    await phone.tap('size-S')
    await phone.tap('reset')
    expect(await phone.logs({ type: 'reset' })).toBe(true)
    expect(await submitted(phone)).toEqual({ ...first, name: '' })
  })

  test('a field takes the focus where the data say so, and not where they say no', async () => {
    const { page, tap, visible } = await open('pages/tags')
    await visible('unasked').waitFor()
    expect(await page.locator(':focus').count()).toBe(0)
    await tap('ask')
    await page.locator('#asked input:focus').waitFor()
  })

  test('a tap on a label reaches its control, once', async () => {
    const { logs, page } = await open('pages/tags')
    await page.locator('#switch-label').getByText('gift').click()
    expect(await logs({ type: 'change', value: true })).toBe(true)
    await page.locator('#label-foam').getByText('foam').click()
    expect(await logs({ type: 'change', value: ['foam'] })).toBe(true)
  })

  test('navigator, picker and label do not hear a tap that was caught inside them, or before it came in', async () => {
    const { logs, page, reads, tap } = await open('pages/caught')
    for (const id of ['in-way', 'in-picker', 'in-label', 'inside']) await tap(id)
    await reads('caught', 'in-way,in-picker,in-label,around')
    await tap('turn')
    expect(await logs({ type: 'change', value: true })).toBe(true)
    expect(await page.locator('.picker-sheet').count()).toBe(0)
    await tap('choose')
    await page.locator('.picker-cancel').click()
    await tap('on')
    expect(await reads('heard', 'nothing')).toBe('nothing')
  })

  test('controls can be used by the keyboard', async () => {
    const { logs, visible } = await open('pages/tags')
    await visible('switch').press('Space')
    expect(await logs({ type: 'change', value: true })).toBe(true)
    await visible('size-S').press('Enter')
    expect(await logs({ type: 'change', value: 'S' })).toBe(true)
  })

  test('a swiper goes where the data say and where it is dragged, and round', async () => {
    const { logs, page, tap, visible } = await open('pages/tags')
    await tap('slide')
    expect(await logs({ type: 'change', current: 2, currentItemId: 'ice', source: '' })).toBe(true)
    const box = await visible('swiper').boundingBox()
    if (!box) throw new Error('the swiper is not there')
    const y = box.y + 10
    await page.mouse.move(box.x + 300, y)
    await page.mouse.down()
    await page.mouse.move(box.x + 20, y, { steps: 5 })
    await page.mouse.up()
    expect(await logs({ type: 'change', current: 0, currentItemId: 'milk', source: 'touch' })).toBe(
      true,
    )
  })

  test('a swiper follows items that go and change their order', async () => {
    const { page, tap } = await open('pages/tags')
    await tap('slide')
    await tap('fewer')
    await page.locator('#swiper wx-swiper-item').nth(1).getByText('milk').waitFor()
    expect(await page.locator('#swiper wx-swiper-item').allInnerTexts()).toEqual(['foam', 'milk'])
  })

  test('rich text shows nodes and HTML, without scripts, handlers and addresses that run', async () => {
    const { text, visible } = await open('pages/tags')
    expect([await text('rich'), await text('rich-html')]).toEqual(['a < b', 'bold'])
    const html = await visible('rich').evaluate((element) => element.innerHTML)
    const other = await visible('rich-html').evaluate((element) => element.innerHTML)
    expect(html + other).not.toMatch(/onclick|javascript|script/)
  })

  test('a scroll view says once that its end is near, and again when it comes back', async () => {
    const { reads, text, visible } = await open('pages/tags')
    const scrollTo = async (top: number) => {
      await visible('scroll').evaluate(async (view, wanted) => {
        const scrolled = new Promise((done) =>
          view.addEventListener('scroll', done, { once: true }),
        )
        view.scrollTop = wanted
        await scrolled
      }, top)
    }
    // Of 400 px; the threshold is 120rpx, 60 px on this phone.
    for (const top of [100, 330]) await scrollTo(top)
    expect(await text('ends')).toBe('0')
    for (const top of [350, 370]) await scrollTo(top)
    await reads('ends', '1')
    for (const top of [100, 350]) await scrollTo(top)
    expect(await reads('ends', '2')).toBe('2')
  })

  test('a movable view follows the finger inside its area', async () => {
    const { logs, page, visible } = await open('pages/tags')
    const view = visible('movable')
    await view.scrollIntoViewIfNeeded()
    const box = await view.boundingBox()
    if (!box) throw new Error('the view is not there')
    await page.mouse.move(box.x + 5, box.y + 5)
    await page.mouse.down()
    await page.mouse.move(box.x + 25, box.y + 405, { steps: 3 })
    await page.mouse.up()
    expect(await logs({ type: 'change', x: 30, y: 60, source: 'touch' })).toBe(true)
  })

  test('what is not drawn here says so by its name', async () => {
    const { page, text } = await open('pages/tags')
    expect(await text('web')).toBe('<web-view> is not drawn here: https://elsewhere.example/page')
    expect(await text('map')).toBe('<map> is not drawn here')
    expect(await text('canvas')).toBe('<canvas> is not drawn here')
    expect(await text('audio')).toBe('<audio> is not drawn here: /tune.mp3')
    expect(await page.locator('#video video[controls]').count()).toBe(1)
    expect([await text('icon'), await text('progress')]).toEqual(['✓', '40%'])
  })
})

atShop("WeChat's pickers in the phone", (open) => {
  const choose = async (
    { page, tap }: ShopPhone,
    picker: string,
    ...lines: readonly (readonly [column: number, line: string])[]
  ) => {
    await tap(picker)
    for (const [column, line] of lines) {
      await page.locator('.wheel').nth(column).getByText(line, { exact: true }).click()
    }
    await page.locator('.picker-confirm').click()
  }

  test('one list, and the change is the index as a text', async () => {
    const phone = await open('pages/pickers')
    await choose(phone, 'selector', [0, 'white'])
    expect(await phone.logs({ type: 'change', value: '2' })).toBe(true)
    await phone.tap('selector')
    expect(await phone.page.locator('[aria-selected=true]').innerText()).toBe('white')
    await phone.page.locator('.picker-cancel').click()
    expect(await phone.logs({ type: 'cancel' })).toBe(true)
  })

  test('several lists, where the second follows the first', async () => {
    const phone = await open('pages/pickers')
    await phone.tap('multi')
    await phone.page.locator('.wheel').first().getByText('b', { exact: true }).click()
    await phone.page.locator('.wheel').nth(1).getByText('b3', { exact: true }).click()
    await phone.page.locator('.picker-confirm').click()
    expect(await phone.logs({ type: 'change', value: [1, 2] })).toBe(true)
  })

  test('a date between two dates', async () => {
    const phone = await open('pages/pickers')
    await choose(phone, 'date', [0, '2027年'], [1, '02月'], [2, '28日'])
    expect(await phone.logs({ type: 'change', value: '2027-02-28' })).toBe(true)
  })

  test('a time between two times', async () => {
    const phone = await open('pages/pickers')
    await choose(phone, 'time', [0, '09'], [1, '45'])
    expect(await phone.logs({ type: 'change', value: '09:45' })).toBe(true)
  })

  test('a region with its names, codes and postcode', async () => {
    const phone = await open('pages/pickers')
    await phone.tap('region')
    await phone.page.locator('.wheel').nth(2).getByText('天河区', { exact: true }).click()
    await phone.page.locator('.picker-confirm').click()
    expect(
      await phone.logs({
        type: 'change',
        value: ['广东省', '广州市', '天河区'],
        code: ['440000', '440100', '440106'],
        postcode: '440100',
      }),
    ).toBe(true)
  })

  test('a wheel inside the page', async () => {
    const { logs, tap } = await open('pages/pickers')
    await tap('line-2')
    expect(await logs({ type: 'change', value: [2] })).toBe(true)
  })
})
