import { glassEasel, MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import { type Compiled, type CompiledPlugin, holdsTracker, type Problem } from '../compiled'
import { createAppLifecycle, type Entry } from './app-lifecycle'
import { PhoneBackend } from './backend'
import { createBars } from './bars'
import { defineBuiltInBehaviors } from './built-in/element'
import { followNavigators } from './built-in/navigator'
import { openCodeSpace } from './code-space'
import type { PhoneClock } from './clock'
import { isApiFailure, messageOf, noteException, showFault } from './fault'
import { createPageStack, type PageStack } from './page-stack'
import { patchGlassEasel } from './patch-glass-easel'
import { withAsync } from './require-async'
import { type Tracker, wrapConstructors } from './wrap-constructors'
import { answerOpenTypes, createAskingApi } from './wx/asking'
import { createCloud, createMissing, type KnownFunction } from './wx/missing'
import { createDialogApi } from './wx/dialogs'
import {
  createElsewhere,
  createNetworkCalls,
  createRequest,
  hostDomains,
  PLUGIN_DOMAINS,
} from './wx/request'
import { createElementApi, createNavigationApi } from './wx/navigation'
import { createHostExtras, createPluginWx } from './wx/host-wx'
import { createMediaApi } from './wx/media'
import { createSystemApi, type Network } from './wx/system'
import type { Monitor } from './monitor'
import { createStorageApi } from './wx/storage'

interface Phone {
  readonly compiled: Compiled
  /** What WeChat's typings name of `wx`. */
  readonly knownFunctions: readonly KnownFunction[]
  readonly entry: Entry
  readonly network: Network
  readonly clock: PhoneClock
  readonly monitor: Monitor
  /** Called after each navigation. */
  readonly onChange: () => void
}

// Of the mini-program or of a subpackage.
const TRACKER_PACKAGE = /(?:^|\/)miniprogram_npm\/youshu-coupon-plugin\/index$/

const spaceId = ({ alias }: CompiledPlugin) => `plugin:${alias}`

/** Starts the mini-program cold, as WeChat does: code injected, App launched and shown, then the page. */
export const runMiniProgram = ({
  compiled,
  knownFunctions,
  entry,
  network,
  clock,
  monitor,
  onChange,
}: Phone) => {
  patchGlassEasel()
  const { app, plugins } = compiled
  const container = document.getElementById('phone-pages') as HTMLElement
  const dialogs = document.getElementById('phone-dialogs') as HTMLElement
  const environment = new MiniProgramEnv()
  const backend = environment.associateBackend(new PhoneBackend())
  const pluginSpaces = new Map(
    plugins.map((plugin) => [
      plugin.alias,
      environment.createCodeSpace(spaceId(plugin), false, plugin.publicComponents),
    ]),
  )
  const space = environment.createCodeSpace('host', true)
  for (const plugin of plugins) space.importCodeSpace(spaceId(plugin), plugin.alias, false)

  const note = (where: string, error: unknown) => {
    noteException(where, error)
    monitor.report({ kind: 'fault', at: clock.now(), message: `${where}: ${messageOf(error)}` })
  }
  const onFault = (where: string, error: unknown) => {
    console.error(error)
    note(where, error)
    lifecycle.raise(messageOf(error))
  }
  const lifecycle = createAppLifecycle(entry, onFault)
  glassEasel.addGlobalErrorListener((error, method, component) => {
    const where = typeof component === 'object' ? component.is : component
    onFault(`${where ?? 'a component'} ${method ?? ''}`.trim(), error)
    return false
  })
  // What the framework advises the shop's developer is not about the tracker.
  glassEasel.addGlobalWarningListener(() => false)
  window.addEventListener('error', ({ error }) => error !== null && onFault('a timer', error))
  window.addEventListener('unhandledrejection', ({ reason }) => {
    // That an API failed has been said where it happened.
    if (isApiFailure(reason)) console.warn(messageOf(reason))
    else onFault('a promise', reason)
  })

  const faults = new Map<string, Problem>()
  const stack: PageStack = createPageStack({
    host: {
      backend,
      space,
      container,
      window: app.window,
      problemOf: (path) => compiled.host.broken[path] ?? faults.get(path),
      tabBarOf: (path) =>
        app.tabBar?.custom && app.tabBar.list.some(({ pagePath }) => pagePath === path)
          ? 'custom-tab-bar/index'
          : undefined,
      onFault,
      onLifecycle: (path, name) =>
        monitor.report({ kind: 'lifecycle', at: clock.now(), path, name }),
    },
    pages: app.pages,
    tabs: app.tabBar?.list.map((tab) => tab.pagePath) ?? [],
    onChange() {
      bars.draw()
      onChange()
    },
  })
  const bars = createBars(() => ({ app, stack }))
  bars.wire()

  const account = { miniProgram: { appId: compiled.appId, envVersion: 'develop', version: '' } }
  const shared = {
    ...createSystemApi(),
    ...network.api,
    ...lifecycle.api,
    ...createNavigationApi(stack, note),
    ...createDialogApi(dialogs),
    ...createElementApi(stack),
  }
  const surroundings = {
    network,
    clockOffset: clock.offset,
    onSend: clock.awaits,
    onSuspend: lifecycle.onSuspend,
    isSuspended: lifecycle.isSuspended,
  }
  followNavigators(container, shared)

  const frontPath = () => stack.top()?.path ?? ''
  const openPlugin = (plugin: CompiledPlugin, index: number) => {
    const pluginAccount = { ...account, plugin: { appId: plugin.provider, version: 'dev' } }
    const storage = createStorageApi(index === 0 ? 'plugin:' : `plugin:${plugin.alias}:`).plugin
    const pluginSpace = pluginSpaces.get(plugin.alias)
    if (!pluginSpace) throw new Error(`there is no code space for "${plugin.alias}"`)
    const request = createRequest(createNetworkCalls({ ...surroundings, domains: PLUGIN_DOMAINS }))
    const { load, loadComponents } = openCodeSpace(pluginSpace, plugin, {
      given: {
        wx: createPluginWx({
          ...shared,
          ...monitor.storage(storage),
          request: monitor.request(request as never),
          getAccountInfoSync: () => pluginAccount,
        }),
        // Parameters of a plugin's modules as well, but of no use there: the host's app and pages are out of reach.
        ...clock.globals,
        App: undefined,
        getApp: () => undefined,
        getCurrentPages: () => [],
        requirePlugin: undefined,
        requireMiniProgram: () => undefined,
      },
      builtInBehaviors: defineBuiltInBehaviors(pluginSpace),
      onFault: (path, error) => onFault(`${plugin.alias}: ${path}`, error),
    })
    let watched: unknown
    return {
      loadComponents,
      main: () => load(plugin.main),
      /** What the host gets: the same, watched. */
      watched() {
        // Nothing of a stand-in can be watched: it answers to every name.
        if (plugin.kind === 'stand-in') return load(plugin.main)
        watched ??= monitor.plugin(load(plugin.main), frontPath)
        return watched
      },
    }
  }
  const opened = new Map(plugins.map((plugin, index) => [plugin.alias, openPlugin(plugin, index)]))
  const requirePlugin = (alias: string) => {
    const plugin = opened.get(alias)
    if (!plugin) throw new Error(`plugin "${alias}" is not declared in app.json`)
    return plugin.watched()
  }
  const declared = plugins.find(({ kind }) => kind === 'tracker')
  /** The tracker as an npm package of the shop, once the shop has required it. */
  let required: Tracker | undefined
  const tracker = () => (declared ? (requirePlugin(declared.alias) as Tracker) : required)
  const wrap = compiled.wrap ? wrapConstructors(tracker, compiled) : undefined
  const used = new Set<string>()
  const noteStandIn = (name: string) => {
    if (used.has(name)) return
    used.add(name)
    console.warn(`${name} is a stand-in in the simulator`)
    monitor.report({ kind: 'standIn', at: clock.now(), name })
  }
  const elsewhere = createElsewhere((url, reason) => note(new URL(url).origin, reason))
  const domains = hostDomains(compiled)
  const isInHost = holdsTracker(compiled.host)
  const { consent, ...asking } = createAskingApi(dialogs, (paid) => {
    // A tracker that a framework's bundler has put among other code is called where the simulator cannot see it.
    const areHidden = isInHost && required === undefined
    monitor.report({
      kind: 'payment',
      at: clock.now(),
      page: frontPath(),
      paid,
      ...(areHidden && { callsAreHidden: true }),
    })
  })
  const calls = createNetworkCalls({ ...surroundings, domains, elsewhere })
  const request = createRequest(calls)
  const storage = createStorageApi('host:').host
  answerOpenTypes(container, consent)
  const { load, loadComponents } = openCodeSpace(space, compiled.host, {
    given: {
      wx: {
        ...createMissing(knownFunctions, noteStandIn),
        cloud: createCloud(noteStandIn),
        ...createHostExtras((title) => void shared.showToast({ title, icon: 'none' })),
        ...asking,
        ...createMediaApi(dialogs, calls),
        ...shared,
        ...bars.api,
        ...lifecycle.hostApi,
        request: isInHost ? monitor.request(request as never) : request,
        ...(isInHost ? monitor.storage(storage) : storage),
        getAccountInfoSync: () => account,
      },
      ...clock.globals,
      App: wrap ? wrap.App(lifecycle.App as never) : lifecycle.App,
      getApp: lifecycle.getApp,
      getCurrentPages: () => stack.pages().map((page) => page.instance),
      requirePlugin: withAsync(requirePlugin),
      requireMiniProgram: undefined,
    },
    isHost: true,
    builtInBehaviors: defineBuiltInBehaviors(space),
    onFault(path, error) {
      faults.set(path, { file: path, message: messageOf(error) })
      // A page says so itself, when it is opened.
      if (app.pages.includes(path)) console.error(error)
      else onFault(path, error)
    },
    expose(path, exports) {
      if (!TRACKER_PACKAGE.test(path)) return exports
      const watched = monitor.plugin(exports, frontPath)
      required ??= watched as Tracker
      return watched
    },
    ...(wrap && { wrap }),
  })
  for (const { main, loadComponents: loadOwn } of opened.values()) {
    main()
    loadOwn()
  }
  try {
    load('app')
  } catch (error) {
    onFault('app.js', error)
  }
  loadComponents()
  lifecycle.launch()
  try {
    stack.relaunch(entry)
  } catch {
    lifecycle.missPage()
    if (!stack.top()) {
      const message = `There is no page "${entry.path}". The entry of this phone names it.`
      showFault({ file: 'app.json', message })
    }
  }
  const reporting = declared ?? plugins[0]
  return {
    lifecycle,
    stack,
    plugin: () =>
      (declared ? undefined : required) ?? (reporting && opened.get(reporting.alias)?.main()),
  }
}
