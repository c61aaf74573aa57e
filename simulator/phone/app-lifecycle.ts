/** How the user came into the mini-program: what App.onLaunch and App.onShow receive. */
export interface Entry {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly scene: number
  readonly referrerInfo: { readonly appId?: string }
}

/** The query as a mini-program gets it: split, but not decoded. */
export const parseQuery = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .replace(/^\?/, '')
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf('=')
        return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
      }),
  )

/** The inverse of `parseQuery`. */
export const printQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([key, value]) => `${key}=${value}`)
    .join('&')

/** The entry that the phone's own address asks for; without one, the first page from the list of recent apps. */
export const readEntry = (search: string, firstPage: string): Entry => {
  const asked = new URLSearchParams(search)
  const appId = asked.get('refer')
  return {
    path: asked.get('path') || firstPage,
    query: parseQuery(asked.get('query') ?? ''),
    scene: Number(asked.get('scene') ?? 1001),
    referrerInfo: appId ? { appId } : {},
  }
}

type AppOptions = Record<string, unknown>
/** What the lifecycle needs of the page stack. */
interface Pages {
  top(): { readonly path: string; call(name: 'onShow' | 'onHide'): void } | undefined
  relaunch(entry: Entry): void
}
type ShowListener = (entry: Entry) => void

// After this long in the background WeChat stops the script and interrupts its requests.
const SUSPEND_AFTER_MS = 5000

type Fault = (where: string, error: unknown) => void

/** The life of the app: launched, shown, hidden, entered again. `onFault` gets what its lifecycles throw. */
export const createAppLifecycle = (
  launch: Entry,
  onFault: Fault = (_, error) => console.error(error),
) => {
  let app: AppOptions | undefined
  let entry = launch
  let shown = true
  let timer: ReturnType<typeof setTimeout> | undefined
  let suspended = false
  const showListeners = new Set<ShowListener>()
  const hideListeners = new Set<() => void>()
  const errorListeners = new Set<(message: string) => void>()
  const missingListeners = new Set<(page: object) => void>()
  const suspendListeners = new Set<() => void>()

  const call = (name: string, argument?: unknown) => {
    const method = app?.[name]
    try {
      if (typeof method === 'function') method.call(app, argument)
    } catch (error) {
      onFault(`App.${name}`, error)
    }
  }
  const show = () => {
    shown = true
    suspended = false
    clearTimeout(timer)
    call('onShow', { ...entry })
    showListeners.forEach((listener) => listener({ ...entry }))
  }
  return {
    App: (options: AppOptions) => {
      app = { ...options }
    },
    getApp: (options?: { readonly allowDefault?: boolean }) =>
      app ?? (options?.allowDefault ? {} : undefined),
    isShown: () => shown,
    isSuspended: () => suspended,
    onSuspend: (listener: () => void) => {
      suspendListeners.add(listener)
      return () => void suspendListeners.delete(listener)
    },
    entry: () => entry,
    launch() {
      call('onLaunch', { ...entry })
      show()
    },
    hide(stack: Pages) {
      if (!shown) return
      shown = false
      stack.top()?.call('onHide')
      call('onHide', {})
      hideListeners.forEach((listener) => listener())
      timer = setTimeout(() => {
        suspended = true
        suspendListeners.forEach((listener) => listener())
      }, SUSPEND_AFTER_MS)
    },
    /** Back in front: by itself, or by a new entry, which opens its page afresh if it names one. */
    show(stack: Pages, next?: Omit<Entry, 'path'> & { readonly path?: string }) {
      if (shown) return
      const here = stack.top()?.path ?? entry.path
      if (next) entry = { ...next, path: next.path ?? here }
      show()
      if (next?.path) stack.relaunch(entry)
      else stack.top()?.call('onShow')
    },
    /** An exception that nothing caught, as App.onError and wx.onError get it. */
    raise(message: string) {
      // A handler that throws itself must not raise again.
      for (const listener of [app?.['onError'], ...errorListeners]) {
        try {
          if (typeof listener === 'function') listener.call(app, message)
        } catch (error) {
          console.error(error)
        }
      }
    },
    /** The entry names a page that is not there. */
    missPage() {
      const page = { path: entry.path, query: entry.query, isEntryPage: true }
      call('onPageNotFound', page)
      missingListeners.forEach((listener) => listener(page))
    },
    api: {
      getLaunchOptionsSync: () => ({ ...launch }),
      getEnterOptionsSync: () => ({ ...entry }),
    },
    hostApi: {
      onAppShow: (listener: ShowListener) => void showListeners.add(listener),
      offAppShow: (listener: ShowListener) => void showListeners.delete(listener),
      onAppHide: (listener: () => void) => void hideListeners.add(listener),
      offAppHide: (listener: () => void) => void hideListeners.delete(listener),
      onError: (listener: (message: string) => void) => void errorListeners.add(listener),
      offError: (listener: (message: string) => void) => void errorListeners.delete(listener),
      onPageNotFound: (listener: (page: object) => void) => void missingListeners.add(listener),
      offPageNotFound: (listener: (page: object) => void) => void missingListeners.delete(listener),
    },
  }
}
