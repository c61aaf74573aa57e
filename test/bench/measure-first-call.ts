import { execFileSync } from 'node:child_process'
import { CONTESTANTS } from './contestants'
import { createPhone } from './phone'
import { quantiles } from './quantiles'
import { stopwatch } from './stopwatch'

const PROCESSES = 5

/**
 * The CPU of the first track call of a process, in ns, by contestant: a user orders once a visit, so this is what a host
 * feels. Each is measured in processes of its own; the middle counts.
 */
export const measureFirstCall = (): Readonly<Record<string, number>> =>
  Object.fromEntries(
    CONTESTANTS.map(({ name }) => {
      const args = [...process.execArgv, __filename, name]
      const run = () => Number(execFileSync(process.execPath, args, { encoding: 'utf8' }))
      return [name, quantiles(Array.from({ length: PROCESSES }, run)).p50]
    }),
  )

const main = async (name: string | undefined): Promise<void> => {
  const contestant = CONTESTANTS.find((one) => one.name === name)
  if (!contestant) throw new Error(`There is no contestant ${name}.`)
  const phone = createPhone(contestant)
  phone.network.blind = true
  phone.storage.weigh = false
  const { sdk } = phone.launch()
  await phone.clock.pass(10_000)
  console.log(stopwatch(() => sdk.track('INS-1')))
}

if (process.argv[1] === __filename) void main(process.argv[2])
