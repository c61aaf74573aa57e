import { loadCatalogue } from './lib/catalogue'
import { formatIssues, type Issue } from './lib/check'
import { openLog } from './lib/log'
import { unconfigured } from './lib/outcome'
import { systemPorts } from './lib/ports'
import { readSettings } from './lib/settings'
import { createGateway } from './core/gateway'
import { replyTo } from './core/reply'
import { type Answering, createCloudFunction } from './doors/cloud-function'
import { pino } from 'pino'

const log = openLog(pino.destination({ dest: 1, sync: true }))

/** A function that cannot start is called all the same: it says by name what is at fault, and the log says more. */
const atFault = (variable: string, issues: readonly Issue[]): Answering => {
  log.error({ issues: formatIssues(issues) }, 'The gateway cannot start')
  return { handle: async () => replyTo(unconfigured(variable)) }
}

const open = async (): Promise<Answering> => {
  const read = readSettings(process.env)
  if ('issues' in read) return atFault(read.issues[0]?.path ?? '', read.issues)
  const { settings } = read
  if (settings.COUPON_CATALOG === undefined) return createGateway(settings, systemPorts(log))
  const catalogue = await loadCatalogue(settings.COUPON_CATALOG)
  if ('issues' in catalogue) return atFault('COUPON_CATALOG', catalogue.issues)
  return createGateway(settings, systemPorts(log), catalogue.coupons)
}

// Once for each instance; the access tokens and sessions it remembers are only a saving, never the truth.
const called = open().then(createCloudFunction)

/** The entry of the CloudBase cloud function. */
export const main = async (event: unknown) => (await called)(event)
