import type { Status } from '../../index'
import { inspectorView, type ViewOptions } from './inspector-view'

/** What the inspector uses of the plugin's API. */
interface Plugin {
  readonly getStatus: () => Status
  readonly onReport: (listener: () => void) => () => void
  readonly flush: () => Promise<void>
  readonly retryRefused: () => void
}
export type InspectorView = ReturnType<typeof inspectorView>

const ROWS_PER_PAGE = 50
/** Reports within this time are drawn once. */
const BURST_MS = 100
/** The context changes without a report: a title, a channel, a user. */
const POLL_MS = 1_000

/**
 * Watches the plugin until `stop`; `draw` gets what differs from what was drawn before, and is not called when nothing
 * does. While it is paused it listens, and draws nothing.
 */
export const watchPlugin = (plugin: Plugin, draw: (changed: Partial<InspectorView>) => void) => {
  let options: ViewOptions = {
    limit: ROWS_PER_PAGE,
    opened: '',
    cleared: undefined,
    contextOpened: false,
    sending: false,
  }
  const drawn = new Map<string, string>()
  let cancel = (): void => undefined
  let isScheduled = false
  let isPaused = false
  let isStopped = false

  const after = (ms: number): void => {
    cancel()
    const timer = setTimeout(update, ms)
    cancel = () => clearTimeout(timer)
  }
  const update = (): void => {
    isScheduled = false
    if (isPaused || isStopped) return
    after(POLL_MS)
    const changed = Object.entries(inspectorView(plugin.getStatus(), options)).filter(
      ([name, value]) => {
        const text = JSON.stringify(value)
        if (drawn.get(name) === text) return false
        drawn.set(name, text)
        return true
      },
    )
    if (changed.length) draw(Object.fromEntries(changed))
  }
  const schedule = (): void => {
    if (isScheduled || isPaused) return
    isScheduled = true
    after(BURST_MS)
  }
  const show = (next: Partial<ViewOptions>): void => {
    options = { ...options, ...next }
    update()
  }
  const stopListening = plugin.onReport(schedule)
  update()

  return {
    pause(): void {
      isPaused = true
      cancel()
    },
    resume(): void {
      isPaused = false
      update()
    },
    stop(): void {
      isStopped = true
      cancel()
      stopListening()
    },
    open: (key: string) => show({ opened: options.opened === key ? '' : key }),
    openContext: () => show({ contextOpened: !options.contextOpened }),
    showMore: () => show({ limit: options.limit + ROWS_PER_PAGE }),
    /** Clears the list, not the queue. */
    clear() {
      const { recent } = plugin.getStatus()
      show({ cleared: recent[recent.length - 1], limit: ROWS_PER_PAGE, opened: '' })
    },
    async flush(): Promise<void> {
      if (options.sending) return
      show({ sending: true })
      await plugin.flush()
      show({ sending: false })
    },
    retryRefused(): void {
      plugin.retryRefused()
      schedule()
    },
  }
}
