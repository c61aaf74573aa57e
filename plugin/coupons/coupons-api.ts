import { usableCoupons } from './client'
import { cloudGateway, requestGateway } from './gateway'

/** What the plugin's API has of this room. Required at the first call of one of them, and not at launch. */
export const couponsApi = { usableCoupons, requestGateway, cloudGateway }
