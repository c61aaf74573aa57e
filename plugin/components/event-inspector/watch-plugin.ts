import { type Choice, inspectorView } from './inspector-view'
import type { PluginStatus } from './plugin-status'

/** What the inspector uses of the plugin's API. */
interface Plugin {
  readonly getStatus: () => PluginStatus
  readonly onReport: (listener: () => void) => () => void
  readonly flush: () => Promise<void>
  readonly retryRefused: () => void
}
export type InspectorView = ReturnType<typeof inspectorView>

const ROWS = 50
/** A burst of reports is drawn once. */
const BURST_MS = 100
/** The context changes without a report: a title, a channel, a user. */
const LOOK_MS = 1_000

/**
 * Watches the plugin until `stop`; `draw` gets what differs from what was drawn before, and is not called when nothing
 * does. While it is paused it listens, and draws nothing.
 */
export const watchPlugin = (plugin: Plugin, draw: (changed: Partial<InspectorView>) => void) => {
  let choice: Choice = {
    limit: ROWS,
    opened: '',
    cleared: undefined,
    contextOpened: false,
    sending: false,
  }
  const drawn = new Map<string, string>()
  let cancel = (): void => undefined
  let isSoon = false
  let isPaused = false
  let isStopped = false

  const after = (ms: number): void => {
    cancel()
    const timer = setTimeout(look, ms)
    cancel = () => clearTimeout(timer)
  }
  const look = (): void => {
    isSoon = false
    if (isPaused || isStopped) return
    after(LOOK_MS)
    const changed = Object.entries(inspectorView(plugin.getStatus(), choice)).filter(
      ([name, value]) => {
        const text = JSON.stringify(value)
        if (drawn.get(name) === text) return false
        drawn.set(name, text)
        return true
      },
    )
    if (changed.length) draw(Object.fromEntries(changed))
  }
  const soon = (): void => {
    if (isSoon || isPaused) return
    isSoon = true
    after(BURST_MS)
  }
  const choose = (next: Partial<Choice>): void => {
    choice = { ...choice, ...next }
    look()
  }
  const end = plugin.onReport(soon)
  look()

  return {
    pause(): void {
      isPaused = true
      cancel()
    },
    resume(): void {
      isPaused = false
      look()
    },
    stop(): void {
      isStopped = true
      cancel()
      end()
    },
    open: (key: string) => choose({ opened: choice.opened === key ? '' : key }),
    openContext: () => choose({ contextOpened: !choice.contextOpened }),
    showMore: () => choose({ limit: choice.limit + ROWS }),
    /** Clears the list, not the queue. */
    clear() {
      const { recent } = plugin.getStatus()
      choose({ cleared: recent[recent.length - 1], limit: ROWS, opened: '' })
    },
    async flush(): Promise<void> {
      if (choice.sending) return
      choose({ sending: true })
      await plugin.flush()
      choose({ sending: false })
    },
    retryRefused(): void {
      plugin.retryRefused()
      soon()
    },
  }
}
