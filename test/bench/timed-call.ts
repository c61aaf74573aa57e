import { Script } from 'node:vm'

type Now = () => bigint
type TimedCall = (page: object, argument: object) => number

/**
 * Calls one lifecycle of a page and says how long it took, in ns. Each timed call is compiled anew: one that all
 * contestants shared would see so many kinds of pages that V8 gives up on them all, and the bare page would cost as
 * much as the slowest.
 */
export const createTimedCall = (lifecycle: string): TimedCall => {
  const source = `(function (now) { return function (page, argument) {
  var begin = now(); page.${lifecycle}(argument); return Number(now() - begin) } })`
  const make = new Script(source).runInThisContext() as (now: Now) => TimedCall
  return make(process.hrtime.bigint)
}
