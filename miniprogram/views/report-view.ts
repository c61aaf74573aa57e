import type { reportLog } from '../stores/report-log'
import { timeText } from './time-text'

type Report = ReturnType<typeof reportLog.all>[number]

const outcomes: Record<Report['happening'], { readonly word: string; readonly bad: boolean }> = {
  queued: { word: '已记下', bad: false },
  duplicate: { word: '已报过，不再上报', bad: false },
  invalid: { word: '未通过检查', bad: true },
  accepted: { word: '有数已收到', bad: false },
  refused: { word: '有数拒收', bad: true },
  later: { word: '稍后重试', bad: true },
  dropped: { word: '已丢弃', bad: true },
  unsaved: { word: '未能存到本机', bad: true },
  error: { word: '插件内部错误', bad: true },
}

const actions: Record<string, string> = {
  pre_consume: '预核销',
  consume: '核销',
  refund_consume: '退还核销',
}

/** One outcome as the inspector shows it. An event's id is its action, its order and its coupon. */
export function reportView(report: Report, index: number) {
  const [action = '', order = '', coupon = ''] = report.event_id?.split('/') ?? []
  return {
    key: index,
    ...outcomes[report.happening],
    title: actions[action] ?? '整批事件',
    about: order ? `${order} · ${coupon}` : '',
    reason: report.reason ?? '',
    time: timeText(report.at),
  }
}
