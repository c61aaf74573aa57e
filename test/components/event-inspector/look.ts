import {
  type Choice,
  inspectorView,
} from '../../../plugin/components/event-inspector/inspector-view'
import type { createTracker } from '../../../plugin/tracker'

const ALL: Choice = {
  limit: 50,
  opened: '',
  cleared: undefined,
  contextOpened: false,
  sending: false,
}

/** What the inspector shows of the plugin at this moment. */
export const look = (
  tracker: Pick<ReturnType<typeof createTracker>, 'getStatus'>,
  choice: Partial<Choice> = {},
) => inspectorView(tracker.getStatus(), { ...ALL, ...choice })
