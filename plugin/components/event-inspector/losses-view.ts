import type { PluginStatus } from './plugin-status'
import { reasonText } from './reason-text'

/** What was lost since the launch by its reason, and what may be or went wrong; empty: nothing. */
export const lossesView = ({ losses, unsaved, error }: PluginStatus): string[] => [
  ...Object.entries(losses).map(([reason, count]) => `丢弃 ${count} 条：${reasonText(reason)}`),
  ...(unsaved ? [`未能存到本机 ${unsaved} 条：只在内存里，关掉小程序就会丢`] : []),
  ...(error ? [`插件内部错误 ${error} 次`] : []),
]
