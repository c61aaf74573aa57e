import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import type { Compiled } from '../compiled'
import { createAppLife } from './app-life'
import { PhoneBackend } from './backend'
import { drawBars, wireBars } from './bars'
import { followNavigators } from './built-in/navigator'
import { openCodeSpace } from './code-space'
import type { PhoneClock } from './clock'
import type { Entry } from './entry'
import { createPageStack } from './page-stack'
import { tuneFramework } from './tune-framework'
import { createDialogApi } from './wx/dialogs'
import { type Domains, HOST_DOMAINS, PLUGIN_DOMAINS } from './wx/domains'
import { createElementApi } from './wx/elements'
import { createHostExtras } from './wx/host-wx'
import { createNavigationApi } from './wx/navigation'
import type { Network } from './wx/network'
import { createPluginWx } from './wx/plugin-wx'
import { createRequest } from './wx/request'
import type { Witness } from './witness'
import { createStorageApi } from './wx/storage'
import { createSystemApi } from './wx/system'

interface Phone {
  readonly compiled: Compiled
  readonly entry: Entry
  readonly network: Network
  readonly clock: PhoneClock
  readonly witness: Witness
  /** Called after each navigation. */
  readonly onChange: () => void
}

/** Starts the mini-program cold, as WeChat does: code injected, App launched and shown, then the page. */
export const runMiniProgram = ({ compiled, entry, network, clock, witness, onChange }: Phone) => {
  tuneFramework()
  const { app, plugin } = compiled
  const container = document.getElementById('phone-pages') as HTMLElement
  const environment = new MiniProgramEnv()
  const backend = environment.associateBackend(new PhoneBackend())
  const pluginSpace = environment.createCodeSpace('plugin', false, plugin?.publicComponents ?? {})
  const space = environment.createCodeSpace('host', true)
  if (plugin) space.importCodeSpace('plugin', plugin.alias, false)

  const life = createAppLife(entry)
  const stack = createPageStack({
    ground: { backend, space, container },
    pages: app.pages,
    tabs: app.tabBar?.list.map((tab) => tab.pagePath) ?? [],
    onChange() {
      drawBars({ app, stack })
      onChange()
    },
  })
  wireBars({ app, stack })

  const account = { miniProgram: { appId: compiled.appId, envVersion: 'develop', version: '' } }
  const shared = {
    ...createSystemApi(),
    ...network.api,
    ...life.api,
    ...createNavigationApi(stack),
    ...createDialogApi(document.getElementById('phone-dialogs') as HTMLElement),
    ...createElementApi(stack),
  }
  const requestTo = (domains: Domains) =>
    createRequest({
      domains,
      network,
      clockOffset: clock.offset,
      onSuspend: life.onSuspend,
      isSuspended: life.isSuspended,
    })
  followNavigators(container, shared)
  const pluginAccount = { ...account, plugin: { appId: plugin?.provider ?? '', version: 'dev' } }
  const loadPlugin = openCodeSpace(
    pluginSpace,
    plugin ?? { components: {}, templates: '({})', modules: 'return {}', css: '' },
    {
      wx: createPluginWx({
        ...shared,
        ...witness.storage(createStorageApi('plugin:').plugin),
        request: witness.request(requestTo(PLUGIN_DOMAINS) as never),
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
  )
  let watched: unknown
  const requirePlugin = (alias: string) => {
    if (!plugin || alias !== plugin.alias)
      throw new Error(`plugin "${alias}" is not declared in app.json`)
    watched ??= witness.plugin(loadPlugin(plugin.main), () => stack.top()?.path ?? '')
    return watched
  }
  const loadHost = openCodeSpace(space, compiled.host, {
    wx: {
      ...createHostExtras(),
      ...shared,
      ...life.hostApi,
      request: requestTo(HOST_DOMAINS),
      ...createStorageApi('host:').host,
      getAccountInfoSync: () => account,
    },
    ...clock.globals,
    App: life.App,
    getApp: life.getApp,
    getCurrentPages: () => stack.pages().map((page) => page.instance),
    requirePlugin: Object.assign(requirePlugin, {
      async: (alias: string) => Promise.resolve().then(() => requirePlugin(alias)),
    }),
    requireMiniProgram: undefined,
  })
  if (plugin) [plugin.main, ...Object.keys(plugin.components)].forEach(loadPlugin)
  ;['app', ...Object.keys(compiled.host.components)].forEach(loadHost)
  life.launch()
  stack.relaunch(entry)
  return { life, stack, plugin: () => (plugin ? loadPlugin(plugin.main) : undefined) }
}
