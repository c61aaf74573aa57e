import { glassEasel } from 'glass-easel-miniprogram-adapter'

type Element = glassEasel.Element
type Component = glassEasel.GeneralComponent
type Listener = (this: unknown, ...given: unknown[]) => unknown

// The segment of an element's style that the framework leaves to changes from outside the template (TEMP_EXTRA).
// oxlint-disable-next-line no-unsafe-enum-assignment -- a const enum, whose names a module by itself cannot read
const WXS_STYLE = 3 as glassEasel.StyleSegmentIndex

const states = new WeakMap<Element, object>()
const instances = new WeakMap<Element, object>()

const domOf = (element: Element) => element.$$ as unknown as HTMLElement | null
const cssText = (style: string | Readonly<Record<string, unknown>>) =>
  typeof style === 'string'
    ? style
    : Object.entries(style)
        .map(([name, value]) => `${name.replace(/[A-Z]/g, '-$&').toLowerCase()}:${String(value)}`)
        .join(';')
const classesOf = (given: string | readonly string[]) =>
  typeof given === 'string' ? given.split(/\s+/).filter(Boolean) : given

/** What a function of wxs gets for an element or its owner: WeChat's ComponentDescriptor. */
const instanceOf = (element: Element): object => {
  const known = instances.get(element)
  if (known) return known
  const component = glassEasel.Component.isComponent(element) ? element : undefined
  const root = component?.getShadowRoot()
  const others = (selector: string) => root?.querySelectorAll(selector) ?? []
  const instance = {
    getState() {
      const state = states.get(element) ?? {}
      states.set(element, state)
      return state
    },
    getDataset: () => element.dataset,
    addClass(names: string | readonly string[]) {
      classesOf(names).forEach((name) => element.classList?.toggle(name, true))
      return instance
    },
    removeClass(names: string | readonly string[]) {
      classesOf(names).forEach((name) => element.classList?.toggle(name, false))
      return instance
    },
    hasClass: (name: string) => element.classList?.contains(name) ?? false,
    setStyle(style: string | Readonly<Record<string, unknown>>) {
      element.setNodeStyle(cssText(style), WXS_STYLE)
      return instance
    },
    getComputedStyle(names: readonly string[]) {
      const dom = domOf(element)
      const style = dom ? getComputedStyle(dom) : undefined
      return Object.fromEntries(names.map((name) => [name, style?.getPropertyValue(name) ?? '']))
    },
    getBoundingClientRect: () => domOf(element)?.getBoundingClientRect(),
    selectComponent(selector: string) {
      const [found] = others(selector)
      return found ? instanceOf(found) : null
    },
    selectAllComponents: (selector: string) => others(selector).map(instanceOf),
    callMethod: (name: string, detail: unknown) => component?.callMethod(name, detail),
    triggerEvent: (name: string, detail: unknown, options?: object) =>
      element.triggerEvent(name, detail, options),
    requestAnimationFrame: (run: () => void) => void requestAnimationFrame(run),
    setTimeout: (run: () => void, ms: number) => window.setTimeout(run, ms),
    clearTimeout: (id: number) => window.clearTimeout(id),
  }
  instances.set(element, instance)
  return instance
}

const isMethodOf = (component: Component, listener: Listener) => {
  const { behavior } = component.getComponentDefinition()
  const caller = component.getMethodCaller() as unknown as Record<string, unknown>
  return (
    Object.values(caller).includes(listener) ||
    Object.values(glassEasel.Component.getMethodsFromDef({ behavior } as never)).includes(
      listener as never,
    )
  )
}

/** What compiled templates call the functions of wxs by, in WeChat's way; see `compile/templates.ts`. */
export const wxsRuntime = {
  /** A handler of `change:prop`: it runs once the change is drawn, for it may look for other elements. */
  filter:
    (listener: Listener) =>
    (value: unknown, old: unknown, host: Component, element: Element): void =>
      queueMicrotask(
        () => void listener.call(null, value, old, instanceOf(host), instanceOf(element)),
      ),
  /** A handler of an event: a method of the component, or a function of wxs. */
  wrap(caller: object, event: { currentTarget: Element }, listener: Listener): unknown {
    const host = event.currentTarget.ownerShadowRoot?.getHostNode()
    if (!host || isMethodOf(host, listener)) return listener.call(caller, event)
    const withInstance = Object.create(event, {
      instance: { value: instanceOf(event.currentTarget) },
    }) as object
    return listener.call(caller, withInstance, instanceOf(host))
  },
}
