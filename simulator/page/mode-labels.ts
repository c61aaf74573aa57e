import type { GatewayMode, Mode } from '../contracts'

type Labels<M extends string> = Readonly<Record<M, readonly [en: string, zh: string]>>

/** How the collector can answer. */
export const COLLECTOR_LABELS: Labels<Mode> = {
  ok: ['Answer normally', '正常应答'],
  offline: ['Offline', '断网'],
  http500: ['HTTP 500', '服务器错误'],
  refuse: ['Refuse (code ≠ 0)', '拒收'],
  slow: ['Slow (15 s)', '慢应答'],
  'lose-answer': ['Store, lose the answer', '入库但应答丢失'],
}

/** How the coupon gateway can answer. */
export const GATEWAY_LABELS: Labels<GatewayMode> = {
  ok: ['Answer normally', '正常应答'],
  slow: ['Slow (15 s)', '慢应答'],
  http500: ['HTTP 500', '服务器错误'],
  malformed: ['Bad data', '坏数据'],
}
