import { Fault } from './fault'
import type { SourceTree } from './source-tree'

/** The json file as an object; undefined where there is none. */
export const readJson = (tree: SourceTree, file: string): Record<string, unknown> | undefined => {
  const source = tree.read(file)
  if (source === undefined) return undefined
  try {
    return JSON.parse(source) as Record<string, unknown>
  } catch (error) {
    throw new Fault(file, `is not JSON: ${(error as Error).message}`)
  }
}
