import { Command, CommanderError, Option } from 'commander'
import { reportRows } from '../wechat/statistics'
import { cardsStats, FORMATS, type StatsOptions } from './cards-stats'
import { cardsUpdate } from './cards-update'
import type { CardsWorld } from './cards-world'

const ENVIRONMENT = `
Environment:
  WECHAT_APP_ID      app id of the official account that owns the cards (not the mini-program's)
  WECHAT_APP_SECRET  its app secret
  WECHAT_BASE_URL    another address of WeChat's interfaces, for tests

Exit codes: 0 done, 1 WeChat refused or did not answer, 2 something to mend first; nothing was sent.`

const UPDATE = `
FILE holds the card and only the fields to change; "" clears a field, "0" clears location_id_list:

  {"card_id": "ph_gmt7cUVrlRk8swPwx7aDyF-pg", "card_type": "member_card",
   "base_info": {"service_phone": "020-88888888"}, "bonus_rules": "每消费1元增加1积分。"}

With "current", the answer of card/get, what is the same is not sent, and a validity that shrinks is refused.`

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

const program = (world: CardsWorld, end: (code: number) => void): Command => {
  const cards = new Command('npm run cards --')
    .description('Changes WeChat cards and reads their statistics.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.out(text.trimEnd()),
      writeErr: (text) => world.say(text.trimEnd()),
      getOutHelpWidth: () => world.columns,
    })
    .addHelpText('after', ENVIRONMENT)
  cards
    .command('update')
    .description(
      'change the fields of one card that a JSON file names, and leave the others as they are',
    )
    .argument('<file>', 'the card and its fields to change')
    .option('--dry-run', 'show what would be sent and whether the card would go into review')
    .addHelpText('after', UPDATE)
    .action(async (file: string, options: { dryRun?: boolean }) =>
      end(await cardsUpdate(file, options, world)),
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
    .option('--out <file>', 'write to a file instead of the terminal')
    .addHelpText('after', STATS)
    .action(async (options: StatsOptions) => end(await cardsStats(options, world)))
  return cards
}

/** Runs one command line (without node and the script) and gives its exit code. */
export const runCards = async (words: readonly string[], world: CardsWorld): Promise<number> => {
  let code = 0
  try {
    await program(world, (ended) => {
      code = ended
    }).parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    // Commander has said what is wrong, or has shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
}
