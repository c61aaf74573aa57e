import { type Command, Option } from 'commander'
import { youshuAccount } from '../lib/accounts'
import { formatIssues } from '../lib/check'
import { silentLog } from '../lib/log'
import { readSettings, type Settings } from '../lib/settings'
import { addDataSource } from '../youshu/data-source'
import { demoIo } from '../demo-vendor'
import { EXIT_DONE, EXIT_UPSTREAM, EXIT_USAGE, type Io } from './io'
import { problemOfJobAt } from './job'
import { loadFile } from './load'
import { createProgram, type End, runProgram, startWith } from './program'
import { pushFile, type PushOptions } from './push'

const HELP = `
Environment:
  YOUSHU_APP_ID, YOUSHU_APP_SECRET   our account at Youshu
  YOUSHU_DATA_SOURCE_ID              where the coupons go (or --data-source, or dataSourceId in a JSON file)
  YOUSHU_BASE_URL                    another address

Exit codes: 0 done, 1 stopped (run it again to go on), 2 something to mend first; nothing was sent.

Try it without an account:
  npm run coupons -- push cloudfunctions/coupon-gateway/demo/coupons.csv --env demo`

const COLUMNS = `
CSV has one column for each field, by the vendor's name (target_url.url_h5 for a field inside another);
lists are written P01|P02, deeper things as JSON, and an empty cell is a field that is not there.
UTF-8, and GB18030 and UTF-16 as Excel saves them, are recognised.`

const TEST_SYSTEM = 'https://test.zhls.qq.com'

const environmentOption = new Option('--env <name>', 'which Youshu')
  .choices(['production', 'test', 'demo'])
  .default('production', 'production, or YOUSHU_BASE_URL')

interface Environment {
  readonly env: 'production' | 'test' | 'demo'
}

const ioFor = ({ env }: Environment, io: Io): Io => {
  if (env === 'demo') return demoIo(io)
  return env === 'test' ? { ...io, env: { ...io.env, YOUSHU_BASE_URL: TEST_SYSTEM } } : io
}

const settingsOf = ({ env }: Io): { settings: Settings } | { problem: string } => {
  const read = readSettings(env)
  return 'issues' in read ? { problem: formatIssues(read.issues) } : read
}

const source = async (merchantId: string, io: Io): Promise<number> => {
  const read = settingsOf(io)
  const account = 'problem' in read ? read : youshuAccount(read.settings)
  if ('problem' in account || 'kind' in account) {
    io.stderr('problem' in account ? account.problem : `${account.variable} is not set`)
    return EXIT_USAGE
  }
  const answer = await addDataSource(account, { ...io.ports, log: silentLog }, { merchantId })
  if (answer.kind === 'done') io.stdout(answer.value)
  else io.stderr(`Youshu: ${answer.code} ${answer.message}`)
  return answer.kind === 'done' ? EXIT_DONE : EXIT_UPSTREAM
}

const program = (io: Io, end: End): Command => {
  const coupons = createProgram('coupons', io)
    .description('Coupon batches of Tencent Youshu')
    .addHelpText('after', HELP)
  coupons
    .command('push')
    .argument('<file>', 'coupons as .json or .csv')
    .description('check all coupons of a file, then add or update them, 50 a call')
    .option('--dry-run', 'check only')
    .option('--data-source <id>', 'the data source to send to')
    .option('--allow-unknown', 'pass on columns that the table of the vendor does not have')
    .option('--job', 'line the push up at the gateway, which does it in the background')
    .option('--wait', 'the same, and show how it goes')
    .addOption(environmentOption)
    .addHelpText('after', COLUMNS)
    .action(async (file: string, options: PushOptions & Environment) => {
      const problem = options.job || options.wait ? problemOfJobAt(options.env) : undefined
      if (problem !== undefined) {
        io.stderr(problem)
        return end(EXIT_USAGE)
      }
      const chosen = ioFor(options, io)
      return end(await pushFile(file, options, () => settingsOf(chosen), chosen))
    })
  coupons
    .command('load')
    .argument('<file>', "the embedded coupons, in the form of the vendor's data")
    .description('offer these coupons from now on: the gateway needs a store, and no restart')
    .action(async (file: string) => {
      end(await loadFile(file, io))
    })
  coupons
    .command('source')
    .argument('<merchant>', "the merchant's id at Youshu")
    .description('create the data source, or find the one that is there, and print its id')
    .addOption(environmentOption)
    .action(async (merchant: string, options: Environment) => {
      end(await source(merchant, ioFor(options, io)))
    })
  return coupons
}

/** Runs one command line (without node and the script) and gives its exit code. */
export const runCoupons = (args: readonly string[], io: Io): Promise<number> =>
  runProgram(program, args, io)

startWith(__filename, runCoupons)
