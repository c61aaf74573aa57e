import { init, setUser } from 'youshu-coupon-plugin'

init({ appId: 'bi0000000000shop' })
setUser({ open_id: 'oNpm' })
App({})
