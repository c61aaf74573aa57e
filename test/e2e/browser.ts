import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

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

/** Tests that need a Chromium: where there is none they are skipped, and that is said. */
export const inBrowser = (name: string, tests: () => void) => {
  if (executablePath) return describe(name, tests)
  process.stdout.write(
    `No Chromium found, so the browser tests of "${name}" are skipped. ` +
      'Install one (Debian: apt install chromium fonts-noto-cjk) or set CHROMIUM_PATH.\n',
  )
  return describe.skip(name, tests)
}

/** A headless Chromium that keeps to itself. */
export const openBrowser = (): Promise<Browser> => {
  if (!executablePath) throw new Error('no Chromium was found')
  return chromium.launch({ executablePath, args: FLAGS })
}
