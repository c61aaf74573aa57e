import type { GatewayCall } from '../contracts'
import { callView } from './call-view'
import { byId, chinese, element } from './element'

const SHOWN = 4

const emptyState = () =>
  element(
    'div',
    'empty',
    element('strong', '', 'Nobody has asked yet 还没有人询问'),
    element(
      'p',
      '',
      'Open the checkout in the phone: it asks which coupons this cart can use. ',
      chinese('在手机里打开结算页，它会询问这个购物车可用哪些券。'),
    ),
  )

/** The calls, newest on top; all but the newest few are folded away. Returns how many there are. */
export const createCallList = () => {
  const recent = byId('calls')
  const earlier = byId('calls-earlier')
  const fold = () => {
    // What comes over is newer than all that lies there.
    earlier.querySelector('summary')?.after(...[...recent.children].slice(SHOWN))
    const count = earlier.querySelectorAll('article').length
    earlier.hidden = count === 0
    byId('calls-earlier-count').replaceChildren(`${count} earlier `, chinese(`更早的 ${count} 条`))
  }
  const all = () => [...recent.querySelectorAll('article'), ...earlier.querySelectorAll('article')]
  return {
    set(calls: readonly GatewayCall[]) {
      all().forEach((view) => view.remove())
      const views = [...calls].reverse().map((call) => callView(call, false))
      recent.replaceChildren(...(views.length > 0 ? views : [emptyState()]))
      fold()
      return calls.length
    },
    /** A new call, or the end of one that is shown. */
    put(call: GatewayCall) {
      const known = all().find((view) => view.dataset['call'] === String(call.id))
      if (known) known.replaceWith(callView(call, false))
      else {
        recent.querySelector('.empty')?.remove()
        recent.prepend(callView(call, true))
        fold()
      }
      return all().length
    },
  }
}
