import type { UserCoupon } from '../coupon-engine/coupon'
import type { Ports } from '../lib/ports'
import type { Sessions } from '../lib/sessions'
import type { Settings } from '../lib/settings'
import type { Route } from './route'
import { cardRoutes } from './routes/cards'
import { couponBatchesRoute } from './routes/coupon-batches'
import { eventsRoute } from './routes/events'
import { healthRoute } from './routes/health'
import { sessionsRoute } from './routes/sessions'
import { usableCouponsRoute } from './routes/usable-coupons'

/** Everything that the gateway answers. */
export const routesOf = (
  settings: Settings,
  ports: Ports,
  sessions: Sessions | undefined,
  catalogue: readonly UserCoupon[] | undefined,
): readonly Route[] => [
  healthRoute,
  sessionsRoute(sessions),
  usableCouponsRoute(settings, ports, catalogue),
  couponBatchesRoute(settings, ports),
  ...cardRoutes(settings, ports),
  eventsRoute(settings, ports),
]
