import { createHash } from 'node:crypto'
import { mkdir, unlink } from 'node:fs/promises'
import { createServer, type RequestListener, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The folder's one owner; every other process reaches the owner through its socket. */
export interface FolderLock {
  /** What answers those who come through the socket. They are the same user of this machine: no other user may open it. */
  serve(listener: RequestListener): void
  release(): Promise<void>
}

// The kernel's limit for the path of a socket is 108 bytes with its closing 0.
const MAX_SOCKET_PATH = 100
const MAX_TRIES = 10
const TOKEN_HEADER = 'x-folder-owner'
const ASK_MS = 2_000

/** Where the owner of a data folder listens. */
export const socketOf = (folder: string): string => {
  const beside = join(resolve(folder), 'owner.sock')
  if (Buffer.byteLength(beside) <= MAX_SOCKET_PATH) return beside
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 24)
  return join(tmpdir(), `coupon-gateway-${name}.sock`)
}

/** The owner's name for itself, or nothing where no process listens. */
const ownerAt = (socketPath: string, timeout: number): Promise<string | undefined> =>
  new Promise((settle) => {
    const asked = request({ socketPath, path: '/owner', timeout }, (response) => {
      response.resume()
      settle(String(response.headers[TOKEN_HEADER] ?? ''))
    })
    asked.on('timeout', () => asked.destroy())
    // A refused connection: the file is left over from a process that was killed. A slow owner is an owner.
    asked.on('error', (error: NodeJS.ErrnoException) =>
      settle(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? undefined : ''),
    )
    asked.end()
  })

/** Who is heard at a path where we listen ourselves: on a busy machine it may be us who are slow, and who are asked again. */
const heardAt = async (socketPath: string, timeout: number): Promise<string | undefined> => {
  for (let attempt = 1; ; attempt += 1) {
    const name = await ownerAt(socketPath, timeout)
    if (name !== '' || attempt === MAX_TRIES) return name
  }
}

const listen = (server: Server, socketPath: string): Promise<boolean> =>
  new Promise((settle, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? settle(false) : fail(error),
    )
    // Readable and writable for our own user alone.
    const mask = process.umask(0o177)
    server.listen(socketPath, () => settle(true))
    process.umask(mask)
  })

/**
 * Takes a folder for this process alone: two that open one embedded database destroy it. `undefined`: another process has it.
 * The lock is a listening socket and no file with a process id, because the kernel closes it with the process, however
 * that ends, and because in containers every process is number 1.
 */
export const lockFolder = async (
  folder: string,
  name: string,
  timeout = ASK_MS,
): Promise<FolderLock | undefined> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const socketPath = socketOf(folder)
  let answer: RequestListener = (_, response) => response.writeHead(503).end()
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const server = createServer((incoming, response) => {
      response.setHeader(TOKEN_HEADER, name)
      if (incoming.url === '/owner') response.end()
      else answer(incoming, response)
    })
    if (await listen(server, socketPath)) {
      // Two that clear a left-over file may clear each other's: the folder is whose name is heard behind the path.
      if ((await heardAt(socketPath, timeout)) === name) {
        server.unref()
        return {
          serve(listener) {
            answer = listener
          },
          release: () =>
            new Promise((settle) => {
              server.close(() => settle())
              server.closeAllConnections()
            }),
        }
      }
      server.close()
      return undefined
    }
    if ((await ownerAt(socketPath, timeout)) !== undefined) return undefined
    await unlink(socketPath).catch(() => undefined)
  }
  return undefined
}
