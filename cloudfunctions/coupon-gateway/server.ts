import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { loadCatalogue } from './lib/catalogue'
import { formatIssues } from './lib/check'
import { openLog } from './lib/log'
import { systemPorts } from './lib/ports'
import { readSettings } from './lib/settings'
import { createApp } from './app'
import { openStore } from './store/store'

// A container gets 10 s between SIGTERM and SIGKILL; what is still in flight after 8 will not end well anyway.
const SHUTDOWN_TIMEOUT_MS = 8_000
const DEMO_CATALOGUE = join(__dirname, 'catalogue.json')

const say = (line: string) => process.stdout.write(`${line}\n`)
const stop = (line: string) => {
  process.stderr.write(`${line}\n`)
  process.exitCode = 1
}

const serve = async (): Promise<void> => {
  const read = readSettings(process.env)
  if ('issues' in read) return stop(`The gateway cannot start:\n${formatIssues(read.issues)}`)
  const file = read.settings.COUPON_CATALOG ?? DEMO_CATALOGUE
  const catalogue = await loadCatalogue(file)
  if ('issues' in catalogue)
    return stop(
      `The gateway cannot start, its catalogue is at fault:\n${formatIssues(catalogue.issues)}`,
    )

  const generated = randomBytes(24).toString('base64url')
  const settings = {
    ...read.settings,
    GATEWAY_OPERATOR_KEY: read.settings.GATEWAY_OPERATOR_KEY ?? generated,
    GATEWAY_SESSION_SECRET:
      read.settings.GATEWAY_SESSION_SECRET ?? randomBytes(32).toString('base64url'),
  }
  const log = openLog()
  const ports = systemPorts(log)
  const store = await openStore(settings, ports)
  if (store && 'problem' in store)
    return stop(`The gateway cannot start:\n  ${store.variable}: ${store.problem}`)
  const app = createApp({ settings, ports, catalogue: catalogue.coupons, store }, log)
  const address = await app.listen({ port: settings.PORT, host: settings.HOST })
  store?.start()
  // Only our own user reaches this socket, so who comes through it is the operator.
  store?.serve((request, response) => {
    request.headers.authorization = `Bearer ${settings.GATEWAY_OPERATOR_KEY}`
    app.routing(request, response)
  })
  say(`Coupon gateway: ${address}  (coupons: ${settings.COUPON_PROVIDER})`)
  if (read.settings.GATEWAY_OPERATOR_KEY === undefined)
    say(`Operator key, for this run only: ${generated}`)

  const close = () => {
    setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref()
    void app
      .close()
      .then(() => store?.close())
      .then(() => log.flush())
  }
  process.once('SIGTERM', close)
  process.once('SIGINT', close)
}

serve().catch((error: unknown) => stop(error instanceof Error ? error.message : 'cannot start'))
