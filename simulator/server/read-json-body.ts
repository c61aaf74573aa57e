import type { IncomingMessage } from 'node:http'
import { BadRequest } from './exchange'

const LIMIT_BYTES = 1024 * 1024

/** The body as text; a `BadRequest` if it is too large. */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // What is too much is read to its end and thrown away: the sender hears the answer only after it has sent all.
    if (size <= LIMIT_BYTES) chunks.push(chunk)
  }
  if (size > LIMIT_BYTES)
    throw new BadRequest(413, `the body has ${size} bytes; at most ${LIMIT_BYTES}`)
  return Buffer.concat(chunks).toString('utf8')
}

/** The body as JSON; a `BadRequest` with the reason if it is too large or is not JSON. */
export const readJsonBody = async (request: IncomingMessage): Promise<unknown> => {
  const text = await readBody(request)
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new BadRequest(400, `the body is not JSON: ${(error as Error).message}`)
  }
}
