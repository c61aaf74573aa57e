import type { Problem } from '../compiled'

/** Source without which nothing runs: the file, and what is wrong with it in words. */
export class CompileError extends Error {
  readonly file: string

  constructor(file: string, message: string) {
    super(message)
    this.name = 'CompileError'
    this.file = file
  }
}

/** The line, counted from 1, on which the words stand first; undefined where they do not. */
export const lineOf = (source: string | undefined, words: string): number | undefined => {
  const at = source?.indexOf(words) ?? -1
  return source === undefined || at < 0 ? undefined : source.slice(0, at).split('\n').length
}

/**
 * Collects what is wrong with a mini-program and does not stop it. `folder` is put before the files, for each code
 * space names its files from its own root.
 */
export class Problems {
  readonly #folder: string
  readonly #list: Problem[]

  constructor(folder = '', list: Problem[] = []) {
    this.#folder = folder
    this.#list = list
  }

  /** The same list, for files of a folder. */
  within(folder: string): Problems {
    return new Problems(folder === '' ? '' : `${folder}/`, this.#list)
  }

  add(file: string, message: string, line?: number): Problem {
    const problem = { file: this.#folder + file, message, ...(line !== undefined && { line }) }
    const known = this.#list.find((one) => one.file === problem.file && one.message === message)
    if (!known) this.#list.push(problem)
    return known ?? problem
  }

  /** For what leaves nothing to run; to be thrown. */
  fatal(file: string, message: string): CompileError {
    return new CompileError(this.#folder + file, message)
  }

  all(): readonly Problem[] {
    return this.#list
  }
}
