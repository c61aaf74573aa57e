import type { SeenRequest } from '../contracts'
import { drawCounts } from './counts'
import { byId, element } from './element'
import { requestView } from './request-view'

const emptyState = () =>
  element(
    'div',
    'empty',
    element('strong', '', 'Nothing has arrived yet 还没有收到请求'),
    element(
      'ol',
      '',
      element('li', '', 'In the phone, choose something to buy. 在左边手机里选一件商品。'),
      element(
        'li',
        '',
        'Use a coupon and place the order: pre_consume arrives here. 用券下单，这里收到预核销。',
      ),
      element(
        'li',
        '',
        'Pay, then ask for a refund: consume, refund_consume. 支付、退款，收到核销与退还。',
      ),
    ),
  )

/** The list of requests, newest on top, with its counts. Returns how many there are. */
export const createRequestList = () => {
  const list = byId('requests')
  let requests: SeenRequest[] = []
  return {
    set(all: SeenRequest[]) {
      requests = all
      const views = [...all].reverse().map((request) => requestView(request, false))
      list.replaceChildren(...(views.length > 0 ? views : [emptyState()]))
      drawCounts(requests)
      return requests.length
    },
    add(request: SeenRequest) {
      if (requests.length === 0) list.replaceChildren()
      requests.push(request)
      list.prepend(requestView(request, true))
      drawCounts(requests)
      return requests.length
    },
  }
}
