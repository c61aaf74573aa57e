import { OPERATOR_KEY, SESSION_SECRET } from './open-server'

// Imported before the entry, which reads its environment once, as on the platform.
Object.assign(process.env, {
  GATEWAY_OPERATOR_KEY: OPERATOR_KEY,
  GATEWAY_SESSION_SECRET: SESSION_SECRET,
  COUPON_CATALOG: `${__dirname}/two-users.json`,
})
