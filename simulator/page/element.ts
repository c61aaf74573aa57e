import { draw, listen, present } from '../draw'

type Child = Node | string | false | undefined

/** A DOM element with its class and children; what is false or undefined is left out. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: Child[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...present(children))
  return made
}

/** Words of the merchant: they stay Chinese, whatever language the page speaks. */
export const merchants = (text: string): HTMLSpanElement => {
  const made = element('span', '', text)
  made.lang = 'zh-CN'
  return made
}

/** A button that does something; `id` is for tests, and tells it apart when it is drawn again. */
export const button = (
  { id, className = 'btn', run }: { id: string; className?: string; run: (shown: Element) => void },
  ...children: Child[]
): HTMLButtonElement => {
  const made = element('button', className, ...children)
  made.type = 'button'
  if (id) made.id = id
  // What is shown may be an earlier drawing of it.
  listen(made, 'click', ({ currentTarget }) => run(currentTarget as Element))
  return made
}

/** The element of the page with this id. */
export const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}

/** A text that counts down to a moment of the phone's clock, filled into the `{0}` of the words. */
export const counting = (text: string, until: number | undefined): (Node | string)[] => {
  const [before = '', after] = text.split('{0}')
  if (after === undefined || until === undefined) return [text]
  const left = element('span', 'num')
  left.dataset['until'] = String(until)
  return [before, left, after]
}

const signatures = new WeakMap<Element, string>()

/** Draws the children only if what they are made of has changed. */
export const redraw = (place: Element, madeOf: unknown, children: () => readonly Child[]): void => {
  const signature = JSON.stringify(madeOf)
  if (signatures.get(place) === signature) return
  signatures.set(place, signature)
  draw(place, children())
}

interface Choice<V extends string> {
  readonly value: V
  readonly label: string
  readonly title?: string
  readonly lang?: string
  /** Marked as a fault while it is chosen. */
  readonly isFault?: boolean
}

interface RadioGroup<V extends string> {
  /** The name of the group; each button's id is this and its value. */
  readonly name: string
  readonly legend: string
  /** Whether the legend is seen, or only heard. */
  readonly isLegendShown?: boolean
  readonly choices: readonly Choice<V>[]
  readonly chosen: V
  readonly run: (value: V) => void
}

/** One of several: native radio buttons, so that keyboard and screen reader know them. */
export const radioGroup = <V extends string>({
  name,
  legend,
  isLegendShown = false,
  choices,
  chosen,
  run,
}: RadioGroup<V>): HTMLFieldSetElement => {
  const buttons = choices.map(({ value, label, title, lang, isFault }) => {
    const input = element('input', '')
    input.type = 'radio'
    input.name = name
    input.value = value
    input.id = `${name}-${value}`
    input.checked = value === chosen
    listen(input, 'change', () => run(value))
    const made = element('label', isFault ? 'fault' : '', input, label)
    if (title !== undefined) made.title = title
    if (lang !== undefined) made.lang = lang
    return made
  })
  return element(
    'fieldset',
    'group',
    element('legend', isLegendShown ? '' : 'visually-hidden', legend),
    element('div', 'segments', ...buttons),
  )
}

/** The page's icons: strokes on a field of 16 × 16. */
const PATHS = {
  tick: 'M4 8.4 6.7 11 12 5.4',
  cross: 'm4 4 8 8M12 4l-8 8',
  arrow: 'M3 8h9M9 5l3 3-3 3',
  offline:
    'M2 2l12 12M5.2 8.6a4 4 0 0 1 1.5-.9M2.6 6a8 8 0 0 1 2-1.3M8 3.6A8 8 0 0 1 13.4 6M10.4 8.3l.4.3M8 12h.01',
  online: 'M2.6 6a8 8 0 0 1 10.8 0M5.1 8.7a4.2 4.2 0 0 1 5.8 0M8 12h.01',
  killed: 'M8 2.5v5M4.6 4.6a4.8 4.8 0 1 0 6.8 0',
  started: 'M5 3.5v9l7-4.5z',
  hidden: 'M3 5a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM6 7l2 2 2-2',
  shown: 'M3 5a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM6 9l2-2 2 2',
  entered: 'M9 3h3.5v10H9M3 8h6.5M7 5.5 9.5 8 7 10.5',
  time: 'M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 0 0-11 0M8 5v3.2l2 1.3',
  mode: 'M2.5 4a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM2.5 10a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM5 5h.01M5 11h.01',
  gateway: 'M2.5 5.5h11v2a1 1 0 0 0 0 2v2h-11v-2a1 1 0 0 0 0-2zM9.5 6.2v1M9.5 8.8v1',
  caughtUp: 'M3.5 8.5 6.5 11.5 12.5 4.8',
  order: 'M4 2.5h8v11l-2-1.2-2 1.2-2-1.2-2 1.2zM6.2 6h3.6M6.2 8.6h3.6',
  noEvent: 'M8 2.6 14 13H2zM8 6.6v3M8 11.4h.01',
  page: 'M4 3.6A1.6 1.6 0 0 1 5.6 2h4.8A1.6 1.6 0 0 1 12 3.6v8.8a1.6 1.6 0 0 1-1.6 1.6H5.6A1.6 1.6 0 0 1 4 12.4zM7 12h2',
  payment: 'M2.5 5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM2.5 6.8h11',
  fault: 'M8 2.6 14 13H2zM8 6.6v3M8 11.4h.01',
  standIn: 'M3 3h10v10H3zM3 3l10 10M13 3 3 13',
  bolt: 'M9 1.8 3.8 9H8l-1 5.2L12.2 7H8z',
  restart: 'M3 8a5 5 0 1 0 1.6-3.7M3 3v2.6h2.6',
  up: 'm4 10 4-4 4 4',
  down: 'm4 6 4 4 4-4',
  sun: 'M5.2 8a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 0 0-5.6 0M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M3.6 12.4l1-1M11.4 4.6l1-1',
  moon: 'M13 9.4A5.4 5.4 0 0 1 6.6 3a5.4 5.4 0 1 0 6.4 6.4z',
} as const

export type IconName = keyof typeof PATHS

const SVG = 'http://www.w3.org/2000/svg'

/** An icon in the colour of the text; it says nothing by itself. */
export const icon = (name: IconName, size = 16): SVGSVGElement => {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  const attributes = {
    width: String(size),
    height: String(size),
    viewBox: '0 0 16 16',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': size < 12 ? '2.6' : '1.6',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  }
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value)
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}
