import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request with its answer still to be written. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
}

/** An answer that is the caller's own fault; `message` says why. */
export class BadRequest extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export const sendJson = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

export const sendText = (response: ServerResponse, type: string, text: string | Buffer) => {
  const charset = typeof text === 'string' ? '; charset=utf-8' : ''
  response.writeHead(200, { 'content-type': `${type}${charset}`, 'cache-control': 'no-store' })
  response.end(text)
}
