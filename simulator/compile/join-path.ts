import { posix } from 'node:path'

/** Where `to` points, seen from the file `from`; both inside one code space, without a leading `/`. */
export const joinPath = (from: string, to: string): string =>
  to.startsWith('/') ? posix.normalize(to.slice(1)) : posix.join(posix.dirname(from), to)
