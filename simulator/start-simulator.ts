import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createApp } from './server/app'
import { createCompiledSource, pageRoutes, pageStreamRoutes } from './server/page'
import { collectorRoutes, createCollector, SLOW_MS } from './server/collector'
import { createShop, demoBatches, shopRoutes } from './server/shop'
import { documentRoutes } from './server/documents'
import { createGatewayProxy, gatewayRoutes, openGateway, readDemoCatalogue } from './server/gateway'
import { type InternetMode, internetRoutes } from './server/internet'
import { orderRoutes } from './server/orders'
import { createPhoneNetwork, phoneNetworkRoutes } from './server/phone-network'
import { createRelay, relayRoutes } from './server/relay'
import { createYoushu, youshuRoutes } from './server/youshu'

// Who the demo merchant is to Youshu; its secret is made at each start.
const YOUSHU = { appId: 'bi0000000000demo', dataSourceId: 'shanlan-demo' }

interface Options {
  /** 0: any free port. */
  readonly port: number
  /** The project to run; by default this one, with its demo. */
  readonly root?: string
  /** Puts the tracker around the constructors of a mini-program that does not do so itself. */
  readonly wrap?: boolean
  /** Where requests go that are for none of the servers played here; by default nowhere. */
  readonly internet?: InternetMode
  /** How long the mode "slow" of collector and gateway waits; by default 15 s. */
  readonly slowMs?: number
}

export interface Simulator {
  readonly url: string
  close(): Promise<void>
}

/** Serves the phone beside the collector; rejects if the port is taken. */
export const startSimulator = async ({
  port,
  root = join(__dirname, '..'),
  wrap = false,
  internet = { kind: 'closed' },
  slowMs = SLOW_MS,
}: Options): Promise<Simulator> => {
  const app = createApp()
  const address = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const collector = createCollector(slowMs)
  const network = createPhoneNetwork()
  const account = { ...YOUSHU, appSecret: randomBytes(24).toString('base64url') }
  const youshu = createYoushu(account)
  const catalogue = await readDemoCatalogue()
  // The gateway calls Youshu over the network, and Youshu's stand-in is this very server.
  const open = openGateway(catalogue, { ...account, baseUrl: () => `${address()}/youshu` })
  const gateway = createGatewayProxy(open, slowMs)
  const shop = createShop(gateway, open.operatorKey, demoBatches(catalogue))
  const relay = createRelay(open, gateway)
  // First: it listens to what is reported.
  orderRoutes(app, network)
  collectorRoutes(app, collector, network, relay)
  relayRoutes(app, relay)
  shopRoutes(app, shop, network)
  gatewayRoutes(app, gateway, network)
  youshuRoutes(app, youshu, collector)
  phoneNetworkRoutes(app, network)
  pageStreamRoutes(app, { collector, gateway, network, relay, youshu })
  internetRoutes(app, internet)
  documentRoutes(app)
  const compiled = createCompiledSource({ root, wrap })
  await pageRoutes(app, { root, compiled }, network)
  await app.listen({ port, host: '127.0.0.1' })
  await shop.pushBatches()
  return { url: address(), close: () => app.close() }
}
