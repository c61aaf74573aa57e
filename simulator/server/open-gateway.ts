import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../cloudfunctions/coupon-gateway/app'
import { loadCatalogue } from '../../cloudfunctions/coupon-gateway/lib/catalogue'
import type { Log } from '../../cloudfunctions/coupon-gateway/lib/log'
import { systemPorts } from '../../cloudfunctions/coupon-gateway/lib/ports'
import { openStore, type Store } from '../../cloudfunctions/coupon-gateway/store/store'
import { readSettings } from '../../cloudfunctions/coupon-gateway/lib/settings'
import type { UserCoupon } from '../../cloudfunctions/coupon-gateway/coupon-engine/coupon'
import type { YoushuAccount } from './youshu'

const CATALOGUE = join(__dirname, '../../cloudfunctions/coupon-gateway/catalogue.json')

// The page shows every call with its answer; the terminal stays quiet.
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

const formatIssues = (issues: readonly { path: string; expected: string; received: string }[]) =>
  issues
    .map(({ path, expected, received }) => `${path}: expected ${expected}, received ${received}`)
    .join('\n')

/** The coupons that the demo's customers hold. Throws, in words, where the file is at fault. */
export const readDemoCatalogue = async (): Promise<readonly UserCoupon[]> => {
  const catalogue = await loadCatalogue(CATALOGUE)
  if ('issues' in catalogue) throw new Error(`${CATALOGUE}\n${formatIssues(catalogue.issues)}`)
  return catalogue.coupons
}

export interface OpenGateway {
  /** Made at the first call, and anew once it has a store. */
  readonly gateway: () => FastifyInstance
  /** Gives the gateway an embedded store in this folder. Rejects where it cannot be opened. */
  readonly openStore: (folder: string) => Promise<Store>
  /** For the merchant's own server and its operator, who call in this process; it leaves it in no form. */
  readonly operatorKey: string
  /** What must never be shown. */
  readonly secrets: readonly string[]
}

interface Upstream extends YoushuAccount {
  /** Known once this machine listens. */
  readonly baseUrl: () => string
}

/** The real coupon gateway on the embedded catalogue, with secrets of this run only. */
export const openGateway = (catalogue: readonly UserCoupon[], youshu: Upstream): OpenGateway => {
  const operatorKey = randomBytes(24).toString('base64url')
  const sessionSecret = randomBytes(32).toString('base64url')
  const ports = systemPorts(silent)
  const settings = (more: Record<string, string>) => {
    const read = readSettings({
      GATEWAY_OPERATOR_KEY: operatorKey,
      GATEWAY_SESSION_SECRET: sessionSecret,
      YOUSHU_APP_ID: youshu.appId,
      YOUSHU_APP_SECRET: youshu.appSecret,
      YOUSHU_DATA_SOURCE_ID: youshu.dataSourceId,
      YOUSHU_BASE_URL: youshu.baseUrl(),
      // The demo's tests and visitors click as fast as they like.
      GATEWAY_RATE_LIMIT: '0',
      ...more,
    })
    if ('issues' in read) throw new Error(formatIssues(read.issues))
    return read.settings
  }
  let gateway: FastifyInstance | undefined
  return {
    gateway: () => (gateway ??= createApp({ settings: settings({}), ports, catalogue })),
    async openStore(folder) {
      const withFolder = settings({ GATEWAY_DATA: folder })
      const store = await openStore(withFolder, ports)
      if (!store || 'problem' in store) throw new Error(store?.problem ?? 'there is no store')
      gateway = createApp({ settings: withFolder, ports, catalogue, store })
      return store
    },
    operatorKey,
    secrets: [operatorKey, sessionSecret, youshu.appSecret],
  }
}
