import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { build } from 'esbuild'
import type { FastifyInstance } from 'fastify'
import { BadRequest, openStream } from './app'
import { type Collector, streamCollector } from './collector'
import { createCompiledSource } from './compiled-source'
import type { GatewayProxy } from './gateway-proxy'
import type { PhoneNetwork } from './phone-network'
import { countBatches, type Youshu } from './youshu'

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
}

/** Pictures of the mini-program's own folder, and nothing else. */
const readPicture = (root: string, path: string) => {
  const dir = join(root, 'miniprogram')
  const file = normalize(join(dir, decodeURIComponent(path)))
  const type = TYPES[extname(file)]
  if (!type || !file.startsWith(dir + sep) || !existsSync(file) || !statSync(file).isFile()) {
    throw new BadRequest(404, `there is no picture at ${path}`)
  }
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
export const pageRoutes = (app: FastifyInstance, root: string, network: PhoneNetwork) => {
  const compiled = createCompiledSource(root)
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
  serve('/phone.css', 'css', styles('phone', ['phone', 'dialogs', 'icons']))
  serve('/phone.js', 'javascript', () => scripts.phone)
  app.get('/phone/app.json', async () => compiled())
  app.get('/files/*', async (request, reply) => {
    const path = (request.url.split('?')[0] ?? '').slice('/files'.length)
    const { type, content } = readPicture(root, path)
    return reply.headers({ 'content-type': type, 'cache-control': 'no-store' }).send(content)
  })
  return Promise.all(Object.values(scripts))
}

interface Sources {
  readonly collector: Collector
  readonly gateway: GatewayProxy
  readonly network: PhoneNetwork
  readonly youshu: Youshu
}

/** All that the page shows, live, in one stream: a browser opens only six connections to one host. */
export const pageStreamRoutes = (
  app: FastifyInstance,
  { collector, gateway, network, youshu }: Sources,
) =>
  app.get('/page/stream', async (_, reply) => {
    const stream = openStream(reply)
    const { send, onClose } = stream
    streamCollector(collector, stream)
    network.streamTo(stream)
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
