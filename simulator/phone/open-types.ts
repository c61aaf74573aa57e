import type { OpenType } from './built-in/form'
import type { Asking } from './wx/asking'

interface Request {
  /** The event by which the button hears the answer. */
  readonly event: string
  readonly title: string
  readonly offer: string
  readonly detail: object
}

// Invented values in the shape of WeChat's own.
const REQUESTS: Readonly<Record<string, Request>> = {
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
    title: '申请获取你的昵称、头像',
    offer: '微信用户',
    detail: { userInfo: { nickName: '微信用户', avatarUrl: '', gender: 0 }, rawData: '{}' },
  },
  chooseAvatar: {
    event: 'chooseavatar',
    title: '选择头像',
    offer: '用微信头像',
    detail: { avatarUrl: 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E' },
  },
  openSetting: { event: 'opensetting', title: '打开设置', offer: '', detail: { authSetting: {} } },
  agreePrivacyAuthorization: {
    event: 'agreeprivacyauthorization',
    title: '隐私保护指引',
    offer: '',
    detail: {},
  },
}

/** Answers every `<button open-type>` in the pages as the user decides. */
export const answerOpenTypes = (container: HTMLElement, consent: Asking['consent']) =>
  container.addEventListener('phone-open-type', (event) => {
    const { openType, answer } = (event as CustomEvent<OpenType>).detail
    const request = Object.hasOwn(REQUESTS, openType) ? REQUESTS[openType] : undefined
    if (!request) return
    const { title, offer, detail } = request
    consent({ title, offer }).then(
      () => answer(request.event, { errMsg: `${openType}:ok`, ...detail }),
      () => answer(request.event, { errMsg: `${openType}:fail user deny` }),
    )
  })
