import * as fc from 'fast-check'
import { runScenario } from './run-scenario'
import { faultyScenario, healthyScenario } from './random-scenario'

const { SEQUENCES, SEED } = process.env
const RUNS = Number(SEQUENCES ?? 10_000)
const FAULTY = RUNS / 4

// Scenarios of a faulty storage are the same ones each time, so that a rare mix of faults reddens no other change; new
// ones in `npm run test:long`.
const known = SEQUENCES === undefined && SEED === undefined && { seed: 3 }

jest.setTimeout(7_200_000)

test.each([
  [RUNS - FAULTY, 'of an app', healthyScenario, {}],
  [FAULTY, 'on a phone whose storage fails', faultyScenario, known],
])(
  'in %i random scenarios %s the promise is kept: every event arrives, as it was, in order, or is counted',
  async (numRuns, _name, scenarios, options) => {
    const warn = jest.spyOn(console, 'warn').mockReturnValue()
    await fc.assert(
      fc.asyncProperty(scenarios, async (one) => expect(await runScenario(one)).toEqual([])),
      { numRuns, ...options },
    )
    warn.mockRestore()
  },
)
