import { request } from 'node:http'

export const OPERATOR_ROUTES = [
  '/sessions',
  '/coupon-batches',
  '/cards/update',
  '/cards/statistics',
  '/events',
]

/** A request as no client library would send it. */
export const raw = (url: string, path: string, headers: Record<string, string>, body = '') =>
  new Promise<{ status: number; text: string }>((answered, failed) => {
    const { hostname, port } = new URL(url)
    const sent = request({ hostname, port, path, method: 'POST', headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += String(chunk)))
      response.on('end', () => answered({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', failed)
    sent.end(body)
  })
