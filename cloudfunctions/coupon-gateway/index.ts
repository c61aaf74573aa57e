import { complaint } from './core/complaint'
import { createGateway, type Gateway } from './core/gateway'
import { loadCatalogue } from './core/load-catalogue'
import { openLog } from './core/open-log'
import { realPorts } from './core/real-ports'
import { readSettings } from './core/settings'
import { createCloudFunction, type HttpAnswer } from './doors/cloud-function'
import type { Reply } from './core/reply'
import { pino } from 'pino'

const log = openLog(pino.destination({ dest: 1, sync: true }))

const open = async (): Promise<Gateway | undefined> => {
  const read = readSettings(process.env)
  if ('issues' in read) {
    log.error({ issues: complaint(read.issues) }, 'The gateway cannot start')
    return undefined
  }
  const { settings } = read
  if (settings.COUPON_CATALOG === undefined) return createGateway(settings, realPorts(log))
  const catalogue = await loadCatalogue(settings.COUPON_CATALOG)
  if ('issues' in catalogue) {
    log.error({ issues: complaint(catalogue.issues) }, 'The catalogue is at fault')
    return undefined
  }
  return createGateway(settings, realPorts(log), catalogue.coupons)
}

// Once for each instance; the access tokens and sessions it remembers are only a saving, never the truth.
const gateway = open()

/** The entry of the CloudBase cloud function. */
export const main = async (event: unknown): Promise<HttpAnswer | Reply> => {
  const opened = await gateway
  return opened
    ? createCloudFunction(opened)(event)
    : { status: 503, body: { error: 'unconfigured', see: 'the log of the function' } }
}
