import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { build } from 'esbuild'
import type { FastifyInstance } from 'fastify'
import { compileMiniProgram, TRACKER_DIR } from '../compile/mini-program'
import { CompileError } from '../compile/problems'
import { sourceFolders } from '../compile/project'
import { forgetBundles, openSourceTree } from '../compile/source-tree'
import type { Compiled, Problem } from '../compiled'
import type { KnownFunction } from '../phone/wx/missing'
import { BadRequest, openStream } from './app'
import { type Collector, streamCollector } from './collector'
import type { GatewayProxy } from './gateway'
import type { PhoneNetwork } from './phone-network'
import type { Relay } from './relay'
import { countBatches, type Youshu } from './youshu'

const NOT_SOURCE = new Set(['node_modules', '.git'])

/** What says which packages are installed: npm, yarn and pnpm each write a file of theirs at the end of an install. */
const PACKAGE_MARKS = [
  'package.json',
  'package-lock.json',
  'node_modules',
  'node_modules/.package-lock.json',
  'node_modules/.yarn-integrity',
  'node_modules/.modules.yaml',
]

/** The folder and those above it, where packages are looked for. */
const foldersUp = (dir: string): string[] => {
  const above = dirname(dir)
  return above === dir ? [dir] : [dir, ...foldersUp(above)]
}

/** A text that changes whenever a file of the project does, its plugin's too, or what is installed for it. */
const fingerprint = (root: string) => {
  const marks: string[] = []
  const mark = (path: string) =>
    marks.push(`${path} ${statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? ''}`)
  const walk = (dir: string) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = join(dir, entry.name)
      if (entry.isDirectory()) {
        if (!NOT_SOURCE.has(entry.name)) walk(path)
      } else {
        mark(path)
      }
    }
  }
  mark(join(root, 'project.config.json'))
  const { miniprogram, plugin } = sourceFolders(root)
  for (const dir of [miniprogram, plugin, TRACKER_DIR]) {
    if (dir !== undefined && existsSync(dir)) walk(dir)
  }
  for (const dir of foldersUp(miniprogram)) PACKAGE_MARKS.forEach((name) => mark(join(dir, name)))
  return marks.join('\n')
}

interface Options {
  readonly root: string
  readonly wrap?: boolean
}

/** The compiled mini-program, made anew when a source file has changed; or why there is none, in words. */
export const createCompiledSource = ({ root, wrap = false }: Options) => {
  let mark = ''
  let latest: Promise<Compiled | { problem: Problem }> | undefined
  return () => {
    const now = fingerprint(root)
    if (latest && now === mark) return latest
    mark = now
    forgetBundles()
    latest = compileMiniProgram(root, { wrap }).catch((error: Error) => ({
      problem: {
        file: error instanceof CompileError ? error.file : 'the compiler',
        message: error.message,
      },
    }))
    return latest
  }
}
export type CompiledSource = ReturnType<typeof createCompiledSource>

const TYPINGS = 'types/wx/lib.wx.api.d.ts'

const readTypings = (): readonly KnownFunction[] => {
  const dir = dirname(createRequire(__filename).resolve('miniprogram-api-typings/package.json'))
  const source = readFileSync(join(dir, TYPINGS), 'utf8')
  const failing = new Set(
    [...source.matchAll(/\n    interface (\w+)Option(?:<[^{]*>)? \{([^]*?)\n    \}/g)].flatMap(
      ([, name = '', body = '']) => (body.includes(' fail?:') ? name.toLowerCase() : []),
    ),
  )
  const functions = source.slice(source.indexOf('interface Wx {'))
  const names = [...functions.matchAll(/^ {8}([a-z]\w*)[<(]/gm)].map(([, name = '']) => name)
  const silent = new Set(
    [...functions.matchAll(/^ {8}([a-z]\w*)\(.*\): void$/gm)].map(([, name = '']) => name),
  )
  return [...new Set(names)].map((name) => ({
    name,
    isAsync: failing.has(name.toLowerCase()),
    hasPromise: !silent.has(name),
  }))
}

let known: readonly KnownFunction[] | undefined

/** Every function of `wx` that WeChat's own typings name. */
const knownFunctions = (): readonly KnownFunction[] => (known ??= readTypings())

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.ttf': 'font/ttf',
  '.otf': 'font/otf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
}

/** Pictures, fonts and sounds of the mini-program and of its npm packages, and nothing else. */
const readMedium = (root: string, path: string) => {
  const tree = openSourceTree(sourceFolders(root).miniprogram)
  const inside = posix.normalize(decodeURIComponent(path)).replace(/^\/+/, '')
  const type = TYPES[posix.extname(inside).toLowerCase()]
  const file = inside.startsWith('..') ? undefined : tree.locate(inside)
  if (!type || file === undefined) throw new BadRequest(404, `there is no picture at ${path}`)
  return { type, content: readFileSync(file) }
}

const here = (path: string) => join(__dirname, '..', path)
const read = (path: string) => readFileSync(here(path), 'utf8')

/** Browser code as one script, made in memory. */
const bundle = async (entry: string): Promise<string> => {
  const result = await build({
    entryPoints: [here(entry)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return result.outputFiles[0]?.text ?? ''
}

/** The page, the phone inside it, and the compiled mini-program that the phone runs. */
export const pageRoutes = (
  app: FastifyInstance,
  { root, compiled }: { readonly root: string; readonly compiled: CompiledSource },
  network: PhoneNetwork,
) => {
  const scripts = { page: bundle('page/main.ts'), phone: bundle('phone/main.ts') }
  const serve = (path: string, type: string, content: () => string | Promise<string>) =>
    app.get(path, async (_, reply) =>
      reply
        .headers({ 'content-type': `text/${type}; charset=utf-8`, 'cache-control': 'no-store' })
        .send(await content()),
    )
  const styles = (room: string, names: readonly string[]) => () =>
    names.map((name) => read(`${room}/${name}.css`)).join('\n')

  serve('/', 'html', () => read('page/page.html'))
  serve('/page.css', 'css', styles('page', ['tokens', 'page', 'timeline', 'drawer', 'narrow']))
  serve('/page.js', 'javascript', () => scripts.page)
  serve('/phone', 'html', () =>
    read('phone/phone.html').replace('%ONLINE%', network.online() ? 'yes' : 'no'),
  )
  serve('/phone.css', 'css', styles('phone', ['phone', 'built-in', 'dialogs', 'icons']))
  serve('/phone.js', 'javascript', () => scripts.phone)
  app.get('/phone/app.json', async () => compiled())
  app.get('/phone/wx.json', async () => knownFunctions())
  app.get('/phone/regions.json', async () => {
    const { areaList } = require('@vant/area-data') as typeof import('@vant/area-data')
    return areaList
  })
  app.get('/files/*', async (request, reply) => {
    const path = (request.url.split('?')[0] ?? '').slice('/files'.length)
    const { type, content } = readMedium(root, path)
    return reply.headers({ 'content-type': type, 'cache-control': 'no-store' }).send(content)
  })
  return Promise.all(Object.values(scripts))
}

interface Sources {
  readonly collector: Collector
  readonly gateway: GatewayProxy
  readonly network: PhoneNetwork
  readonly relay: Relay
  readonly youshu: Youshu
}

/** All that the page shows, live, in one stream: a browser opens only six connections to one host. */
export const pageStreamRoutes = (
  app: FastifyInstance,
  { collector, gateway, network, relay, youshu }: Sources,
) =>
  app.get('/page/stream', async (_, reply) => {
    const stream = openStream(reply)
    const { send, onClose } = stream
    streamCollector(collector, stream)
    network.streamTo(stream)
    relay.streamTo(stream)
    const sendBatches = () => send('batches', countBatches(youshu, collector.seen()))
    send('gateway-mode', gateway.mode())
    send('gateway-calls', gateway.calls())
    sendBatches()
    const stops = [
      gateway.subscribe((change) => {
        if (change.type === 'mode') send('gateway-mode', change.mode)
        if (change.type === 'call') send('gateway-call', change.call)
        if (change.type === 'cleared') send('gateway-calls', [])
      }),
      youshu.subscribe(sendBatches),
      collector.subscribe(({ type }) => type !== 'mode' && sendBatches()),
    ]
    onClose(() => stops.forEach((stop) => stop()))
    return reply
  })
