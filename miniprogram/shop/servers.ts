/**
 * Where the shop's own server and its coupon gateway are: two of the request domains of the host, not of the plugin.
 * `npm start` answers for both. In WeChat DevTools write `http://127.0.0.1:8377/shop` and `http://127.0.0.1:8377/gateway`
 * here, leave `npm start` running, and tick 详情 → 本地设置 → 不校验合法域名.
 */
export const SHOP_URL = 'https://shop.shanlan.example'
export const GATEWAY_URL = 'https://gateway.shanlan.example'
