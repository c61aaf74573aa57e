import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { bundleNpmPackage, findNpmPackage } from './npm-package'

/** The files of one code space, by their path inside it; npm packages appear under `miniprogram_npm/`. */
export interface SourceTree {
  readonly dir: string
  has(path: string): boolean
  /** The text of a file; undefined where there is none. */
  read(path: string): string | undefined
  /** The text of a script, bundled if it is an npm package that was not written for mini-programs. */
  readScript(path: string): Promise<string | undefined>
}

const NPM = /^miniprogram_npm\/((?:@[^/]+\/)?[^/]+)\/(.*)$/

const isFile = (file: string) => existsSync(file) && statSync(file).isFile()

/** Opens the code space that lives in `dir`. */
export const openSourceTree = (dir: string): SourceTree => {
  const locate = (path: string): { file?: string; bundleOf?: string } => {
    const [, name, rest] = NPM.exec(path) ?? []
    if (!name || rest === undefined) return { file: join(dir, path) }
    const found = findNpmPackage(dir, name)
    if (found?.miniprogramDir) return { file: join(found.miniprogramDir, rest) }
    return found && rest === 'index.js' ? { bundleOf: found.dir } : {}
  }
  const read = (path: string) => {
    const { file } = locate(path)
    return file && isFile(file) ? readFileSync(file, 'utf8') : undefined
  }
  return {
    dir,
    read,
    has(path) {
      const { file, bundleOf } = locate(path)
      return bundleOf !== undefined || (file !== undefined && isFile(file))
    },
    async readScript(path) {
      const { bundleOf } = locate(path)
      return bundleOf ? bundleNpmPackage(bundleOf) : read(path)
    },
  }
}
