/** The official account whose cards these are (not the mini-program), and where its interfaces are. */
export interface WechatConfig {
  /** `WECHAT_APP_ID` */
  readonly appId: string
  /** `WECHAT_APP_SECRET` */
  readonly appSecret: string
  /** `WECHAT_BASE_URL`, without a slash at its end. */
  readonly baseUrl: string
  /**
   * Milliseconds to wait before each further try when a day's statistics are not ready (61503). Short by default,
   * because somebody waits for the route's answer; the command line waits for minutes.
   */
  readonly notReadyWaits?: readonly number[]
}
