import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { titleOf, type WindowConfig } from '../simulator/compiled'

interface AppJson {
  readonly pages?: readonly string[]
  readonly subPackages?: readonly { readonly root: string; readonly pages?: readonly string[] }[]
  readonly subpackages?: AppJson['subPackages']
  readonly tabBar?: { readonly list?: readonly { readonly pagePath: string }[] }
  readonly window?: WindowConfig
}

const readJson = (file: string): object => {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`, { cause: error })
  }
  if (typeof json !== 'object' || json === null) throw new Error(`${file} is no JSON object`)
  return json
}

const routesOf = (app: AppJson): string[] => [
  ...(app.pages ?? []),
  ...[...(app.subPackages ?? []), ...(app.subpackages ?? [])].flatMap(({ root, pages }) =>
    (pages ?? []).map((page) => `${root}/${page}`),
  ),
  ...(app.tabBar?.list ?? []).map(({ pagePath }) => pagePath),
]

/**
 * Route → title of the mini-program in `folder`, as WeChat finds it: what the page's own JSON says, else the app's
 * window. A page that has no title by either, or blanks its own, is left out: the plugin never guesses one.
 */
export const readTitles = (folder: string): Record<string, string> => {
  const appFile = join(folder, 'app.json')
  if (!existsSync(appFile)) throw new Error(`${appFile} is not there: is this a mini-program?`)
  const app: AppJson = readJson(appFile)
  const titles: Record<string, string> = {}
  for (const path of routesOf(app)) {
    const route = path.replace(/\/{2,}/g, '/').replace(/^\//, '')
    const file = join(folder, `${route}.json`)
    const title = titleOf(existsSync(file) ? readJson(file) : undefined, app.window)
    if (title) titles[route] = title
  }
  return titles
}
