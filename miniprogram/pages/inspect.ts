import { consent } from '../stores/consent'
import { reportLog } from '../stores/report-log'
import { reportView } from '../views/report-view'

const tracker = requirePlugin('coupon-tracker')

const counts = () => {
  const { accepted, pending, refused, invalid, dropped } = tracker.getStatus()
  return [
    { key: 'accepted', word: '已送达', count: accepted },
    { key: 'pending', word: '待发送', count: pending },
    { key: 'refused', word: '被拒收', count: refused },
    { key: 'invalid', word: '未通过', count: invalid },
    { key: 'dropped', word: '已丢弃', count: dropped },
  ]
}

Page(
  tracker.page({
    data: {
      counts: [] as ReturnType<typeof counts>,
      reports: [] as ReturnType<typeof reportView>[],
      granted: true,
      sending: false,
    },
    unsubscribe() {},
    onLoad() {
      this.unsubscribe = tracker.onReport(() => this.refresh())
    },
    onShow() {
      this.setData({ granted: consent.granted() })
      this.refresh()
    },
    onUnload() {
      this.unsubscribe()
    },
    refresh() {
      this.setData({ counts: counts(), reports: reportLog.all().map(reportView) })
    },
    async flush() {
      this.setData({ sending: true })
      await tracker.flush()
      this.setData({ sending: false })
      this.refresh()
    },
    retryRefused() {
      tracker.retryRefused()
      this.refresh()
    },
    setConsent(event: { readonly detail: boolean }) {
      consent.keep(event.detail)
      tracker.setConsent(event.detail)
      this.setData({ granted: event.detail })
      this.refresh()
    },
  }),
)
