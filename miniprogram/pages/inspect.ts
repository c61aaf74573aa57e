import { consent } from '../stores/consent'

const tracker = requirePlugin('coupon-tracker')

Page(
  tracker.page({
    data: { granted: true },
    onShow() {
      this.setData({ granted: consent.granted() })
    },
    setConsent(event: { readonly detail: boolean }) {
      consent.keep(event.detail)
      tracker.setConsent(event.detail)
      this.setData({ granted: event.detail })
    },
  }),
)
