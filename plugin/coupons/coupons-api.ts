import { cloudGateway } from './cloud-gateway'
import { requestGateway } from './request-gateway'
import { usableCoupons } from './usable-coupons'

/** What the plugin's API has of this room. It is the only door: who never calls it, never loads the room. */
export const couponsApi = { usableCoupons, requestGateway, cloudGateway }
