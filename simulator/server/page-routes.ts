import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { bundleBrowserCode } from './bundle-browser-code'
import type { Collector } from './collector'
import { createCompiledSource } from './compiled-source'
import { BadRequest, sendJson, sendText } from './exchange'
import type { Routes } from './serve'

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

const text = (type: string, content: () => string) => ({
  GET: ({ response }: Parameters<NonNullable<Routes[string]>[string]>[0]) =>
    sendText(response, type, content()),
})

/** The page, the phone inside it, and the compiled mini-program that the phone runs. */
export const pageRoutes = async (root: string, collector: Collector): Promise<Routes> => {
  const [page, phone] = await Promise.all(
    ['page/main.ts', 'phone/main.ts'].map((entry) => bundleBrowserCode(here(entry))),
  )
  const compiled = createCompiledSource(root)
  return {
    '/': text('text/html', () => read('page/page.html')),
    '/page.css': text('text/css', () =>
      ['page', 'requests', 'panes'].map((name) => read(`page/${name}.css`)).join('\n'),
    ),
    '/page.js': text('text/javascript', () => page ?? ''),
    '/phone': text('text/html', () => read('phone/phone.html').replace('%MODE%', collector.mode())),
    '/phone.css': text('text/css', () =>
      ['phone', 'dialogs', 'icons'].map((name) => read(`phone/${name}.css`)).join('\n'),
    ),
    '/phone.js': text('text/javascript', () => phone ?? ''),
    '/phone/app.json': {
      GET: async ({ response }) => sendJson(response, 200, await compiled()),
    },
    '/files/*': {
      GET({ response, url }) {
        const { type, content } = readPicture(root, url.pathname.slice('/files'.length))
        sendText(response, type, content)
      },
    },
  }
}
