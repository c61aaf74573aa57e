import type { Collector } from './collector'
import { countBatches } from './count-batches'
import { sendJson } from './exchange'
import { readJsonBody } from './read-json-body'
import type { Routes } from './serve'
import type { Youshu } from './youshu'

/** Youshu's data interfaces over HTTP, as the gateway calls them, and what became of the batches. */
export const youshuRoutes = (youshu: Youshu, collector: Collector): Routes => ({
  '/youshu/data-api/v1/order/add_coupon': {
    async POST({ request, response, url }) {
      sendJson(response, 200, youshu.addCoupons(url.searchParams, await readJsonBody(request)))
    },
  },
  '/youshu/batches': {
    GET: ({ response }) => sendJson(response, 200, countBatches(youshu, collector.seen())),
  },
})
