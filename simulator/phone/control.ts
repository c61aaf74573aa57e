import type { Compiled, CompiledPlugin } from '../compiled'
import type { PhoneClock } from './clock'
import type { Entry } from './app-lifecycle'
import type { runMiniProgram } from './run-mini-program'
import type { PhoneState, PluginStatus, Monitor } from './monitor'
import type { Network } from './wx/system'

type Running = ReturnType<typeof runMiniProgram>

/** What the page around the phone can do with it; found at `window.phone` of the phone's frame. */
export interface Phone {
  hide(): void
  show(): void
  enter(next: Omit<Entry, 'path'> & { readonly path?: string }): void
  /** Closes all pages and opens this one. */
  open(path: string, query: Readonly<Record<string, string>>): void
  state(): PhoneState
  /** What the compiler found of the project that runs. */
  project(): Project
  /** What the plugin says about itself; undefined where there is none. */
  status(): PluginStatus | undefined
  /** Resolves when all that became due has run. */
  moveTime(ms: number): Promise<void>
}

/** The project that runs, without its code. */
export interface Project extends Pick<Compiled, 'name' | 'isDemo' | 'wrap' | 'pages' | 'problems'> {
  readonly plugins: readonly Pick<CompiledPlugin, 'alias' | 'provider' | 'kind'>[]
}

declare global {
  interface Window {
    phone?: Phone
  }
}

interface Surroundings {
  readonly network: Network
  readonly clock: PhoneClock
  readonly monitor: Monitor
}

const statusOf = (plugin: unknown): PluginStatus | undefined => {
  const { getStatus } = Object(plugin) as { getStatus?: () => Partial<PluginStatus> }
  if (!getStatus) return undefined
  const { pending = 0, waiting = [], parked = [], next = null, context = {} } = getStatus()
  return { pending, waiting, parked, next, context }
}

const titleOf = () => document.getElementById('phone-title')?.textContent ?? ''

/** The ways in which the phone is steered and seen: its network comes in, its own state goes out. */
export const openControl = ({ network, clock, monitor }: Surroundings) => {
  let sendState: (() => void) | undefined
  new EventSource('/phone/stream').addEventListener('network', (event) => {
    const online = JSON.parse(String(event.data)) as boolean
    document.documentElement.dataset['online'] = online ? 'yes' : 'no'
    network.set(online)
  })
  const drawClock = () => {
    const time = new Date(clock.now()).toLocaleTimeString('zh-CN', {
      hour: '2-digit',
      minute: '2-digit',
    })
    const place = document.getElementById('phone-clock')
    if (place && place.textContent !== time) place.textContent = time
  }
  setInterval(drawClock, 1_000)
  drawClock()
  return {
    report: () => sendState?.(),
    connect(compiled: Compiled, { lifecycle, stack, plugin }: Running) {
      const { isDemo, wrap, pages, plugins, problems } = compiled
      const ways = plugins.map(({ alias, provider, kind }) => ({ alias, provider, kind }))
      const name = compiled.app.window?.navigationBarTitleText || compiled.name
      const project = { name, isDemo, wrap, pages, plugins: ways, problems }
      let shownPage = ''
      const state = () => ({
        shown: lifecycle.isShown(),
        route: stack.top()?.path ?? '',
        title: titleOf(),
        scene: lifecycle.entry().scene,
        pages: pages.map(({ path }) => path),
      })
      const report = () => {
        const now = state()
        monitor.report({ kind: 'state', at: clock.now(), state: now })
        if (now.route === shownPage) return
        shownPage = now.route
        monitor.report({ kind: 'page', at: clock.now(), path: now.route, title: now.title })
      }
      window.phone = {
        state,
        project: () => project,
        hide() {
          lifecycle.hide(stack)
          report()
        },
        show() {
          lifecycle.show(stack)
          report()
        },
        enter(next) {
          lifecycle.hide(stack)
          lifecycle.show(stack, next)
          report()
        },
        open: (path, query) => stack.relaunch({ path, query }),
        status: () => statusOf(plugin()),
        async moveTime(ms) {
          await clock.move(ms)
          drawClock()
        },
      }
      sendState = report
      report()
    },
  }
}
