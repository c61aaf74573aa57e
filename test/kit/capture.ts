import { createCapture } from '../../plugin/capture/capture'
import type { EnterOptions } from '../../plugin/capture/channel'
import { createMiniProgram } from './mini-program'

const NAMING = { redactQuery: [] }

/** A mini-program whose pages are observed. `errors`: what was ours and swallowed. */
export const createObserved = (order?: 'old first' | 'new first') => {
  const errors: unknown[] = []
  const shown: unknown[] = []
  const wx = { entry: { scene: 1001 } as EnterOptions | undefined, asked: 0 }
  const guard =
    <A extends unknown[]>(run: (...args: A) => void) =>
    (...args: A): void => {
      try {
        run(...args)
      } catch (error) {
        errors.push(error)
      }
    }
  const entry = () => {
    wx.asked++
    return wx.entry
  }
  const capture = createCapture(
    guard,
    entry,
    () => void shown.push('shown'),
    () => undefined,
  )
  const app = createMiniProgram(order)
  return {
    capture,
    app,
    wx,
    errors,
    shown,
    /** Pages with nothing of their own, each observed. */
    register(...routes: string[]): void {
      for (const route of routes) app.register(route, capture.page({}))
    },
    where: (redacted: readonly string[] = [], titles: Readonly<Record<string, string>> = {}) =>
      capture.current({ redactQuery: redacted, titles }),
    setChan: capture.setChan,
    page: () => capture.current(NAMING).page,
    chan: () => capture.current(NAMING).chan,
  }
}
