import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PLUGIN = join(__dirname, '../../../plugin')

/** A merchant with one page, where the inspector stands above the buttons of what the merchant does. */
export const createInspectorRoot = () => {
  const root = mkdtempSync(join(tmpdir(), 'inspector-'))
  cpSync(join(__dirname, 'fixture'), join(root, 'miniprogram'), { recursive: true })
  writeFileSync(join(root, 'project.config.json'), '{ "appid": "wxfixture000000000" }')
  symlinkSync(PLUGIN, join(root, 'plugin'), 'junction')
  return { root, remove: () => rmSync(root, { recursive: true }) }
}
