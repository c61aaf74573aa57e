import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { MAX_WAIT_MS } from './until'

const PLACES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const executablePath = PLACES.find((path) => path && existsSync(path))

// A test has a dozen waits; only one that never ends may use the bound up.
jest.setTimeout(5 * MAX_WAIT_MS)

/** Tests that need a Chromium: where there is none they are skipped, and that is said. */
export const inBrowser = (name: string, tests: () => void) => {
  if (executablePath) return describe(name, tests)
  process.stdout.write(
    `No Chromium found, so the browser tests of "${name}" are skipped. ` +
      'Install one (Debian: apt install chromium fonts-noto-cjk) or set CHROMIUM_PATH.\n',
  )
  return describe.skip(name, tests)
}

/** A headless Chromium that keeps to itself, with one bound for every wait. */
export const openBrowser = async (): Promise<Browser> => {
  if (!executablePath) throw new Error('no Chromium was found')
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  const newContext = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await newContext(options)
    context.setDefaultTimeout(MAX_WAIT_MS)
    return context
  }
  return browser
}
