import { createHistory } from '../../../simulator/page/history'
import { createPlaces, type Moment } from '../../../simulator/page/ledger'
import { stationsOf } from '../../../simulator/page/stations'
import type { PluginStatus } from '../../../simulator/phone/monitor'

export const ID = 'consume/A/88'
const T0 = Date.UTC(2026, 10, 27, 6, 32, 5)

const event = (id = ID, wx_user: object = { open_id: 'o' }) => ({
  type: 'consume_coupon',
  props: { action_type: 'consume', order_id: 'A', wx_user, extra: { event_id: id } },
})

const idle: PluginStatus = { pending: 0, waiting: [], parked: [], next: null, context: {} }

/** A phone whose events are entered by hand, and what the page makes of them. */
export const createScenario = () => {
  const history = createHistory()
  const places = createPlaces()
  let now = T0
  let moment: Moment = {
    app: 'running',
    online: true,
    now,
    real: now,
    status: idle,
    stored: new Set(),
  }
  const report = (status: string, reason?: string, id = ID) =>
    history.observe({
      kind: 'report',
      at: now,
      entry: {
        status,
        at: now,
        event_id: id,
        ...(reason !== undefined && { reason }),
        ...(status === 'queued' && { event: event(id) }),
      },
    })
  const place = (id = ID) => places.of(history.changes(), moment).get(id)
  return {
    history,
    report,
    place,
    moment: () => moment,
    /** Lets time pass, in ms. */
    pass(ms: number) {
      now += ms
      moment = { ...moment, now, real: moment.real + ms }
    },
    set(changed: Partial<Moment>) {
      moment = { ...moment, ...changed }
    },
    /** What the plugin shows, as far as it is not idle. */
    setStatus(changed: Partial<PluginStatus>) {
      moment = { ...moment, status: { ...idle, ...changed } }
    },
    /** The shop reports an order change that becomes this event, and the storage takes it. */
    pay(id = ID, isSaved = true) {
      report('queued', undefined, id)
      history.observe({
        kind: 'call',
        at: now,
        order_status: 'pay',
        coupons: 1,
        page: 'pages/order',
        queued: [id],
        duplicates: [],
        issues: [],
        saved: isSaved ? [id] : [],
        bytes: 604,
        ms: 1.2,
      })
      if (isSaved) moment = { ...moment, stored: new Set([...moment.stored, id]) }
    },
    send: (id = ID) => history.observe({ kind: 'send', at: now, ids: [id] }),
    answer: (outcome: string, id = ID) =>
      history.observe({ kind: 'answer', at: now, ids: [id], outcome }),
    collectorStores: (id = ID) => history.stored([id], now),
    /** Out of the storage again, as after an acknowledgement. */
    forget() {
      moment = { ...moment, stored: new Set() }
    },
    stations(id = ID) {
      const change = history.get(id)
      const standing = place(id)
      if (!change || !standing) throw new Error(`there is no event ${id}`)
      return stationsOf(change, standing, moment).map(({ state, value, note }) => ({
        state,
        value,
        note,
      }))
    },
  }
}
