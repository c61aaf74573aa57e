// Stands in for fast-check in every test: a property that fails prints the one line that runs it again.
const { relative } = require('node:path')
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js')

const { SEED, SEED_PATH } = process.env
const replay = SEED ? { seed: Number(SEED), path: SEED_PATH ?? '' } : {}

const reporter = (details) => {
  if (!details.failed) return
  const { testPath, currentTestName } = expect.getState()
  const file = relative(process.cwd(), testPath)
  const name = currentTestName.replace(/[^\w\s,:-]/g, '.')
  const line = `SEED=${details.seed} SEED_PATH=${details.counterexamplePath} npx jest ${file} -t '${name}'`
  throw new Error(`${fc.defaultReportMessage(details)}\n\nRun it again:\n${line}\n`, {
    cause: details.errorInstance,
  })
}

module.exports = {
  ...fc,
  assert: (property, parameters) => fc.assert(property, { reporter, ...parameters, ...replay }),
}
