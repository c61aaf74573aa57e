import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { SingleBar } from 'cli-progress'
import { errorCode } from '../lib/error-code'
import { fetchHttp } from '../lib/http'
import { type Ports, systemClock, systemRandom } from '../lib/ports'

/** Done. */
export const EXIT_DONE = 0
/** The vendor refused, or did not answer: the same command goes on from there. */
export const EXIT_UPSTREAM = 1
/** The command line, the file or the environment is wrong; nothing was sent. */
export const EXIT_USAGE = 2

/** A bar that shows how much is done. */
export interface Progress {
  at(count: number): void
  end(): void
}

/** The files of a journal, synchronous: a line is on the disk before the next call is sent. Each throws as `fs` does. */
export interface JournalFiles {
  /** `undefined`: there is no such file. */
  read(path: string): string | undefined
  append(path: string, text: string): void
  remove(path: string): void
  /** Makes the file, with this process in it. Gives the process that holds it already, if that still runs. */
  lock(path: string): { readonly release: () => void } | { readonly heldBy: number }
}

/** Everything outside that a command touches. The writers take whole lines without their line end. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly ports: Pick<Ports, 'http' | 'clock' | 'random'>
  /** Width of the terminal in characters. */
  readonly columns: number
  /** The result, to be piped on. */
  readonly stdout: (text: string) => void
  /** What is not the result: progress, warnings, errors. */
  readonly stderr: (text: string) => void
  /** A bar from 0 to `of`. */
  readonly progress: (of: number, unit: string) => Progress
  readonly readFile: (path: string) => Promise<Uint8Array>
  readonly writeFile: (path: string, text: string) => Promise<void>
  readonly journal: JournalFiles
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // There, but another user's.
    return errorCode(error) === 'EPERM'
  }
}

const readIfThere = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Removes the lock of a process that has died, unless another push was quicker and the lock is its by now. */
const removeStale = (path: string, holder: number): void => {
  const aside = `${path}.${process.pid}`
  renameSync(path, aside)
  if (Number(readIfThere(aside)) === holder) rmSync(aside, { force: true })
  else renameSync(aside, path)
}

const lock: JournalFiles['lock'] = (path) => {
  for (;;) {
    try {
      writeFileSync(path, `${process.pid}\n`, { flag: 'wx' })
      return { release: () => rmSync(path, { force: true }) }
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
      const holder = Number(readIfThere(path) ?? 0)
      // 0: it is being written at this moment, or gone already.
      if (holder === 0 || isRunning(holder)) return { heldBy: holder }
      removeStale(path, holder)
    }
  }
}

// Who reads the result may have seen enough, as `head` does: that is the end, and no fault.
process.stdout.on('error', (error) => {
  if (errorCode(error) !== 'EPIPE') throw error
  process.exit()
})

/** The terminal, the disk and the network as they are. */
export const systemIo: Io = {
  env: process.env,
  ports: { http: fetchHttp, clock: systemClock, random: systemRandom },
  columns: process.stdout.columns ?? 80,
  stdout: (text) => process.stdout.write(`${text}\n`),
  stderr: (text) => process.stderr.write(`${text}\n`),
  progress: (of, unit) => {
    const format = `{bar} {value}/{total} ${unit}, {eta} s left`
    const bar = new SingleBar({ format, stream: process.stderr })
    bar.start(of, 0)
    return { at: (count) => bar.update(count), end: () => bar.stop() }
  },
  readFile: (path) => readFile(path),
  writeFile,
  journal: {
    read: readIfThere,
    append: (path, text) => writeFileSync(path, text, { flag: 'a', flush: true }),
    remove: (path) => rmSync(path, { force: true }),
    lock,
  },
}
