/**
 * Where the shop's own server and its coupon gateway are: two of the request domains of the host, not of the plugin.
 * `npm start` answers for both. In WeChat DevTools write `http://127.0.0.1:8377/shop` and `http://127.0.0.1:8377/gateway`
 * here, leave `npm start` running, and tick 详情 → 本地设置 → 不校验合法域名.
 */
const SHOP_URL = 'https://shop.shanlan.example'
export const GATEWAY_URL = 'https://gateway.shanlan.example'

/** What the shop's server knows about the user of a `wx.login` code. */
interface Answer {
  readonly open_id: string
  readonly user_id: string
  readonly tag: { tag_id: string; tag_name: string }[]
  /** A pass to the coupon gateway, good for some minutes. The key that it was got with never leaves the server. */
  readonly session: { readonly token: string }
}

/** `failed`: why, as text for a developer. */
export type Login =
  | { readonly kind: 'in'; readonly user: Omit<Answer, 'session'>; readonly token: string }
  | { readonly kind: 'failed'; readonly why: string }

const TIMEOUT_MS = 10_000

const failed = (why: string): Login => ({ kind: 'failed', why: `${SHOP_URL}/login: ${why}` })

const isAnswer = (data: unknown): data is Answer => {
  const { open_id, session } = Object(data) as Partial<Answer>
  return typeof open_id === 'string' && typeof session?.token === 'string'
}

const ask = (code: string) =>
  new Promise<Login>((resolve) => {
    wx.request({
      url: `${SHOP_URL}/login`,
      method: 'POST',
      data: { code },
      timeout: TIMEOUT_MS,
      success({ statusCode, data }) {
        if (statusCode !== 200) return resolve(failed(`HTTP ${statusCode}`))
        if (!isAnswer(data)) return resolve(failed('the answer names no user and no session'))
        const { session, ...user } = data
        resolve({ kind: 'in', user, token: session.token })
      },
      fail: ({ errMsg }) => resolve(failed(errMsg)),
    })
  })

/** Logs in: WeChat gives a code, the shop's own server says who that is and opens a session. Never rejects. */
export const login = (): Promise<Login> =>
  wx.login().then(
    ({ code }) => ask(code),
    () => failed('wx.login gave no code'),
  )
