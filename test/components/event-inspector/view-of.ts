import {
  inspectorView,
  type ViewOptions,
} from '../../../plugin/components/event-inspector/inspector-view'
import type { createTracker } from '../../../plugin/tracker'

const DEFAULTS: ViewOptions = {
  limit: 50,
  opened: '',
  cleared: undefined,
  contextOpened: false,
  sending: false,
}

/** What the inspector shows of the plugin at this moment. */
export const viewOf = (
  tracker: Pick<ReturnType<typeof createTracker>, 'getStatus'>,
  options: Partial<ViewOptions> = {},
) => inspectorView(tracker.getStatus(), { ...DEFAULTS, ...options })
