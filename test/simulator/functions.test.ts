import { eventually } from '../e2e/until'
import { atShop } from './at-shop'

atShop("WeChat's functions in the phone", (open) => {
  test.each([
    ['payment-paid', 'requestPayment:ok'],
    ['payment-cancelled', 'requestPayment:fail cancel'],
    ['payment-failed', 'requestPayment:fail the payment failed in the simulator'],
  ])('a payment ends as the user decides: %s', async (button, errMsg) => {
    const { logs, tap } = await open('pages/functions')
    await tap('requestPayment')
    await tap(button)
    expect(await logs({ errMsg })).toBe(true)
  })

  test.each([
    ['getUserProfile', 'ask-allow', 'getUserProfile:ok'],
    ['getUserProfile', 'ask-refuse', 'getUserProfile:fail auth deny'],
    ['requestSubscribeMessage', 'ask-refuse', 'requestSubscribeMessage:ok'],
    ['chooseAddress', 'ask-allow', 'chooseAddress:ok'],
    ['chooseAddress', 'ask-refuse', 'chooseAddress:fail cancel'],
  ])('%s answers as the user decides: %s', async (name, button, errMsg) => {
    const { logs, tap } = await open('pages/functions')
    await tap(name)
    await tap(button)
    expect(await logs({ errMsg })).toBe(true)
  })

  test("the user's name is asked for nobody any more: everybody gets the same anonymous one", async () => {
    const { logs, tap, text } = await open('pages/functions')
    await tap('getUserInfo')
    expect(await logs({ errMsg: 'getUserInfo:ok' })).toBe(true)
    await tap('user-info')
    await eventually(() => text('log')).toContain('"type":"getuserinfo"')
    expect(JSON.parse(await text('log'))).toMatchObject({ userInfo: { nickName: '微信用户' } })
  })

  test('a button that asks for the phone number is answered by its event', async () => {
    const { tap, text } = await open('pages/functions')
    await tap('phone-number')
    await tap('ask-allow')
    expect(JSON.parse(await text('log'))).toMatchObject({
      type: 'getphonenumber',
      errMsg: 'getPhoneNumber:ok',
      code: expect.any(String),
    })
  })

  test('the place is a fixed one; the clipboard gives back what was copied', async () => {
    const { logs, tap } = await open('pages/functions')
    await tap('getLocation')
    expect(await logs({ errMsg: 'getLocation:ok', latitude: 23.09994 })).toBe(true)
    await tap('setClipboardData')
    expect(await logs({ errMsg: 'setClipboardData:ok' })).toBe(true)
    await tap('getClipboardData')
    expect(await logs({ errMsg: 'getClipboardData:ok', data: 'copied' })).toBe(true)
  })

  test('an action sheet, a picture and a call are shown', async () => {
    const { logs, page, tap } = await open('pages/functions')
    await tap('showActionSheet')
    await page.getByText('two', { exact: true }).click()
    expect(await logs({ errMsg: 'showActionSheet:ok', tapIndex: 1 })).toBe(true)
    await tap('previewImage')
    await page.locator('.preview img').waitFor()
    await page.locator('.preview-close').click()
    await tap('makePhoneCall')
    await page.getByText('拨打电话 020-1').waitFor()
  })

  test('a code is scanned by writing what it says', async () => {
    const { logs, page, tap } = await open('pages/functions')
    await tap('scanCode')
    await page.getByLabel('二维码内容').fill('Q-1')
    await page.getByText('扫到', { exact: true }).click()
    expect(await logs({ errMsg: 'scanCode:ok' })).toBe(true)
  })

  test.each(['uploadFile', 'downloadFile'])('%s goes where requests may go', async (name) => {
    const { logs, notes, tap } = await open('pages/functions')
    await tap(name)
    expect(await logs({ errMsg: `${name}:fail url not in domain list` })).toBe(true)
    expect(await notes()).toContain('https://api.shop.example: not reached. Start with --proxy')
  })

  test.each(['uploadFile', 'downloadFile'])('%s fails without a network', async (name) => {
    const { logs, page, tap } = await open('pages/functions')
    const setOnline = (online: boolean) =>
      page.request.post(new URL('/phone/network', page.url()).href, { data: { online } })
    await setOnline(false)
    try {
      await page.reload()
      await tap(name)
      expect(await logs({ errMsg: `${name}:fail net::ERR_INTERNET_DISCONNECTED` })).toBe(true)
    } finally {
      await setOnline(true)
    }
  })

  test('an upload and a download are tasks, which can be watched and stopped', async () => {
    const { logs, tap } = await open('pages/functions')
    await tap('abort')
    expect(await logs(['downloadFile:fail abort', 'uploadFile:fail abort'])).toBe(true)
  })

  test('a content type goes out once, however the shop writes its name; that of a form with files has its boundary', async () => {
    const { page, tap } = await open('pages/functions')
    const sent = async (name: string) => {
      const asked = page.waitForRequest('**/internet')
      await tap(name)
      const own = (await asked).headers()
      const head = decodeURIComponent(own['internet-request'] ?? '')
      const { headers } = JSON.parse(head) as { headers: Record<string, string> }
      return { ...own, ...headers }
    }
    expect(await sent('request')).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(await sent('uploadFile')).toMatchObject({
      'content-type': expect.stringMatching(/^multipart\/form-data; boundary=./),
      token: 't-1',
    })
  })

  test('a page and the one that it opens talk through their channel', async () => {
    const { logs, page, reads, tap } = await open('pages/functions')
    await tap('openPage')
    expect(await reads('heard', 'tea')).toBe('tea')
    await page.locator('#phone-back').click()
    expect(await logs(['loaded', 'hot tea'])).toBe(true)
  })

  test('a page that nobody opened has a channel on which nobody answers', async () => {
    const { notes, reads } = await open('pages/opened')
    expect(await reads('heard', 'nothing')).toBe('nothing')
    expect(await notes()).toBe('')
  })

  test('a margin that an observer is not given is none', async () => {
    const { logs, tap } = await open('pages/functions')
    await tap('observe')
    expect(await logs('log')).toBe(true)
  })

  test('pictures are chosen with the dialog of the browser', async () => {
    const { logs, page, tap } = await open('pages/functions')
    const chooser = page.waitForEvent('filechooser')
    await tap('chooseImage')
    await (
      await chooser
    ).setFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('x') })
    expect(await logs({ errMsg: 'chooseImage:ok' })).toBe(true)
  })

  test('the cloud refuses, by the name of what was asked', async () => {
    const { logs, tap } = await open('pages/functions')
    await tap('cloud')
    expect(
      await logs({
        errMsg:
          'cloud.get:fail the simulator has no cloud; the shop needs its real environment for this',
      }),
    ).toBe(true)
  })

  test('what the phone lacks is there and fails by its name; what WeChat lacks is not', async () => {
    const { logs, tap } = await open('pages/functions')
    await tap('startBluetoothDevicesDiscovery')
    expect(
      await logs({ errMsg: 'startBluetoothDevicesDiscovery:fail the simulator does not have it' }),
    ).toBe(true)
    await tap('kinds')
    expect(await logs(['function', 'function', 'undefined', true, 'function'])).toBe(true)
    await tap('createInnerAudioContext')
    expect(await logs('played')).toBe(true)
    await tap('createCanvasContext')
    expect(await logs('drawn')).toBe(true)
  })

  test('what WeChat gives no promise of fails for its callbacks alone', async () => {
    const { logs, page, tap } = await open('pages/functions')
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await tap('preloadAssets')
    expect(await logs(['undefined'])).toBe(true)
    await tap('kinds')
    expect(await logs(['function', 'function', 'undefined', true, 'function'])).toBe(true)
    expect(errors).toEqual([])
  })

  test('a request to a host that is not played here fails, and the phone says how to reach it', async () => {
    const { logs, notes, tap } = await open('pages/functions')
    await tap('request')
    expect(await logs({ errMsg: 'request:fail url not in domain list' })).toBe(true)
    expect(await notes()).toContain('https://api.shop.example: not reached. Start with --proxy')
  })

  test('an exception in a timer is a message', async () => {
    const { page, tap } = await open('pages/functions')
    await tap('later')
    const note = page.locator('#phone-notes').getByText('Error: thrown later')
    await note.waitFor()
    expect(await note.innerText()).toContain('thrown later')
  })
})
