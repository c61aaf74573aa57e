import type { getStatus } from '../../index'

/** What `getStatus` gives. */
export type PluginStatus = ReturnType<typeof getStatus>
