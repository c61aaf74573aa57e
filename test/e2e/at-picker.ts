import type { Browser } from 'playwright-core'
import type { Simulator } from '../../simulator/start-simulator'
import { inBrowser, openBrowser } from './browser'
import { openPicker, type PickerPage, startPickerSimulator } from './picker-page'

type Open = (
  options: Omit<Parameters<typeof openPicker>[0], 'browser' | 'simulator'>,
) => Promise<PickerPage>

/** Tests in a browser, each of which opens a phone of its own with the picker on it; an error in there is a failure. */
export const atPicker = (name: string, tests: (open: Open) => void) =>
  inBrowser(name, () => {
    let browser: Browser
    let simulator: Simulator
    let opened: PickerPage[] = []
    beforeAll(async () => {
      browser = await openBrowser()
      simulator = await startPickerSimulator()
    })
    afterAll(async () => {
      await browser.close()
      await simulator.close()
    })
    afterEach(async () => {
      const pageErrors = opened.flatMap((picker) => picker.pageErrors)
      await Promise.all(opened.map((picker) => picker.close()))
      opened = []
      if (pageErrors.length) throw new Error(pageErrors.join('\n'))
    })
    tests(async (options) => {
      const picker = await openPicker({ browser, simulator, ...options })
      opened.push(picker)
      return picker
    })
  })
