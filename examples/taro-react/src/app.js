import { tracker } from './tracker'
import { useDidHide, useDidShow, useLaunch } from '@tarojs/taro'

export default function App({ children }) {
  useLaunch(() => {
    tracker.init({ appId: 'bi0000000000demo', titles: { 'pages/order/index': '订单' } })
    // In your shop: once the login has answered. What is reported before waits for it.
    tracker.setUser({ open_id: 'oExample-0000000000000001' })
  })
  useDidShow((options) => tracker.appShow(options))
  useDidHide(() => tracker.appHide())
  return children
}
