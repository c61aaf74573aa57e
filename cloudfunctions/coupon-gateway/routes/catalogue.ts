import type { FastifyInstance } from 'fastify'
import { array, is, strictObject, unknown } from 'valibot'
import type { Services } from '../gateway'
import { decodeCoupons } from '../coupon-engine/decode-coupons'
import { check, MAX_ISSUES } from '../lib/check'
import { audit } from '../lib/observe'
import { done, invalid } from '../lib/outcome'
import { sendOutcome } from '../lib/reply'
import { replaceCatalogue } from '../store/live-coupons'
import { withStore } from './report'

// The values of a body (lib/json.ts) are reached before: some twelve thousand pieces with every field.
const bodyLimit = 32 * 1024 * 1024

const Input = strictObject({ coupons: array(unknown()) })

/** The embedded coupons, put into the store: from the next checkout on they are what is offered. */
export const catalogueRoutes = (app: FastifyInstance, services: Services): void => {
  app.post(
    '/catalogue',
    { config: { role: 'operator' }, bodyLimit },
    withStore(services, async ({ database }, request, reply) => {
      const { body } = request
      if (!is(Input, body)) return sendOutcome(reply, invalid(check(Input, body)))
      // A catalogue with one bad coupon is not half used.
      const { issues } = decodeCoupons(body.coupons)
      if (issues.length)
        return sendOutcome(
          reply,
          invalid(
            issues
              .slice(0, MAX_ISSUES)
              .map((issue) => ({ ...issue, path: `coupons${issue.path}` })),
          ),
        )
      const version = await replaceCatalogue(database, body.coupons)
      const loaded = body.coupons.length
      audit(request, 'catalogue.load', { loaded, version })
      return sendOutcome(reply, done({ loaded, version }))
    }),
  )
}
