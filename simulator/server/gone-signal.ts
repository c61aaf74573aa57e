import type { ServerResponse } from 'node:http'

/** Aborted when the connection ends before the answer was given. */
export const goneSignal = (response: ServerResponse): AbortSignal => {
  const gone = new AbortController()
  response.on('close', () => {
    if (!response.writableEnded) gone.abort()
  })
  return gone.signal
}
