import { deviceReport, deviceText, type Evidence, type PluginEvidence } from '../device/report'

const tracker = requirePlugin('coupon-tracker')

const KEY = 'device-run'
/** Of this run of the app. */
const RUN = `${Date.now()}-${Math.random()}`

interface Run {
  readonly run: string
  readonly hidden: boolean
}

let behaviorShown = false
const ofTheBehavior = Behavior({
  pageLifetimes: {
    show() {
      behaviorShown = true
    },
  },
})

/** Reads the last run once: afterwards its place is this run's. */
const lastRun = ((): { hidden: boolean } | undefined => {
  const last = wx.getStorageSync<Run | ''>(KEY)
  return last && last.run !== RUN ? { hidden: last.hidden } : undefined
})()
const keep = (hidden: boolean) => wx.setStorageSync(KEY, { run: RUN, hidden } satisfies Run)

const canWritePage = (): boolean => {
  const original = Page
  try {
    Page = tracker.wrapPage(original)
    return Page !== original
  } catch {
    return false
  } finally {
    try {
      Page = original
    } catch {
      // It was not written either.
    }
  }
}

/** An object goes through the plugin and back, and a method of it is called there with its own `this`. */
const crossesBorder = (): boolean => {
  const marker = {}
  let reached = false
  const options = {
    onLoad() {
      reached = this === options
    },
  }
  const wrapped = tracker.wrapPage((given: typeof options) => {
    given.onLoad.call(options)
    return marker
  })
  return wrapped(options) === marker && reached
}

const phoneLines = (renderer: string): string[] => {
  const { platform, system, model } = wx.getDeviceInfo()
  const { SDKVersion, version } = wx.getAppBaseInfo()
  const { envVersion } = wx.getAccountInfoSync().miniProgram
  return [
    `${platform} ${system} ${model}`,
    `WeChat ${version}, base library ${SDKVersion}, renderer ${renderer}, ${envVersion}`,
  ]
}

Page(
  tracker.page({
    behaviors: [ofTheBehavior],
    data: {
      plugin: undefined as PluginEvidence | undefined,
      hostsign: undefined as Evidence['hostsign'],
      rows: [] as ReturnType<typeof deviceReport>,
      text: '',
      address: '',
      gateway_url: '',
    },
    onShow() {
      keep(false)
      // The framework calls a behavior's pageLifetimes before or after this.
      setTimeout(() => this.update(), 0)
    },
    onHide() {
      keep(true)
    },
    update() {
      const { renderer = 'webview' } = this as { renderer?: string }
      const evidence: Evidence = {
        phone: phoneLines(renderer),
        plugin: this.data.plugin,
        frontPage: tracker.getStatus().context.page,
        behaviorShown,
        crossesBorder: crossesBorder(),
        isPageWritable: canWritePage(),
        entryQuery: Object.keys(wx.getEnterOptionsSync().query),
        lastRun,
        hostsign: this.data.hostsign,
      }
      this.setData({ rows: deviceReport(evidence), text: deviceText(evidence) })
    },
    onEvidence(event: { readonly detail: PluginEvidence }) {
      this.setData({ plugin: event.detail })
      this.update()
    },
    onHostSign(event: { readonly detail: NonNullable<Evidence['hostsign']> }) {
      this.setData({ hostsign: event.detail })
      this.update()
    },
    setAddress(event: { readonly detail: { readonly value: string } }) {
      this.setData({ address: event.detail.value })
    },
    checkHostSign() {
      // The same address may be asked again.
      this.setData({ gateway_url: '' })
      this.setData({ gateway_url: this.data.address.replace(/\/+$/, '') })
    },
    walk() {
      void wx.navigateTo({ url: '/pages/product?sku_id=AOdjf7u' })
    },
    copy() {
      void wx.setClipboardData({ data: this.data.text })
    },
  }),
)
