import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createCollector } from './server/collector'
import { collectorRoutes } from './server/collector-routes'
import { pageRoutes } from './server/page-routes'
import { serve } from './server/serve'

interface Options {
  /** 0: any free port. */
  readonly port: number
  /** Where miniprogram/ and plugin/ lie; by default this project. */
  readonly root?: string
  /** How long the mode "slow" waits; by default 15 s. */
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
  slowMs,
}: Options): Promise<Simulator> => {
  const collector = createCollector(slowMs)
  const routes = { ...collectorRoutes(collector), ...(await pageRoutes(root, collector)) }
  const server = serve(routes)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
