import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleCore } from '../../../scripts/bundle-plugin'
import { compileMiniProgram } from '../../../simulator/compile/mini-program'
import { createInspectorRoot } from './inspector-root'

const PLUGIN = join(__dirname, '../../../plugin')
const FOLDER = 'components/event-inspector'
const PUBLIC = '"event-inspector": "components/event-inspector/event-inspector"'

interface PluginJson {
  publicComponents: Record<string, string>
}

test('nothing in the plugin names the inspector but its own folder and one line of plugin.json', () => {
  const named = readdirSync(PLUGIN, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((file) => !file.startsWith(join(PLUGIN, FOLDER)))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((line) => line.includes('event-inspector'))
  expect(named.map((line) => line.trim().replace(/,$/, ''))).toEqual([PUBLIC])
})

test('with its folder and its line deleted the plugin compiles as before, less the inspector', async () => {
  const { root, remove } = createInspectorRoot()
  const write = (path: string, text: string) => writeFileSync(join(root, path), text)
  try {
    const before = (await compileMiniProgram(root)).plugins[0]
    rmSync(join(root, 'plugin'))
    cpSync(PLUGIN, join(root, 'plugin'), { recursive: true })
    rmSync(join(root, 'plugin', FOLDER), { recursive: true })
    const json: PluginJson = JSON.parse(readFileSync(join(PLUGIN, 'plugin.json'), 'utf8'))
    delete json.publicComponents['event-inspector']
    write('plugin/plugin.json', JSON.stringify(json))
    write('miniprogram/pages/inspect.json', '{}')
    write('miniprogram/pages/inspect.wxml', '<view>no inspector</view>')

    const plugin = (await compileMiniProgram(root)).plugins[0]
    const paths = Object.keys(before?.components ?? {})
    expect(paths).toContain(`${FOLDER}/event-inspector`)
    expect(Object.keys(plugin?.components ?? {})).toEqual(
      paths.filter((path) => !path.startsWith(FOLDER)),
    )
    expect(plugin?.modules).toContain('"index"')
    expect(plugin?.modules + (plugin?.css ?? '')).not.toContain('event-inspector')
    const [with_, without] = await Promise.all(
      [PLUGIN, join(root, 'plugin')].map((dir) => bundleCore(dir)),
    )
    expect(without?.code).toBe(with_?.code)
  } finally {
    remove()
  }
})
