import * as fc from 'fast-check'
import { live } from './live'
import { life } from './random-life'

const { SEQUENCES } = process.env
const RUNS = Number(SEQUENCES ?? 10_000)
/** The same lives each time, so that a change of ours is what fails; `npm run test:long` lives others. */
const PARAMETERS = SEQUENCES ? { numRuns: RUNS } : { numRuns: RUNS, seed: 7 }

jest.setTimeout(7_200_000)

test(`in ${RUNS} random lives of an app the promise is kept: every event arrives, as it was, in order, or is counted`, async () => {
  const warn = jest.spyOn(console, 'warn').mockReturnValue()
  await fc.assert(
    fc.asyncProperty(life, async (one) => expect(await live(one)).toEqual([])),
    PARAMETERS,
  )
  warn.mockRestore()
})
