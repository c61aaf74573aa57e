import type { Failed, Http } from './ports'

const TIMEOUT_MS = 10_000
// The vendors' longest answers (a page of statistics) are far below 1 MB; more is a mistake or an attack.
const LONGEST_BODY = 4 * 1024 * 1024

const failed = (reason: Failed['reason']): Failed => ({
  kind: 'failed',
  reason,
  retryable: reason === 'timeout' || reason === 'network',
})

/** Reads no further than the limit, however much the other side sends. `undefined`: it was longer. */
const textWithin = async (response: Response, limit: number): Promise<string | undefined> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    // Leaving the loop cancels the stream and with it the connection.
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The real network: one timeout over the whole exchange, redirects not followed, the answer's size bounded. */
export const fetchHttp: Http = async ({ method, url, headers, body, timeoutMs }) => {
  const timeout = AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: timeout,
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
    })
    const text = await textWithin(response, LONGEST_BODY)
    if (text === undefined) return failed('too_large')
    return {
      kind: 'answered',
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: text,
    }
  } catch {
    // The error's own text would quote the address, and with it an access token.
    return failed(timeout.aborted ? 'timeout' : 'network')
  }
}
