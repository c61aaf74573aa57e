/** One broken rule, in the same shape as the plugin's: `{path, expected, received}`. */
export type { Issue } from '../../../plugin/event/issue'
