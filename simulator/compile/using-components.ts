import { Fault } from './fault'
import { joinPath } from './join-path'
import type { SourceTree } from './source-tree'

/**
 * From tag to absolute path. A path that is not there beside the component is looked for among the npm packages,
 * as WeChat does; `plugin://` paths stay as they are.
 */
export const resolveUsing = (
  tree: SourceTree,
  from: string,
  using: Readonly<Record<string, string>> = {},
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(using).map(([tag, to]) => {
      if (to.startsWith('plugin://')) return [tag, to]
      const candidates = [joinPath(from, to), `miniprogram_npm/${to}`]
      const path = candidates
        .flatMap((one) => [one, `${one}/index`])
        .find((one) => tree.has(`${one}.wxml`))
      if (!path)
        throw new Fault(`${from}.json`, `<${tag}> is ${JSON.stringify(to)}, which is not there`)
      return [tag, `/${path}`]
    }),
  )
