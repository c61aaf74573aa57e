import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'

// Beside the sources, or beside the bundle.
const FOLDERS = [join(__dirname, '../console'), join(__dirname, 'console')]

const FILES = [
  ['/console', 'console.html', 'text/html; charset=utf-8'],
  ['/console/console.js', 'console.js', 'text/javascript; charset=utf-8'],
  ['/console/elements.js', 'elements.js', 'text/javascript; charset=utf-8'],
  ['/console/console.css', 'console.css', 'text/css; charset=utf-8'],
] as const

// Nothing but its own files, no frame around it, and no address that it could send the key to but ours.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const read = async (name: string): Promise<Buffer> => {
  const [beside = '', bundled = ''] = FOLDERS
  return readFile(join(beside, name)).catch(() => readFile(join(bundled, name)))
}

/** A page for people. It holds nothing: the person who opens it enters the operator key, by which it asks the other routes. */
export const consoleRoutes = (app: FastifyInstance): void => {
  for (const [path, name, type] of FILES)
    app.get(path, { config: { role: 'anyone', isLocal: true } }, async (_, reply) =>
      reply
        .headers({
          'content-security-policy': POLICY,
          'referrer-policy': 'no-referrer',
          'x-frame-options': 'DENY',
        })
        .type(type)
        .send(await read(name)),
    )
}
