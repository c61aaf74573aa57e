import { createHash } from 'node:crypto'
import { mkdir, readdir, unlink } from 'node:fs/promises'
import { createServer, type RequestListener, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The folder's one owner; every other process reaches the owner through its socket. */
export interface FolderLock {
  /** What answers those who come through the socket. They are the same user of this machine: no other user may open it. */
  serve(listener: RequestListener): void
  release(): Promise<void>
}

// The kernel's limit for the path of a socket is 108 bytes with its closing 0, and a number of its own comes in between.
const MAX_SOCKET_PATH = 90
const MAX_TRIES = 10
const OWNER_HEADER = 'x-folder-owner'
const ASK_MS = 2_000
const POLL_MS = 20

const firstSocketOf = (folder: string): string => {
  const beside = join(resolve(folder), 'owner.sock')
  if (Buffer.byteLength(beside) <= MAX_SOCKET_PATH) return beside
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 24)
  return join(tmpdir(), `coupon-gateway-${name}.sock`)
}
/** Sockets are numbered from 0: what a killed process leaves behind cannot be removed safely while others come. */
const socketAt = (first: string, number: number): string =>
  number ? first.replace(/\.sock$/, `.${number}.sock`) : first

const numbersOf = async (first: string): Promise<number[]> => {
  const stem = basename(first, '.sock')
  const names = await readdir(dirname(first)).catch(() => [])
  const numbers = names.flatMap((name) => {
    const match = name.startsWith(stem) && /^\.(?:([1-9]\d*)\.)?sock$/.exec(name.slice(stem.length))
    return match ? Number(match[1] ?? 0) : []
  })
  return numbers.sort((a, b) => a - b)
}

/** The one who listens: the owner, one who may become it, or nothing where no process listens. */
type Listener = 'owner' | 'candidate' | undefined

const listenerAt = (socketPath: string, timeout: number): Promise<Listener> =>
  new Promise((settle) => {
    const asked = request({ socketPath, path: '/owner', timeout }, (response) => {
      response.resume()
      settle(response.headers[OWNER_HEADER] === 'yes' ? 'owner' : 'candidate')
    })
    asked.on('timeout', () => asked.destroy())
    // A refused connection: the file is left over from a process that was killed. One that is slow is one.
    asked.on('error', (error: NodeJS.ErrnoException) =>
      settle(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? undefined : 'candidate'),
    )
    asked.end()
  })

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

/** Where the owner of a data folder listens; where there is none, where it would. */
export const socketOf = async (folder: string, timeout = ASK_MS): Promise<string> => {
  const first = firstSocketOf(folder)
  for (const number of await numbersOf(first)) {
    const socketPath = socketAt(first, number)
    if ((await listenerAt(socketPath, timeout)) === 'owner') return socketPath
  }
  return first
}

/**
 * Whether another has the folder, or will. Each looks after it has begun to listen, so of two the one that came later sees
 * the other. A higher number gives way to a lower one, and a lower one to an owner.
 */
const isBeaten = async (first: string, mine: number, timeout: number): Promise<boolean> => {
  const end = performance.now() + MAX_TRIES * timeout
  for (const number of await numbersOf(first)) {
    if (number === mine) continue
    for (;;) {
      const other = await listenerAt(socketAt(first, number), timeout)
      if (!other) break
      if (number < mine || other === 'owner' || performance.now() > end) return true
      // It has not looked yet, or has and is about to be the owner: it did not see this one.
      await sleep(POLL_MS)
    }
  }
  return false
}

/**
 * Takes a folder for this process alone: two that open one embedded database destroy it. `undefined`: another process has it.
 * The lock is a listening socket and no file with a process id, because the kernel closes it with the process, however
 * that ends, and because in containers every process is number 1.
 */
export const lockFolder = async (
  folder: string,
  timeout = ASK_MS,
): Promise<FolderLock | undefined> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const first = firstSocketOf(folder)
  let isOwner = false
  let answer: RequestListener = (_, response) => response.writeHead(503).end()
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const numbers = await numbersOf(first)
    for (const number of numbers) {
      if (await listenerAt(socketAt(first, number), timeout)) return undefined
    }
    const mine = Math.max(-1, ...numbers) + 1
    const server = createServer((incoming, response) => {
      response.setHeader(OWNER_HEADER, isOwner ? 'yes' : 'not yet')
      if (incoming.url === '/owner') response.end()
      else answer(incoming, response)
    })
    // Another took the number at the same time.
    if (!(await listen(server, socketAt(first, mine)))) continue
    if (await isBeaten(first, mine, timeout)) {
      server.close()
      return undefined
    }
    isOwner = true
    for (const number of numbers) {
      const left = socketAt(first, number)
      // One that gives way removes its own.
      if (!(await listenerAt(left, timeout))) await unlink(left).catch(() => undefined)
    }
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
  return undefined
}
