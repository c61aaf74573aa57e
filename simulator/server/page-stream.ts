import { countBatches } from './count-batches'
import type { Collector } from './collector'
import type { GatewayFront } from './gateway-front'
import type { Routes } from './serve'
import { stream } from './stream'
import type { Youshu } from './youshu'

interface Seen {
  readonly collector: Collector
  readonly front: GatewayFront
  readonly youshu: Youshu
}

/** All that the page shows, live, in one stream: a browser opens only six connections to one host. */
export const pageStreamRoutes = ({ collector, front, youshu }: Seen): Routes => ({
  '/page/stream': {
    GET({ response }) {
      const send = stream(collector, response)
      const sendBatches = () => send('batches', countBatches(youshu, collector.seen()))
      send('gateway-mode', front.mode())
      send('gateway-calls', front.calls())
      sendBatches()
      const stops = [
        front.subscribe((change) => {
          if (change.type === 'mode') send('gateway-mode', change.mode)
          if (change.type === 'call') send('gateway-call', change.call)
          if (change.type === 'cleared') send('gateway-calls', [])
        }),
        youshu.subscribe(sendBatches),
        collector.subscribe(({ type }) => type !== 'mode' && sendBatches()),
      ]
      response.on('close', () => stops.forEach((stop) => stop()))
    },
  },
})
