import { type Command, Option } from 'commander'
import { reportRows } from '../wechat/statistics'
import { demoIo } from '../demo-vendor'
import { EXIT_USAGE, type Io } from './io'
import { problemOfJobAt } from './job'
import { createProgram, type End, runProgram, startWith } from './program'
import { cardsStats, FORMATS, type StatsOptions } from './stats'
import { cardsUpdate } from './update'

const ENVIRONMENT = `
Environment:
  WECHAT_APP_ID      app id of the official account that owns the cards (not the mini-program's)
  WECHAT_APP_SECRET  its app secret
  WECHAT_BASE_URL    another address of WeChat's interfaces, for tests

Exit codes: 0 done, 1 WeChat refused or did not answer, 2 something to mend first; nothing was sent.

Try it without an account: --env demo`

const UPDATE = `
FILE holds the card and only the fields to change; "" clears a field, "0" clears location_id_list:

  {"card_id": "ph_gmt7cUVrlRk8swPwx7aDyF-pg", "card_type": "member_card",
   "base_info": {"service_phone": "020-88888888"}, "bonus_rules": "每消费1元增加1积分。"}

The card is fetched first (card/get): what is the same is not sent, a validity that shrinks is refused, and a review is
foretold. Afterwards it is fetched again, and what did not change is said. With "current", an earlier answer of
card/get, the first of the two is left out.`

const STATS = `
Examples:
  npm run cards -- stats --report summary --from 2026-01-01 --to 2026-06-30 --format chart
  npm run cards -- stats --report free_coupon --from 2026-06-01 --to 2026-06-30 --format csv --out june.csv`

const reportOption = new Option('--report <name>', 'which statistics')
  .choices(Object.keys(reportRows))
  .makeOptionMandatory()
const sourceOption = new Option(
  '--cond-source <n>',
  'cards made on the console (0, the default) or by the interface (1)',
).choices(['0', '1'])
const formatOption = new Option('--format <form>', 'how to write them')
  .choices(FORMATS)
  .default('table')

const environmentOption = new Option('--env <name>', 'which WeChat')
  .choices(['production', 'demo'])
  .default('production', 'production, or WECHAT_BASE_URL')

const ioFor = (env: string, io: Io): Io => (env === 'demo' ? demoIo(io) : io)

const program = (io: Io, end: End): Command => {
  const cards = createProgram('cards', io)
    .description('Changes WeChat cards and reads their statistics.')
    .addHelpText('after', ENVIRONMENT)
  cards
    .command('update')
    .description(
      'change the fields of one card that a JSON file names, and leave the others as they are',
    )
    .argument('<file>', 'the card and its fields to change')
    .addOption(environmentOption)
    .option('--dry-run', 'show what would be sent and whether the card would go into review')
    .addHelpText('after', UPDATE)
    .action(async (file: string, options: { dryRun?: boolean; env: string }) =>
      end(await cardsUpdate(file, options, ioFor(options.env, io))),
    )
  cards
    .command('stats')
    .description('read one report over any range of days before today')
    .addOption(reportOption)
    .requiredOption('--from <day>', 'first day, as 2026-06-15')
    .requiredOption('--to <day>', 'last day; yesterday (China) at the latest')
    .option('--card-id <id>', 'one card only (free_coupon), or which card (member_card_detail)')
    .addOption(sourceOption)
    .addOption(formatOption)
    .addOption(environmentOption)
    .option('--out <file>', 'write to a file instead of the terminal')
    .option(
      '--wait',
      'let the gateway do it in the background; days that are over it asks for once',
    )
    .addHelpText('after', STATS)
    .action(async (options: StatsOptions & { env: string }) => {
      const problem = options.wait ? problemOfJobAt(options.env) : undefined
      if (problem === undefined) return end(await cardsStats(options, ioFor(options.env, io)))
      io.stderr(problem)
      return end(EXIT_USAGE)
    })
  return cards
}

/** Runs one command line (without node and the script) and gives its exit code. */
export const runCards = (args: readonly string[], io: Io): Promise<number> =>
  runProgram(program, args, io)

startWith(__filename, runCards)
