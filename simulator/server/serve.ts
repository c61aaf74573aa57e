import type { RequestListener } from 'node:http'
import { BadRequest, type Exchange, sendJson } from './exchange'

type Handler = (exchange: Exchange) => void | Promise<void>
/** From path to method to what answers; a path that ends in `/*` answers for all below it. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Handler>>>>

const find = (routes: Routes, path: string) => {
  const exact = Object.hasOwn(routes, path) ? routes[path] : undefined
  const above = Object.keys(routes).find(
    (route) => route.endsWith('/*') && path.startsWith(route.slice(0, -1)),
  )
  return exact ?? (above ? routes[above] : undefined)
}

const answer = async (routes: Routes, exchange: Exchange) => {
  const { request, response, url } = exchange
  const methods = find(routes, url.pathname)
  if (!methods) throw new BadRequest(404, `there is nothing at ${url.pathname}`)
  const method = request.method ?? 'GET'
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (!handler) {
    response.setHeader('allow', Object.keys(methods).join(', '))
    throw new BadRequest(405, `${method} is not for ${url.pathname}`)
  }
  await handler(exchange)
}

/** What a server does with each request; its answers to mistakes are JSON with an `error` in words. */
export const serve =
  (routes: Routes): RequestListener =>
  (request, response) => {
    // A kept connection that is cut makes Chromium send the same POST again by itself.
    response.shouldKeepAlive = false
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    answer(routes, { request, response, url }).catch((error: Error) => {
      if (response.headersSent || response.destroyed) return
      const status = error instanceof BadRequest ? error.status : 500
      if (status === 500) console.error(error)
      sendJson(response, status, { error: error.message })
    })
  }
