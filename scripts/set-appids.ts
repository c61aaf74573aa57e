import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** WeChat's appids: "wx" and 16 hexadecimal digits. */
const APPID = /^wx[0-9a-f]{16}$/

/** Replaces the text of one string value and leaves the rest of the file as it stands. */
const replaceValue = (file: string, key: string, value: string): void => {
  const before = readFileSync(file, 'utf8')
  const pattern = new RegExp(`("${key}"\\s*:\\s*")[^"]*(")`)
  if (!pattern.test(before)) throw new Error(`${file}: expected a field "${key}", found none`)
  writeFileSync(file, before.replace(pattern, `$1${value}$2`))
}

/**
 * Puts the owner's appids where WeChat looks for them: the plugin's into `project.config.json` (`pluginAppid`) and the
 * demo's `app.json` (`provider`, which must be the same: else WeChat's compiler answers 10009), the demo's own into
 * `project.config.json` (`appid`).
 */
export const setAppids = (root: string, plugin: string, demo?: string): void => {
  for (const appid of [plugin, demo ?? plugin])
    if (!APPID.test(appid))
      throw new Error(
        `expected an appid like wx0123456789abcdef, received ${JSON.stringify(appid)}`,
      )
  if (demo === plugin)
    throw new Error('expected two appids: a phone refuses a host that uses its own plugin')
  const project = join(root, 'project.config.json')
  replaceValue(project, 'pluginAppid', plugin)
  replaceValue(join(root, 'miniprogram/app.json'), 'provider', plugin)
  if (demo) replaceValue(project, 'appid', demo)
}
