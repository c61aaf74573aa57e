import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { createApp } from './app'
import { createDemoVendor, DEMO_YOUSHU } from './demo-vendor'
import { loadCatalogue } from './lib/catalogue'
import { formatIssues } from './lib/check'
import { openLog } from './lib/log'
import type { Http } from './lib/http'
import { type Ports, systemPorts } from './lib/ports'
import { readSettings, type Settings } from './lib/settings'
import { catalogueFile, configured, isProduction, refusal, warningsOf } from './lib/startup'
import { createUpstreams } from './lib/upstreams'
import { openStore } from './store/store'
import { version } from './package.json'

// A container gets 10 s between SIGTERM and SIGKILL; what is still in flight after 8 will not end well anyway.
const SHUTDOWN_TIMEOUT_MS = 8_000

const print = (line: string) => process.stdout.write(`${line}\n`)
const stop = (line: string) => {
  process.stderr.write(`The gateway cannot start:\n${line}\n`)
  process.exitCode = 1
}

/** Keys for this run, where nothing is at stake. In production, what is not set stays so and its routes say so. */
const withKeys = (settings: Settings): Settings =>
  isProduction(process.env)
    ? settings
    : {
        ...settings,
        GATEWAY_OPERATOR_KEY:
          settings.GATEWAY_OPERATOR_KEY ?? randomBytes(24).toString('base64url'),
        GATEWAY_SESSION_SECRET:
          settings.GATEWAY_SESSION_SECRET ?? randomBytes(32).toString('base64url'),
      }

/** Neither an account at Youshu nor an operator key is configured: the gateway is being tried out. */
const isTry = (given: Settings): boolean =>
  !isProduction(process.env) &&
  given.GATEWAY_OPERATOR_KEY === undefined &&
  given.YOUSHU_APP_ID === undefined &&
  given.YOUSHU_APP_SECRET === undefined &&
  given.RELAY_APP_IDS.length === 0

/** The network, but for the address of the demo's account: who stands in for Youshu there is in this process. */
const withDemoVendor = ({ http, clock }: Ports): Http => {
  const demo = createDemoVendor({ clock })
  return (request) =>
    (request.url.startsWith(`${DEMO_YOUSHU.YOUSHU_BASE_URL}/`) ? demo : http)(request)
}

const serve = async (): Promise<void> => {
  const { env } = process
  const read = readSettings(env)
  if ('issues' in read) return stop(formatIssues(read.issues))
  const isDemo = isTry(read.settings)
  const settings = { ...withKeys(read.settings), ...(isDemo && DEMO_YOUSHU) }
  const refused = refusal(settings, env)
  if (refused !== undefined) return stop(`  ${refused}`)
  const file = settings.COUPON_PROVIDER === 'embedded' ? catalogueFile(settings, env) : undefined
  const catalogue = file === undefined ? undefined : await loadCatalogue(file)
  if (catalogue && 'issues' in catalogue)
    return stop(`  its catalogue is at fault\n${formatIssues(catalogue.issues)}`)

  const output = pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 1000 })
  const log = openLog(output)
  const system = systemPorts(log)
  const ports = isDemo ? { ...system, http: withDemoVendor(system) } : system
  const upstreams = createUpstreams(ports, settings.GATEWAY_UPSTREAM_CONCURRENCY)
  const store = await openStore(settings, ports, upstreams.portsOf)
  if (store && 'problem' in store) return stop(`  ${store.variable}: ${store.problem}`)
  log.info(
    {
      version,
      ...configured(read.settings),
      demo: file !== undefined && file !== settings.COUPON_CATALOG,
    },
    'Configured',
  )
  for (const warning of warningsOf(read.settings, env)) log.warn({}, warning)

  const app = createApp(
    { settings, ports, catalogue: catalogue?.coupons, store, upstreams, watchProcess: true },
    log,
  )
  const address = await app.listen({ port: settings.PORT, host: settings.HOST })
  store?.start()
  // Only our own user reaches this socket, so who comes through it is the operator.
  store?.serve((request, response) => {
    request.headers.authorization = `Bearer ${settings.GATEWAY_OPERATOR_KEY}`
    app.routing(request, response)
  })
  print(`Coupon gateway: ${address}  (coupons: ${settings.COUPON_PROVIDER})`)
  if (settings.GATEWAY_OPERATOR_KEY !== read.settings.GATEWAY_OPERATOR_KEY)
    print(`Operator key, for this run only: ${settings.GATEWAY_OPERATOR_KEY}`)
  if (isDemo)
    print(
      `App id, for a try: ${DEMO_YOUSHU.YOUSHU_APP_ID} (what answers for Youshu is in this process)`,
    )

  const end = (code: number) => {
    output.flushSync()
    process.exit(code)
  }
  const close = (signal: NodeJS.Signals) => {
    log.info(
      { signal },
      'Stopping: no new requests; what is under way ends, or says where to go on',
    )
    setTimeout(() => {
      log.error({ ms: SHUTDOWN_TIMEOUT_MS }, 'Not everything ended in time')
      end(1)
    }, SHUTDOWN_TIMEOUT_MS).unref()
    void app
      .close()
      .then(() => store?.close())
      .then(() => {
        log.info({}, 'Stopped')
        end(0)
      })
  }
  process.once('SIGTERM', close)
  process.once('SIGINT', close)
  // Node ends the process; this only makes sure that the log says why.
  process.on('uncaughtExceptionMonitor', (error) => {
    log.fatal({ err: error }, 'An uncaught error')
    output.flushSync()
  })
}

serve().catch((error: unknown) => stop(`  ${error instanceof Error ? error.message : 'unknown'}`))
