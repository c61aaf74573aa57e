import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compileMiniProgram } from '../compile/mini-program'
import { Fault } from '../compile/fault'
import type { CompileFault, Compiled } from '../compiled'

const ROOMS = ['miniprogram', 'plugin']

/** A word that changes whenever a file of the mini-program or the plugin does. */
const fingerprint = (root: string) => {
  const marks: string[] = []
  const walk = (dir: string) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = join(dir, entry.name)
      if (entry.isDirectory()) walk(path)
      else marks.push(`${path} ${statSync(path).mtimeMs}`)
    }
  }
  ROOMS.map((room) => join(root, room))
    .filter((dir) => existsSync(dir))
    .forEach(walk)
  return marks.join('\n')
}

/** The compiled mini-program, made anew when a source file has changed; or what is wrong with it, in words. */
export const createCompiledSource = (root: string) => {
  let mark = ''
  let latest: Promise<Compiled | { fault: CompileFault }> | undefined
  return () => {
    const now = fingerprint(root)
    if (latest && now === mark) return latest
    mark = now
    latest = compileMiniProgram(root).catch((error: Error) => ({
      fault: {
        file: error instanceof Fault ? error.file : 'the compiler',
        message: error.message,
      },
    }))
    return latest
  }
}
