import { resolve } from 'node:path'
import type { createTracker } from '../../../plugin/tracker'
import { openPage } from '../../kit/phone'
import { installWx } from '../../kit/wx'

const PLUGIN = resolve(__dirname, '../../../plugin')
const COMPONENT = 'components/event-inspector/event-inspector'

interface Simulate {
  load(path: string, options: object): string
  render(id: string, properties?: object): Rendered
}
interface Rendered {
  readonly dom: HTMLElement
  readonly instance: { setData(changed: object): void }
  attach(parent: Element): void
  detach(): void
  triggerPageLifeTime(name: string): void
  querySelector(
    selector: string,
  ): { readonly dom: HTMLElement; dispatchEvent(name: string): void } | undefined
}

/**
 * The inspector on a page of a phone where the mini-program runs in this version, with the plugin itself behind it;
 * time passes by jest's fake timers. Every call makes a new phone.
 */
export const renderInspector = (version?: string, properties: object = {}) => {
  jest.resetModules()
  document.body.replaceChildren()
  const phone = installWx()
  const miniProgram = { appId: 'wx9d4f5f22pa099f82', envVersion: version }
  const host: Record<string, unknown> = globalThis
  const own = { ...phone.wx, getAccountInfoSync: () => ({ miniProgram }) }
  const simulate = jest.requireActual<Simulate>('miniprogram-simulate')
  host['wx'] = own
  const tracker = jest.requireActual<ReturnType<typeof createTracker>>('../../../plugin/index')
  const id = simulate.load(resolve(PLUGIN, COMPONENT), {
    compiler: 'official',
    compilerOptions: { wxmlList: [`${COMPONENT}.wxml`], wxsList: [] },
    rootPath: PLUGIN,
  })
  const inspector = simulate.render(id, properties)
  let drawings = 0
  const { setData } = inspector.instance
  inspector.instance.setData = function count(changed) {
    drawings++
    setData.call(this, changed)
  }
  return {
    phone,
    tracker,
    inspector,
    /** The user comes to a page of the merchant's. */
    enterPage: () => openPage(tracker),
    open: () => inspector.attach(document.body),
    /** How often the component was given something to draw. */
    drawings: () => drawings,
    texts: (selector?: string) =>
      (selector ? inspector.querySelector(selector)?.dom : inspector.dom)?.textContent ?? '',
    async tap(selector: string) {
      const element = inspector.querySelector(selector)
      if (!element) throw new Error(`nothing to tap at ${selector}`)
      element.dispatchEvent('tap')
      await jest.advanceTimersByTimeAsync(0)
    },
    /** The collector's answer to the request that waits. */
    answer(code: number) {
      jest.advanceTimersByTime(0)
      phone.requests[phone.requests.length - 1]?.success({ statusCode: 200, data: { code } })
      jest.advanceTimersByTime(150)
    },
  }
}
