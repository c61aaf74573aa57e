import { envVersion } from '../../wx/platform'
import { probeHostSign, probePhone } from '../../wx/probe'

const stops = new WeakMap<object, () => void>()

/** So many requests make a miss rate of a few percent visible. */
const REQUESTS = 20

/**
 * For the plugin's owner: what only a phone can answer, asked from inside the plugin. The page gets `evidence` (see
 * PluginEvidence) and `hostsign`. In the released version it does nothing.
 */
Component({
  properties: {
    /** The coupon gateway, without a slash at its end, at one of the plugin's request domains; '': not asked. */
    gatewayUrl: String,
  },
  observers: {
    gatewayUrl(url: string) {
      if (!url || envVersion() === 'release') return
      probeHostSign(url, REQUESTS, (result) => this.triggerEvent('hostsign', result))
    },
  },
  lifetimes: {
    attached() {
      if (envVersion() === 'release') return
      const emit = (evidence: object) =>
        // Not before the page listens.
        void Promise.resolve().then(() => this.triggerEvent('evidence', evidence))
      stops.set(this, probePhone(Date.now(), emit))
    },
    detached() {
      stops.get(this)?.()
    },
  },
})
