import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createCollector, SLOW_MS } from './server/collector'
import { collectorRoutes } from './server/collector-routes'
import { demoBatches } from './server/demo-batches'
import { createGatewayFront } from './server/gateway-front'
import { gatewayRoutes } from './server/gateway-routes'
import { openGateway, readDemoCatalogue } from './server/open-gateway'
import { pageRoutes } from './server/page-routes'
import { pageStreamRoutes } from './server/page-stream'
import { serve } from './server/serve'
import { createShop } from './server/shop'
import { shopRoutes } from './server/shop-routes'
import { createYoushu } from './server/youshu'
import { youshuRoutes } from './server/youshu-routes'

// Who the demo merchant is to Youshu; its secret is made at each start.
const YOUSHU = { appId: 'bi0000000000demo', dataSourceId: 'shanlan-demo' }

interface Options {
  /** 0: any free port. */
  readonly port: number
  /** Where miniprogram/ and plugin/ lie; by default this project. */
  readonly root?: string
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
  slowMs = SLOW_MS,
}: Options): Promise<Simulator> => {
  const collector = createCollector(slowMs)
  const [pages, catalogue] = await Promise.all([pageRoutes(root, collector), readDemoCatalogue()])
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const account = { ...YOUSHU, appSecret: randomBytes(24).toString('base64url') }
  const youshu = createYoushu(account)
  // Known only now: the gateway calls Youshu over the network, and Youshu's fake is this very server.
  const open = openGateway(catalogue, { ...account, baseUrl: `${url}/youshu` })
  const front = createGatewayFront(open, slowMs)
  const shop = createShop(front, open.operatorKey, demoBatches(catalogue))
  server.on(
    'request',
    serve({
      ...collectorRoutes(collector),
      ...shopRoutes(shop, collector),
      ...gatewayRoutes(front, collector),
      ...youshuRoutes(youshu, collector),
      ...pageStreamRoutes({ collector, front, youshu }),
      ...pages,
    }),
  )
  await shop.pushBatches()
  return {
    url,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
