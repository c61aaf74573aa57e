import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CompileError } from '../compile/problems'
import { sourceFolders } from '../compile/project'
import { compileMiniProgram, TRACKER_DIR } from '../compile/mini-program'
import type { Compiled, Problem } from '../compiled'

const NOT_SOURCE = new Set(['node_modules', '.git'])

/** A text that changes whenever a file of the mini-program or of a plugin in the same project does. */
const fingerprint = (root: string) => {
  const marks: string[] = []
  const walk = (dir: string) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = join(dir, entry.name)
      if (entry.isDirectory()) {
        if (!NOT_SOURCE.has(entry.name)) walk(path)
      } else {
        marks.push(`${path} ${statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? ''}`)
      }
    }
  }
  const { miniprogram, plugin } = sourceFolders(root)
  for (const dir of [miniprogram, plugin, TRACKER_DIR]) {
    if (dir !== undefined && existsSync(dir)) walk(dir)
  }
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
