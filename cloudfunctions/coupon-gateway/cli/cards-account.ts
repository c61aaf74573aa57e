import { wechatAccount } from '../lib/accounts'
import { done, type Done, invalid, type Invalid, type Unconfigured } from '../lib/outcome'
import { readSettings } from '../lib/settings'
import { createWechatClient, type WechatClient } from '../wechat/client'
import type { CardsWorld } from './cards-world'

// Somebody who runs a report in the morning waits gladly: yesterday's numbers come within minutes.
const NOT_READY_WAITS_MS = [30_000, 60_000, 120_000, 300_000]

/** The account that the environment names, or what is wrong with the environment. */
export const cardsAccount = ({
  env,
  ports,
  say,
}: CardsWorld): Done<WechatClient> | Invalid | Unconfigured => {
  const read = readSettings(env)
  if ('issues' in read) return invalid(read.issues)
  const account = wechatAccount(read.settings)
  if ('kind' in account) return account
  const tell = (fields: object, message: string): void =>
    say(`${message} ${JSON.stringify(fields)}`)
  const log = { info: tell, warn: tell, error: tell }
  return done(
    createWechatClient({ ...account, notReadyWaits: NOT_READY_WAITS_MS }, { ...ports, log }),
  )
}
