import type { Browser } from 'playwright-core'
import { type Simulator, startSimulator } from '../../../simulator/start-simulator'
import { inBrowser, openBrowser } from '../../e2e/browser'
import { createInspectorRoot } from './inspector-root'
import { type Inspector, openInspector } from './open-inspector'

type Options = Partial<Parameters<typeof openInspector>[0]>
type Open = (options?: Options) => Promise<Inspector>

interface Ways {
  readonly open: Open
  /** With a user whom the merchant knows. */
  readonly openKnown: Open
}

/** Tests in a browser, each with an inspector on a phone of its own. None may leave an error in the page. */
export const atInspector = (name: string, tests: (ways: Ways) => void) =>
  inBrowser(name, () => {
    let project: ReturnType<typeof createInspectorRoot>
    let browser: Browser
    let simulator: Simulator
    let inspector: Inspector
    beforeAll(async () => {
      project = createInspectorRoot()
      browser = await openBrowser()
      simulator = await startSimulator({ port: 0, root: project.root })
    })
    afterAll(async () => {
      await browser.close()
      await simulator.close()
      project.remove()
    })
    afterEach(async () => {
      await inspector.close()
      const [error] = inspector.errors
      if (error) throw new Error(`an error in the page: ${error}`)
    })
    const open: Open = async (options = {}) => {
      inspector = await openInspector({ browser, simulator, ...options })
      return inspector
    }
    const openKnown: Open = async (options) => {
      const opened = await open(options)
      await opened.tap('login')
      return opened
    }
    tests({ open, openKnown })
  })
