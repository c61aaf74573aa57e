import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const root = resolve(__dirname, '../..')

// WeChat's compiler wants to know every template beforehand, and skips node_modules unless they are listed.
const templates = (ending: string) =>
  ['miniprogram', 'node_modules/@vant/weapp/lib', 'test/kit'].flatMap((folder) =>
    readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith(ending))
      .map((file) => `${folder}/${file}`),
  )

interface Simulate {
  load(path: string, options: object): string
  render(id: string): Rendered
}

export interface Rendered {
  readonly dom: HTMLElement
  readonly instance: { readonly data: Record<string, unknown> } & Record<
    string,
    (...args: unknown[]) => unknown
  >
  attach(parent: Element): void
  querySelectorAll(selector: string): readonly unknown[]
  querySelector(selector: string):
    | {
        readonly dom: HTMLElement
        readonly instance: { readonly data: Record<string, unknown> }
        dispatchEvent(name: string, options?: { readonly detail: object }): void
      }
    | undefined
}

const FOLDERS = [
  // In WeChat it is found by itself; here the renderer needs its place.
  { prefix: '@vant/weapp/', place: (rest: string) => `/node_modules/@vant/weapp/lib/${rest}` },
  // The plugin's components run in a space of their own; here something stands in their place.
  { prefix: 'plugin://', place: () => '/test/kit/plugin-component/plugin-component' },
]

const componentPaths = (file: string): Record<string, string> => {
  const json: { usingComponents: Record<string, string> } = JSON.parse(
    readFileSync(`${file}.json`, 'utf8'),
  )
  return Object.fromEntries(
    Object.entries(json.usingComponents).flatMap(([name, path]) => {
      const folder = FOLDERS.find(({ prefix }) => path.startsWith(prefix))
      return folder ? [[name, folder.place(path.slice(folder.prefix.length))]] : []
    }),
  )
}

// A page is rendered as a component whose methods are the page's functions.
declare const Component: (options: object) => void
const asComponent = ({ data, ...functions }: Record<string, unknown>) =>
  Component({ data, methods: functions })

/** Renders one of the shop's pages with WeChat's own template compiler. */
function render(path: string): Rendered {
  const host: Record<string, unknown> = globalThis
  const shopWx = host['wx']
  const simulate = jest.requireActual<Simulate>('miniprogram-simulate')
  // What Vant measures with comes from the renderer; what the shop is tested by is ours.
  host['wx'] = Object.assign({}, host['wx'], shopWx)
  host['Page'] = asComponent
  const file = resolve(root, 'miniprogram', path)
  const id = simulate.load(file, {
    compiler: 'official',
    compilerOptions: { wxmlList: templates('.wxml'), wxsList: templates('.wxs') },
    rootPath: root,
    usingComponents: componentPaths(file),
  })
  const rendered = simulate.render(id)
  rendered.attach(document.body)
  return rendered
}

/** Opens a page as WeChat does: rendered, then loaded with its query, then shown. Call `startShop` before it. */
export function openPage(route: string, query: Record<string, string> = {}): Rendered {
  const page = render(route)
  page.instance['onLoad']?.(query)
  page.instance['onShow']?.()
  return page
}

/** Lets the tap reach the page and the page be drawn again. */
export async function tap(page: Rendered, selector: string): Promise<void> {
  const element = page.querySelector(selector)
  if (!element) throw new Error(`nothing to tap at ${selector}`)
  element.dispatchEvent('tap')
  await drawn()
}

/** The words of a page, or of one element on it; empty when there is no such element. */
export const words = (page: Rendered, selector?: string): string =>
  (selector ? page.querySelector(selector)?.dom : page.dom)?.textContent ?? ''

/** The words of a page once these are among them; or what there is after two seconds. Vant's sheets come in later. */
export async function wordsWith(page: Rendered, expected: string): Promise<string> {
  for (let turns = 0; turns < 100 && !words(page).includes(expected); turns++) await drawn()
  return words(page)
}

/** Lets the page be drawn again. */
export const drawn = () => new Promise((done) => setTimeout(done, 20))
