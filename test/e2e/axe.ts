import { readFileSync } from 'node:fs'
import type { Frame, Page } from 'playwright-core'

interface AxeResults {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly {
      readonly target: readonly unknown[]
      readonly failureSummary?: string
    }[]
  }[]
}

const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const faultsOf = async (frame: Frame) => {
  // What fades in is measured when it is there: in between its colours are not the page's.
  await frame.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map(({ finished }) => finished),
    ),
  )
  await frame.evaluate(SOURCE)
  const { violations } = await frame.evaluate(() =>
    (
      globalThis as unknown as {
        axe: { run(context: object, options: object): Promise<AxeResults> }
      }
    ).axe.run(document, { iframes: false, resultTypes: ['violations'] }),
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) =>
      `${id}: ${target.join(' ')}: ${failureSummary.split('\n').slice(1).join(' ')}`.slice(0, 240),
    ),
  )
}

/** What axe finds in the page and in every frame of it, with all of its rules, in lines. */
export const axeFaults = async (page: Page): Promise<string[]> =>
  (await Promise.all(page.frames().map(faultsOf))).flat()
