import { BuiltIn } from './element'

// The tags and attributes that WeChat's document lists as trusted; the others and all handlers are left out.
const TAGS: ReadonlySet<string> = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em ' +
    'fieldset font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section ' +
    'small span strong sub sup table tbody td tfoot th thead tr tt u ul'
  ).split(' '),
)
const ATTRIBUTES: ReadonlySet<string> = new Set(
  'class style alt src width height span colspan rowspan align dir color face type start'.split(
    ' ',
  ),
)
const PICTURE = /^(?:https?:|data:image\/|\/|\.)/i

interface GivenNode {
  readonly type?: string
  readonly name?: string
  readonly text?: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly children?: readonly GivenNode[]
}

const element = (
  name: string,
  attributes: readonly (readonly [string, string])[],
  children: readonly Node[],
): Node => {
  const tag = name.toLowerCase()
  // What is not trusted is shown as what it holds.
  const made = document.createElement(TAGS.has(tag) ? tag : 'span')
  for (const [key, value] of attributes) {
    const attribute = key.toLowerCase()
    const isSafe = attribute !== 'src' || PICTURE.test(value.trim())
    if (ATTRIBUTES.has(attribute) && isSafe) made.setAttribute(attribute, value)
  }
  made.append(...children)
  return made
}

const unescape = (text: string) =>
  new DOMParser().parseFromString(text.replaceAll('<', '&lt;'), 'text/html').body.textContent

const fromGiven = ({ type, name = 'div', text = '', attrs = {}, children = [] }: GivenNode): Node =>
  type === 'text'
    ? document.createTextNode(unescape(text))
    : element(
        name,
        Object.entries(attrs).map(([key, value]) => [key, String(value)] as const),
        children.map(fromGiven),
      )

const DROPPED = new Set(['script', 'style', 'iframe', 'object'])

const fromParsed = (node: Node): Node[] => {
  if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.nodeValue ?? '')]
  if (!(node instanceof Element) || DROPPED.has(node.localName)) return []
  const attributes = [...node.attributes].map(({ name, value }) => [name, value] as const)
  return [element(node.localName, attributes, [...node.childNodes].flatMap(fromParsed))]
}

/** `<rich-text nodes>`: HTML as a text or as a list of nodes, without scripts or handlers. */
export class WxRichText extends BuiltIn {
  protected override update(changed: ReadonlySet<string>) {
    if (!changed.has('nodes')) return
    const nodes = this.value('nodes')
    if (Array.isArray(nodes)) {
      this.replaceChildren(...(nodes as GivenNode[]).map(fromGiven))
      return
    }
    const parsed = new DOMParser().parseFromString(this.text('nodes'), 'text/html')
    this.replaceChildren(...[...parsed.body.childNodes].flatMap(fromParsed))
  }
}
