import { Command, CommanderError } from 'commander'
import { youshuAccount } from '../lib/accounts'
import { formatIssues } from '../lib/check'
import { readSettings, type Settings } from '../lib/settings'
import { addDataSource } from '../youshu/data-source'
import { MEND_FIRST, pushFile, type PushOptions } from './coupons-push'
import { silent } from './coupons-silent'
import type { CouponsWorld } from './coupons-world'

const HELP = `
Environment:
  YOUSHU_APP_ID, YOUSHU_APP_SECRET   who we are to Youshu
  YOUSHU_DATA_SOURCE_ID              where the coupons go (or --data-source, or dataSourceId in a JSON file)
  YOUSHU_BASE_URL                    another address, such as the vendor's test system https://test.zhls.qq.com

Exit codes: 0 done, 1 stopped (run it again to go on), 2 something to mend first; nothing was sent.`

const COLUMNS = `
CSV has one column for each field, by the vendor's name (target_url.url_h5 for a field inside another);
lists are written P01|P02, deeper things as JSON, and an empty cell is a field that is not there.`

const source = async (
  merchantId: string,
  settings: Settings,
  { ports, out, say }: CouponsWorld,
): Promise<number> => {
  const upstream = youshuAccount(settings)
  if ('kind' in upstream) {
    say(`${upstream.variable} is not set`)
    return MEND_FIRST
  }
  const answer = await addDataSource(upstream, { ...ports, log: silent }, { merchantId })
  if (answer.kind === 'done') out(answer.value)
  else say(`Youshu: ${answer.code} ${answer.message}`)
  return answer.kind === 'done' ? 0 : 1
}

/** Runs the command line; the exit code is the answer. */
export const runCoupons = async (args: readonly string[], world: CouponsWorld): Promise<number> => {
  const read = readSettings(world.env)
  if ('issues' in read) {
    world.say(formatIssues(read.issues))
    return MEND_FIRST
  }
  let code = 0
  const program = new Command('npm run coupons --')
    .description('Coupon batches of Tencent Youshu')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.out(text.trimEnd()),
      writeErr: (text) => world.say(text.trimEnd()),
    })
    .addHelpText('after', HELP)
  program
    .command('push')
    .argument('<file>', 'coupons as .json or .csv')
    .description('check all coupons of a file, then add or update them, 50 a call')
    .option('--dry-run', 'check only')
    .option('--data-source <id>', 'the data source to send to')
    .addHelpText('after', COLUMNS)
    .action(async (file: string, options: PushOptions) => {
      code = await pushFile(file, options, read.settings, world)
    })
  program
    .command('source')
    .argument('<merchant>', "the merchant's id at Youshu")
    .description('create the data source, or find the one that is there, and print its id')
    .action(async (merchant: string) => {
      code = await source(merchant, read.settings, world)
    })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MEND_FIRST
    throw error
  }
}
