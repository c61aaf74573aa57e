import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { marked } from 'marked'
import { BadRequest } from './app'

const ROOT = join(__dirname, '../..')
/** Where documents and their pictures lie. */
const FOLDERS = ['doc', 'docs'] as const
const FILES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'] as const
/** What documents lead to beside that; nothing else of the project is served. */
const LINKED = [...FOLDERS, 'cloudfunctions', 'examples', 'test', 'typings'] as const
const TEXTS = ['.ts', '.js', '.jsx', '.vue']
const PICTURES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
}

const STYLE = `
  :root { color-scheme: light dark }
  body { max-width: 78ch; margin: 0 auto; padding: 32px 20px 80px; overflow-wrap: anywhere;
    font: 16px/1.6 -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Noto Sans CJK SC', sans-serif }
  pre { overflow-x: auto; padding: 12px 14px; border-radius: 8px; background: #8881 }
  code { font-size: .9em } img { max-width: 100% }
  table { display: block; overflow-x: auto; border-collapse: collapse }
  td, th { padding: 6px 10px; border: 1px solid #8885; text-align: left; vertical-align: top }`

const documents = () => [
  ...FILES.filter((file) => existsSync(join(ROOT, file))),
  ...FOLDERS.filter((folder) => existsSync(join(ROOT, folder))).flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file))
      .sort(),
  ),
]

/** The file or the folder at a path of the project. */
const locate = (path: string) => {
  const file = normalize(join(ROOT, path))
  const isOpen =
    [...FILES, 'LICENSE'].some((name) => file === join(ROOT, name)) ||
    LINKED.some((folder) => `${file}${sep}`.startsWith(join(ROOT, folder) + sep))
  // A file whose name begins with a dot may hold a secret.
  const isHidden = /[\\/](?:\.|node_modules)/.test(file.slice(ROOT.length))
  if (!isOpen || isHidden || !existsSync(file))
    throw new BadRequest(404, `there is no document at ${path}`)
  return file
}
const read = (path: string) => readFileSync(locate(path))

const isShown = (name: string) =>
  ['.md', ...TEXTS, ...Object.keys(PICTURES)].includes(extname(name)) || name === 'LICENSE'

/** What can be opened in a folder, as a document with links. */
const listing = (path: string) => {
  const entries = readdirSync(locate(path), { withFileTypes: true })
    .filter(({ name }) => !/^(?:\.|node_modules$)/.test(name))
    .filter((entry) => entry.isDirectory() || isShown(entry.name))
    .map(({ name }) => `- [${name}](/documents/${path}/${name})`)
  return `# ${path}\n\n${entries.join('\n')}\n`
}

const titleOf = (text: string, path: string) => /^# (.+)$/m.exec(text)?.[1] ?? path

const html = async (title: string, markdown: string) => {
  const lang = /[\u4e00-\u9fff]{4}/.test(title) ? 'zh-CN' : 'en'
  const main = await marked.parse(markdown)
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title.replaceAll('<', '&lt;')}</title><style>${STYLE}</style><main>${main}</main></html>`
}

/** The project's documents as pages, so that the page can lead to them without a network. */
export const documentRoutes = (app: FastifyInstance) => {
  app.get('/documents', async (_, reply) => {
    const lines = documents().map(
      (path) => `- [${titleOf(read(path).toString(), path)}](/documents/${path}) \`${path}\``,
    )
    const text = `# youshu-coupon-plugin\n\n${lines.join('\n')}\n`
    return reply.type('text/html; charset=utf-8').send(await html('youshu-coupon-plugin', text))
  })
  app.get('/documents/*', async (request, reply) => {
    const [given = ''] = request.url.slice('/documents/'.length).split('?')
    const path = decodeURIComponent(given).replace(/\/$/, '')
    const isFolder = statSync(locate(path)).isDirectory()
    const picture = PICTURES[extname(path)]
    if (picture) return reply.type(picture).send(read(path))
    if (!isFolder && !isShown(path.split('/').pop() ?? ''))
      throw new BadRequest(404, `there is no document at ${path}`)
    if (!isFolder && extname(path) !== '.md')
      return reply.type('text/plain; charset=utf-8').send(read(path))
    const text = isFolder ? listing(path) : read(path).toString()
    return reply.type('text/html; charset=utf-8').send(await html(titleOf(text, path), text))
  })
}
