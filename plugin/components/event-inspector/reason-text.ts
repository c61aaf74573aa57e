const KNOWN: Readonly<Record<string, string>> = {
  timeout: '10 秒内没有应答（timeout）',
  full: '超出上限：最多保留 1000 条或 800 KB（full）',
  expired: '超过 30 天没有送达（expired）',
  consent: '用户没有同意上报（consent）',
  damaged: '本机存储的记录已损坏（damaged）',
  storage: '本机存储写不进去（storage）',
}

/** A reason for people: the plugin's own codes in words, what others say as they said it. */
export const reasonText = (reason: string | undefined): string =>
  reason === undefined ? '' : (KNOWN[reason] ?? reason)
