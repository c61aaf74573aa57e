import type { PluginStatus } from './plugin-status'

/** The numbers on top: what is there now, then what has come up since the launch. */
export const countsView = (status: PluginStatus) => [
  { key: 'pending', tone: 'wait', word: '待发送', count: status.pending },
  { key: 'refused', tone: 'bad', word: '被拒收', count: status.refused },
  { key: 'accepted', tone: 'ok', word: '已送达', count: status.accepted },
  { key: 'duplicate', tone: 'quiet', word: '重复', count: status.duplicate },
  { key: 'invalid', tone: 'bad', word: '未通过检查', count: status.invalid },
  { key: 'dropped', tone: 'bad', word: '已丢弃', count: status.dropped },
]
