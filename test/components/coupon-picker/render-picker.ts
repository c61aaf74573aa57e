import { resolve } from 'node:path'
import type { createTracker } from '../../../plugin/tracker'
import { installWx } from '../../kit/wx'

const PLUGIN = resolve(__dirname, '../../../plugin')
const COMPONENT = 'components/coupon-picker/coupon-picker'

interface Simulate {
  load(path: string, options: object): string
  render(id: string, properties?: object): Rendered
}
interface Node {
  readonly dom: HTMLElement
  dispatchEvent(name: string, options?: object): void
}
interface Rendered extends Node {
  readonly instance: { setData(changed: object): void }
  attach(parent: Element): void
  detach(): void
  triggerPageLifeTime(name: string, argument: object): void
  addEventListener(name: string, listener: (event: { readonly detail: unknown }) => void): void
  querySelectorAll(selector: string): readonly Node[]
}

export const CART = { type_cate: 1, trade_marks: [{ num: 3, trade_mark: 'tea', price: 20 }] }

/** A coupon as the gateway returns it. */
export const gatewayCoupon = (fields: object = {}, template: object = {}) => ({
  id: '1',
  coupon_id: '390913441022870001',
  usable: true,
  deduction: 8,
  ...fields,
  coupon: { title: '满58减8元券', ...template },
})

/**
 * The picker on a page, rendered by WeChat's own template compiler, with the plugin itself behind it and this gateway:
 * a body to answer with, or what is thrown. Every call is a phone of its own.
 */
export const renderPicker = async (answer: () => unknown, properties: object = {}) => {
  jest.resetModules()
  document.body.replaceChildren()
  const phone = installWx()
  const host: Record<string, unknown> = globalThis
  const simulate = jest.requireActual<Simulate>('miniprogram-simulate')
  // The renderer brings a `wx` of its own; the plugin gets a plugin's.
  host['wx'] = phone.wx
  const { init } = jest.requireActual<ReturnType<typeof createTracker>>('../../../plugin/index')
  const requested: unknown[] = []
  init({
    appId: 'bi0123456789abcdef',
    gateway: async (path, body) => {
      requested.push([path, body])
      return answer()
    },
  })
  const id = simulate.load(resolve(PLUGIN, COMPONENT), {
    compiler: 'official',
    compilerOptions: { wxmlList: [`${COMPONENT}.wxml`], wxsList: [] },
    rootPath: PLUGIN,
  })
  const picker = simulate.render(id, { expanded: true, ...properties })
  const emitted: [event: string, detail: unknown][] = []
  for (const event of ['change', 'state']) {
    picker.addEventListener(event, ({ detail }) => void emitted.push([event, detail]))
  }
  const drawn: number[] = []
  const { setData } = picker.instance
  picker.instance.setData = function weigh(changed, ...rest: []) {
    drawn.push(JSON.stringify(changed).length)
    setData.call(this, changed, ...rest)
  }
  picker.attach(document.body)
  const all = (selector: string) => picker.querySelectorAll(selector)
  const settle = () => new Promise((done) => setTimeout(done, 20))
  const set = (changed: object) => {
    picker.instance.setData(changed)
    return settle()
  }
  await set({ cart: CART })
  return {
    picker,
    emitted,
    requested,
    /** Characters of JSON in each thing that was drawn. */
    drawn,
    all,
    texts: (selector: string) => all(selector).map(({ dom }) => dom.textContent),
    set,
    async tap(selector: string, place = 0) {
      const node = all(selector)[place]
      if (!node) throw new Error(`nothing to tap at ${selector}`)
      node.dispatchEvent('tap')
      await settle()
    },
    async scroll(scrollTop: number) {
      all('.list')[0]?.dispatchEvent('scroll', { detail: { scrollTop } })
      await settle()
    },
  }
}
