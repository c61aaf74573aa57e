import { createAppGlobals } from './app-globals'
import type { Contestant } from './contestant'
import { createFakeWx, ENTRY } from './fake-wx'
import { load } from './load'
import { createNetwork } from './network'
import { createPhoneStorage } from './phone-storage'
import { createVirtualClock } from './virtual-clock'

type Life = Partial<
  Record<'onLaunch' | 'onLoad' | 'onShow' | 'onHide' | 'onUnload', (options?: object) => void>
>

/** The merchant's page: lifecycles that do as good as nothing. */
const merchantPage = () => ({
  data: { total: 0 },
  seen: 0,
  onLoad(this: { seen: number }) {
    this.seen++
  },
  onShow(this: { seen: number }) {
    this.seen++
  },
  onHide(this: { seen: number }) {
    this.seen++
  },
  onUnload(this: { seen: number }) {
    this.seen++
  },
})

/** A phone with one contestant on it: storage and network outlive the runs of the app, memory does not. */
export const createPhone = (contestant: Contestant, seed = 1) => {
  const clock = createVirtualClock()
  const storage = createPhoneStorage()
  const crashes: unknown[] = []
  /** WeChat notes what a callback throws, and goes on. */
  const guard = (run: () => void): void => {
    try {
      run()
    } catch (error) {
      crashes.push(error)
    }
  }
  const network = createNetwork(clock, contestant, guard)
  let runs = 0
  clock.onTurn(storage.turn)

  /** Starts the app as WeChat does: app.js, App.onLaunch, App.onShow, and the first page. */
  const launch = () => {
    clock.turn()
    let alive = true
    let app: Life = {}
    let definition: Life = {}
    const pages: object[] = []
    const { globals, stop } = createAppGlobals(clock, seed * 7_919 + ++runs, guard)
    const wx = createFakeWx(
      storage,
      network.send,
      (run) => globals.setTimeout(run),
      () => alive,
    )
    const loaded = load(contestant.code, {
      ...globals,
      wx: contestant.plugin ? wx.plugin : wx.host,
      App: (options: Life) => (app = options),
      Page: (options: Life) => (definition = options),
      Component: () => undefined,
      getCurrentPages: () => pages,
      getApp: () => app,
    })
    const sdk = contestant.start(loaded)
    sdk.definePage(merchantPage())

    /** A new instance of the page, not opened yet; of the same shape whichever SDK wrapped it. */
    const createPage = () => {
      const { onLoad, onShow, onHide, onUnload } = definition
      return { seen: 0, route: ENTRY.path, options: {}, onLoad, onShow, onHide, onUnload }
    }
    app.onLaunch?.(ENTRY)
    app.onShow?.(ENTRY)
    wx.emit('show', ENTRY)
    const page = createPage()
    pages.push(page)
    page.onLoad?.({})
    page.onShow?.()
    clock.turn()

    return {
      sdk,
      pages,
      createPage,
      hide(): void {
        page.onHide?.()
        app.onHide?.()
        wx.emit('hide', {})
      },
      show(): void {
        app.onShow?.(ENTRY)
        wx.emit('show', ENTRY)
        page.onShow?.()
      },
      connect: (isConnected: boolean) =>
        wx.emit('network', { isConnected, networkType: isConnected ? 'wifi' : 'none' }),
      /** What ran in memory is gone; the app gets no event. */
      kill(): void {
        alive = false
        stop()
      },
    }
  }
  return { clock, storage, network, crashes, launch }
}
