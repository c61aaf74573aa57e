/** What the plugin's device-probe hands over; see plugin/wx/probe.ts. */
export interface PluginEvidence {
  readonly version: string
  readonly marks: readonly { readonly version: string; readonly at: number }[]
  readonly types: Readonly<Record<string, string>>
  readonly entryQuery: readonly string[] | undefined
  readonly listeners: readonly string[]
  readonly routes: readonly {
    readonly listener: string
    readonly path: string
    readonly page: boolean
  }[]
}

/** What was found out so far; undefined: not yet. */
export interface Evidence {
  /** The phone and WeChat, line by line. */
  readonly phone: readonly string[]
  readonly plugin: PluginEvidence | undefined
  /** The page that an event reported now would name. */
  readonly frontPage: string | undefined
  /** Whether pageLifetimes.show of a behavior of this page ran. */
  readonly behaviorShown: boolean
  /** Whether an object came back from the plugin as the same object, and `this` reached it. */
  readonly crossesBorder: boolean
  readonly isPageWritable: boolean
  /** Names of the keys of the entry query, as the host sees it. */
  readonly entryQuery: readonly string[]
  /** The last run of the app that was here, and whether its onHide left its mark before it ended. */
  readonly lastRun: { readonly hidden: boolean } | undefined
  /** How the gateway found the signature on requests of the plugin. */
  readonly hostsign:
    | {
        readonly signed: number
        readonly missing: number
        readonly wrong: number
        readonly failed: number
      }
    | undefined
}

type Verdict = 'yes' | 'no' | 'open'
interface Finding {
  readonly verdict: Verdict
  readonly text: string
}

const yes = (text: string): Finding => ({ verdict: 'yes', text })
const no = (text: string): Finding => ({ verdict: 'no', text })
const open = (text: string): Finding => ({ verdict: 'open', text })

const storage = ({ plugin }: Evidence): Finding => {
  const last = plugin?.marks[plugin.marks.length - 1]
  if (!plugin || !last) return open('第一次打开。换一个插件版本，再打开本页')
  const other = plugin.marks.find(({ version }) => version !== plugin.version)
  if (other) return yes(`版本 ${other.version} 存下的还在，现在是 ${plugin.version}`)
  return open(`同一版本（${plugin.version || '未知'}）上次存下的还在。换一个插件版本再看`)
}

const frontPage = ({ frontPage: page }: Evidence): Finding =>
  page?.startsWith('pages/device') ? yes(page) : no(`事件会写成：${page ?? '没有页面'}`)

const behaviors = ({ behaviorShown }: Evidence): Finding =>
  behaviorShown ? yes('behavior 的 pageLifetimes.show 执行了') : no('没有执行')

const hide = ({ lastRun }: Evidence): Finding => {
  if (!lastRun) return open('回到桌面，从最近任务里划掉小程序，再打开本页')
  return lastRun.hidden ? yes('被结束之前，onHide 的写入留下了') : no('上次没有留下 onHide 的写入')
}

const routes = ({ plugin }: Evidence): Finding => {
  if (!plugin) return open('插件还没有回答')
  if (plugin.listeners.length === 0) return no('插件里没有路由监听')
  if (plugin.routes.length === 0) return open(`有 ${plugin.listeners.join('、')}。点「走一趟」`)
  const { listener, path, page } = plugin.routes[plugin.routes.length - 1] ?? {}
  return yes(`${listener}：${path}${page ? '，带 page' : ''}`)
}

const hostsign = ({ hostsign: result }: Evidence): Finding => {
  if (!result) return open('填优惠券网关的地址（插件的合法域名），点「检查签名」')
  const { signed, missing, wrong, failed } = result
  const text = `签名正确 ${signed}，没有签名 ${missing}，签名不对 ${wrong}，没有回答 ${failed}`
  if (signed + missing + wrong === 0)
    return open(`${text}。地址要在插件的合法域名里，网关要设好 HOSTSIGN_TOKEN`)
  return missing + wrong === 0 ? yes(text) : no(text)
}

const entry = ({ plugin, entryQuery }: Evidence): Finding => {
  if (entryQuery.length === 0) return open('这次进入没有参数。扫一个带参数的码再进来')
  if (!plugin?.entryQuery) return no('插件里取不到进入参数')
  const missing = entryQuery.filter((key) => !plugin.entryQuery?.includes(key))
  return missing.length === 0 ? yes(entryQuery.join('、')) : no(`插件里少了 ${missing.join('、')}`)
}

interface Check {
  readonly id: string
  readonly question: string
  readonly find: (evidence: Evidence) => Finding
  /** What holds where the answer is no. */
  readonly fallback: string
}

/** The questions that only a phone can answer. */
const CHECKS: readonly Check[] = [
  {
    id: 'storage',
    question: '插件换了版本，存在本机的还在吗？',
    find: storage,
    fallback: '发布新版本前，先等待发送的事件送达；没送达的算丢失。',
  },
  {
    id: 'front-page',
    question: '认得出前台页面吗？',
    find: frontPage,
    fallback: '上报时自己写：trackOrder({ …, page })。',
  },
  {
    id: 'behaviors',
    question: '页面的 behavior 里，pageLifetimes 会执行吗？',
    find: behaviors,
    fallback: '在页面自己的 onShow 里上报，不靠 behavior。',
  },
  {
    id: 'hide',
    question: '在 onHide 里存的，被立刻结束后还在吗？',
    find: hide,
    fallback: '事件在 trackOrder 返回之前已经存好，不靠 onHide。',
  },
  {
    id: 'routes',
    question: '插件里的路由监听，收得到主程序的页面吗？',
    find: routes,
    fallback: '页面经过 tracker.page 或 wrapPage。',
  },
  {
    id: 'hostsign',
    question: '插件的每个请求都带 X-WECHAT-HOSTSIGN 吗？',
    find: hostsign,
    fallback: '网关以登录会话认人，没有签名也收。',
  },
  {
    id: 'border',
    question: '对象和 this 能原样穿过插件边界吗？',
    find: ({ crossesBorder }) => (crossesBorder ? yes('原样') : no('变了')),
    fallback: '不包装页面：用 appShow、trackOrder({ …, page })。',
  },
  {
    id: 'entry',
    question: '插件里取得到进入参数吗？',
    find: entry,
    fallback: 'App 经过 tracker.app，或者调用 appShow(options)。',
  },
  {
    id: 'page-writable',
    question: '主程序可以改写 Page 吗？',
    find: ({ isPageWritable }) => (isPageWritable ? yes('可以') : no('不可以')),
    fallback: '用 Page(tracker.page({…}))，不改写。',
  },
]

const WORDS: Readonly<Record<Verdict, string>> = { yes: '是', no: '否', open: '待做' }

/** Each question with its answer; the fallback where the answer is no. */
export const deviceReport = (evidence: Evidence) =>
  CHECKS.map(({ id, question, find, fallback }) => {
    const { verdict, text } = find(evidence)
    return {
      id,
      question,
      verdict,
      word: WORDS[verdict],
      text,
      fallback: verdict === 'no' ? fallback : '',
    }
  })

/** The same as text to paste into an issue. */
export const deviceText = (evidence: Evidence): string =>
  [
    'youshu-coupon-plugin · 真机检查',
    ...evidence.phone,
    `plugin: ${evidence.plugin?.version || '?'} ${JSON.stringify(evidence.plugin?.types ?? {})}`,
    ...deviceReport(evidence).map(
      ({ id, verdict, text, fallback }) =>
        `${verdict} ${id}: ${text}${fallback && ` → ${fallback}`}`,
    ),
  ].join('\n')
