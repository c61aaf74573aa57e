import { wechatAccount } from '../lib/accounts'
import { type Done, done, invalid, type Invalid, type Unconfigured } from '../lib/outcome'
import { readSettings } from '../lib/settings'
import { createWechatClient, type WechatClient } from '../wechat/client'
import type { Io } from './io'

// A report that runs in the morning may wait: yesterday's numbers come within minutes.
const NOT_READY_WAITS_MS = [30_000, 60_000, 120_000, 300_000]

/** The account that the environment names, or what is wrong with the environment. */
export const openAccount = ({
  env,
  ports,
  stderr,
}: Io): Done<WechatClient> | Invalid | Unconfigured => {
  const read = readSettings(env)
  if ('issues' in read) return invalid(read.issues)
  const account = wechatAccount(read.settings)
  if ('kind' in account) return account
  const write = (fields: object, message: string): void =>
    stderr(`${message} ${JSON.stringify(fields)}`)
  const log = { info: write, warn: write, error: write }
  return done(
    createWechatClient({ ...account, notReadyWaits: NOT_READY_WAITS_MS }, { ...ports, log }),
  )
}
