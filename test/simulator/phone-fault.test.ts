import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '../../simulator/start-simulator'
import { inBrowser, openBrowser } from '../e2e/browser'
import { openDesk } from '../e2e/desk'
import { eventually } from '../e2e/until'

inBrowser('Working on the mini-program', () => {
  test('a mistake is shown on the phone; corrected and reloaded, the change is there', async () => {
    const root = mkdtempSync(join(tmpdir(), 'mini-program-'))
    cpSync(join(__dirname, 'fixture'), root, { recursive: true })
    symlinkSync(join(__dirname, '../../node_modules'), join(root, 'node_modules'))
    const template = join(root, 'miniprogram/pages/first.wxml')
    writeFileSync(template, '<view>\n{{ 1 + }}</view>')
    const browser = await openBrowser()
    const simulator = await startSimulator({ port: 0, root })
    const desk = await openDesk({ browser, simulator })
    try {
      const fault = () => desk.phone.locator('.fault').innerText()
      await eventually(fault).toContain('miniprogram/pages/first.wxml')
      await eventually(fault).toContain('line 2: unexpected character')
      writeFileSync(template, '<view id="mended">{{ 1 + 1 }}</view>')
      await desk.page.reload()
      await eventually(() => desk.visible('mended').innerText()).toBe('2')
    } finally {
      await desk.close()
      await browser.close()
      await simulator.close()
      rmSync(root, { recursive: true })
    }
  })
})
