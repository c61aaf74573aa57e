import type { ServerResponse } from 'node:http'
import type { Collector } from './collector'

/**
 * Tells a browser of everything that the collector sees, from now on, after what it has seen so far. Returns how to
 * tell it more.
 */
export const stream = (collector: Collector, response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const send = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  send('mode', collector.mode())
  send('all', collector.seen())
  const unsubscribe = collector.subscribe((change) => {
    if (change.type === 'mode') send('mode', change.mode)
    if (change.type === 'request') send('request', change.request)
    if (change.type === 'cleared') send('all', [])
  })
  response.on('close', unsubscribe)
  return send
}
