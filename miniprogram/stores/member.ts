import { observable, runInAction } from 'mobx-miniprogram'
import { type Login, login } from '../shop/server'

type Member = (Login & { kind: 'in' })['user']

const state = observable({ user: null as Member | null, failed: false }, {}, { deep: false })
/** The pass to the coupon gateway; empty where there is none. */
let token = ''
let asking: Promise<void> | undefined

/** Asks the shop's server. Callers who come meanwhile wait for the same answer. */
const attempt = (): Promise<void> =>
  (asking ??= login().then((outcome) => {
    asking = undefined
    token = outcome.kind === 'in' ? outcome.token : ''
    if (outcome.kind === 'failed') console.warn(`登录失败：${outcome.why}`)
    runInAction(() => {
      state.failed = outcome.kind === 'failed'
      if (outcome.kind === 'in') state.user = outcome.user
    })
  }))

/** Who uses the shop. Reading it inside `autorun` follows its changes. */
export const memberStore = {
  user: (): Member | null => state.user,
  /** No user is logged in, because the login failed. */
  hasFailed: (): boolean => state.failed && !state.user,

  /** Logs in, unless that is done. */
  async login(): Promise<void> {
    if (!state.user) await attempt()
  },

  /** The session for the coupon gateway; `renew`: the gateway no longer takes the last one. Rejects without one. */
  async token(renew: boolean): Promise<string> {
    if (renew || token === '') await attempt()
    if (token === '') throw new Error('not logged in')
    return token
  },
}
