/** A day that exists, written strictly as `YYYY-MM-DD`. Source: WeChat 统计卡券数据, date format error (61500). */
export const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) &&
  !Number.isNaN(Date.parse(day)) &&
  new Date(day).toISOString().startsWith(day)
