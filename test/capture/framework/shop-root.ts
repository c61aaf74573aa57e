import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Way = 'bare' | 'options wrapped' | 'constructors wrapped'
const PLUGIN = join(__dirname, '../../../plugin')

/** The merchant's project, its pages wrapped in this way, beside the plugin itself. */
export const createShopRoot = (way: Way) => {
  const root = mkdtempSync(join(tmpdir(), 'shop-'))
  const miniprogram = join(root, 'miniprogram')
  mkdirSync(miniprogram)
  cpSync(join(__dirname, 'fixture'), miniprogram, { recursive: true })
  writeFileSync(join(miniprogram, 'way.js'), `exports.way = '${way}'\n`)
  writeFileSync(join(root, 'project.config.json'), '{ "appid": "wxfixture000000000" }')
  symlinkSync(PLUGIN, join(root, 'plugin'), 'junction')
  return { root, miniprogram, remove: () => rmSync(root, { recursive: true }) }
}
