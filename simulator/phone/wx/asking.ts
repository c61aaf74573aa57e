import type { OpenType } from '../built-in/form'
import { button, element } from '../element'
import { api, ApiFailure } from './api'
import { openDialog } from './dialogs'

interface Question {
  readonly title: string
  /** What the shop gets if the user agrees, in words. */
  readonly offer: string
  readonly allow?: string
  readonly refuse?: string
}

// Invented: who the phone belongs to, and where it lies.
const USER_INFO = {
  nickName: '微信用户',
  avatarUrl: 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/%3E',
  gender: 0,
  country: '',
  province: '',
  city: '',
  language: 'zh_CN',
}
const ANONYMOUS = {
  userInfo: USER_INFO,
  rawData: JSON.stringify(USER_INFO),
  signature: 'simulated',
  encryptedData: 'simulated',
  iv: 'simulated',
}
const ADDRESS = {
  userName: '张三',
  postalCode: '510000',
  provinceName: '广东省',
  cityName: '广州市',
  countyName: '海珠区',
  streetName: '新港中路街道',
  detailInfo: '新港中路397号',
  detailInfoNew: '新港中路397号',
  nationalCode: '440105',
  telNumber: '020-81167888',
}
const PLACE = {
  latitude: 23.09994,
  longitude: 113.32452,
  accuracy: 65,
  altitude: 0,
  verticalAccuracy: 65,
  horizontalAccuracy: 65,
  speed: -1,
}

/** The functions that ask the user something, each in one dialog with an answer ready. */
export const createAskingApi = (layer: HTMLElement, onPayment: (paid: boolean) => void) => {
  const consent = async ({ title, offer, allow = '允许', refuse = '拒绝' }: Question) => {
    const isAllowed = await openDialog<boolean>(layer, title, (close) => {
      const box = element('modal')
      const row = element('modal-buttons')
      row.append(
        Object.assign(
          button('modal-cancel', refuse, () => close(false)),
          { id: 'ask-refuse' },
        ),
        Object.assign(
          button('modal-confirm', allow, () => close(true)),
          { id: 'ask-allow' },
        ),
      )
      box.append(element('modal-title', title), element('modal-content', offer), row)
      return box
    })
    if (!isAllowed) throw new ApiFailure('auth deny')
  }
  const pay = () =>
    openDialog<'paid' | 'cancelled' | 'failed'>(layer, '微信支付', (close) => {
      const box = element('action-sheet')
      const choice = (id: 'paid' | 'cancelled' | 'failed', text: string) =>
        Object.assign(
          button('action', text, () => close(id)),
          { id: `payment-${id}` },
        )
      box.append(
        element('sheet-title', '微信支付（模拟，不会扣款）'),
        choice('paid', '支付成功'),
        choice('failed', '支付失败'),
        Object.assign(choice('cancelled', '取消支付'), { className: 'action cancel' }),
      )
      return box
    })
  return {
    requestPayment: api('requestPayment', async () => {
      const outcome = await pay()
      onPayment(outcome === 'paid')
      if (outcome === 'cancelled') throw new ApiFailure('cancel')
      if (outcome === 'failed') throw new ApiFailure('the payment failed in the simulator')
    }),
    getUserProfile: api('getUserProfile', async () => {
      await consent({ title: '申请获取你的昵称、头像', offer: USER_INFO.nickName })
      return ANONYMOUS
    }),
    // WeChat shows no dialog any more, and gives the same anonymous user each time.
    getUserInfo: api('getUserInfo', () => ANONYMOUS),
    chooseAddress: api('chooseAddress', async () => {
      const { provinceName, cityName, countyName, detailInfo, userName } = ADDRESS
      const offer = `${userName}\n${provinceName}${cityName}${countyName}${detailInfo}`
      await consent({ title: '收货地址', offer, allow: '使用', refuse: '取消' }).catch(() => {
        throw new ApiFailure('cancel')
      })
      return ADDRESS
    }),
    // A fixed place, as no shop's way through a checkout should depend on a dialog.
    getLocation: api('getLocation', () => PLACE),
    getFuzzyLocation: api('getFuzzyLocation', () => PLACE),
    chooseLocation: api('chooseLocation', () => ({
      name: '广州塔',
      address: '广东省广州市海珠区阅江西路222号',
      ...PLACE,
    })),
    authorize: api('authorize', async ({ scope }: { scope?: string }) =>
      consent({ title: '申请授权', offer: scope ?? '' }),
    ),
    requestSubscribeMessage: api(
      'requestSubscribeMessage',
      async ({ tmplIds = [] }: { tmplIds?: readonly string[] }) => {
        const accepted = await consent({ title: '申请订阅消息', offer: tmplIds.join('\n') }).then(
          () => true,
          () => false,
        )
        return Object.fromEntries(tmplIds.map((id) => [id, accepted ? 'accept' : 'reject']))
      },
    ),
    scanCode: api('scanCode', async () => {
      const result = await openDialog<string | undefined>(layer, '扫码', (close) => {
        const box = element('modal')
        const field = document.createElement('input')
        field.className = 'modal-input'
        field.setAttribute('aria-label', '二维码内容')
        const row = element('modal-buttons')
        row.append(
          button('modal-cancel', '取消', () => close(undefined)),
          button('modal-confirm', '扫到', () => close(field.value)),
        )
        box.append(element('modal-title', '扫码'), field, row)
        return box
      })
      if (result === undefined) throw new ApiFailure('cancel')
      return { result, scanType: 'QR_CODE', charSet: 'UTF-8', path: '', rawData: '' }
    }),
    getSetting: api('getSetting', () => ({ authSetting: {}, subscriptionsSetting: {} })),
    openSetting: api('openSetting', () => ({ authSetting: {} })),
    consent,
  }
}
type Asking = ReturnType<typeof createAskingApi>

interface OpenTypeRequest {
  /** The event by which the button hears the answer. */
  readonly event: string
  /** Absent: WeChat answers without asking. */
  readonly title?: string
  readonly offer?: string
  readonly detail: object
}

// Invented values in the shape of WeChat's own.
const REQUESTS: Readonly<Record<string, OpenTypeRequest>> = {
  getPhoneNumber: {
    event: 'getphonenumber',
    title: '申请获取你的手机号',
    offer: '微信绑定号码',
    detail: { code: 'simulated-phone', encryptedData: 'simulated', iv: 'simulated' },
  },
  getRealtimePhoneNumber: {
    event: 'getrealtimephonenumber',
    title: '申请获取并验证你的手机号',
    offer: '微信绑定号码',
    detail: { code: 'simulated-phone' },
  },
  getUserInfo: {
    event: 'getuserinfo',
    detail: ANONYMOUS,
  },
  chooseAvatar: {
    event: 'chooseavatar',
    title: '选择头像',
    offer: '用微信头像',
    detail: { avatarUrl: 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E' },
  },
  openSetting: { event: 'opensetting', title: '打开设置', detail: { authSetting: {} } },
  agreePrivacyAuthorization: {
    event: 'agreeprivacyauthorization',
    title: '隐私保护指引',
    detail: {},
  },
}

/** Answers every `<button open-type>` in the pages as the user decides. */
export const answerOpenTypes = (container: HTMLElement, consent: Asking['consent']) =>
  container.addEventListener('phone-open-type', (event) => {
    const { openType, answer } = (event as CustomEvent<OpenType>).detail
    const request = Object.hasOwn(REQUESTS, openType) ? REQUESTS[openType] : undefined
    if (!request) return
    const { title, offer = '', detail } = request
    const asked = title === undefined ? Promise.resolve() : consent({ title, offer })
    asked.then(
      () => answer(request.event, { errMsg: `${openType}:ok`, ...detail }),
      () => answer(request.event, { errMsg: `${openType}:fail user deny` }),
    )
  })
