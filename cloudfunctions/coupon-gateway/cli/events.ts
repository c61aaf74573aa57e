import { type Command, CommanderError, Option } from 'commander'
import { formatIssues } from '../lib/check'
import { writeJson } from '../lib/json'
import { readSettings } from '../lib/settings'
import type { Database } from '../store/database'
import { EVENT_STATES } from '../store/event-status'
import { moveStore } from '../store/move'
import { openDatabase, openFolder } from '../store/store'
import { reportRefusal } from './failure'
import { EXIT_DONE, EXIT_UPSTREAM, EXIT_USAGE, type Io } from './io'
import { listEvents, listJobs, type ListOptions } from './lists'
import { createProgram, type End, runProgram, startWith } from './program'
import { reconcileFile, type ReconcileOptions } from './reconcile'
import { openStoreClient, type StoreClient } from './store-client'

const HELP = `
Environment:
  GATEWAY_URL, GATEWAY_OPERATOR_KEY   a gateway that runs elsewhere
  DATABASE_URL                        or its PostgreSQL
  GATEWAY_DATA                        or the folder of the embedded store (default .data), also while a gateway has it

Exit codes: 0 done (reconcile: the day is closed), 1 the gateway refused, or the day is not closed, 2 a usage error.`

const ORDERS = `
ORDERS has one row for each thing that happened to a coupon: order_id or sub_order_id, coupon_ins_id, status (placed,
paid, refunded), and where it is known coupon_deduction (yuan), coupon_id, time. --send also needs coupon_ins_name,
open_id and app_id (or --wx-app-id). docs/relay.md has the whole form.`

const show = async (client: StoreClient, event_id: string, io: Io): Promise<number> => {
  const query = new URLSearchParams({ event_id }).toString()
  const answer = await client.ask('GET', `/events/body?${query}`)
  if (answer.status !== 200) return reportRefusal(answer, io)
  const { events } = answer.body as { events: unknown[] }
  if (!events.length) {
    io.stderr(`There is no event ${event_id}`)
    return EXIT_UPSTREAM
  }
  for (const event of events) io.stdout(writeJson(event, 2))
  return EXIT_DONE
}

const retry = async (
  client: StoreClient,
  ids: readonly string[],
  all: boolean,
  io: Io,
): Promise<number> => {
  if (all === ids.length > 0) {
    io.stderr('Name events, or say --all')
    return EXIT_USAGE
  }
  const events = all ? { all: true } : { event_ids: ids }
  const answer = await client.ask('POST', '/events/retry', events)
  if (answer.status !== 200) return reportRefusal(answer, io)
  await client.work()
  io.stderr(`${(answer.body as { retried: number }).retried} are sent again`)
  return EXIT_DONE
}

const backup = async (client: StoreClient, io: Io): Promise<number> => {
  const answer = await client.ask('POST', '/backups', {})
  if (answer.status === 409) {
    io.stderr('The store is a PostgreSQL server: pg_dump copies it')
    return EXIT_UPSTREAM
  }
  if (answer.status !== 200) return reportRefusal(answer, io)
  io.stdout((answer.body as { folder: string }).folder)
  return EXIT_DONE
}

/** Everything of the folder goes to the server, where a shop outgrows it. */
const move = async ({ env, stderr }: Io): Promise<number> => {
  const read = readSettings(env)
  const settings = 'settings' in read ? read.settings : undefined
  if (settings?.DATABASE_URL === undefined) {
    stderr('issues' in read ? formatIssues(read.issues) : 'DATABASE_URL says where to')
    return EXIT_USAGE
  }
  const opened: Database[] = []
  try {
    for (const open of [openFolder, openDatabase]) {
      const database = await open(settings)
      if ('problem' in database) {
        stderr(`${database.variable}: ${database.problem}`)
        return EXIT_USAGE
      }
      opened.push(database)
    }
    const [folder, server] = opened
    const moved = folder && server && (await moveStore(folder, server))
    stderr(
      moved === undefined
        ? 'That database is not empty; nothing was copied'
        : `${moved} events and all else are there. Start the gateway with DATABASE_URL; the folder is as it was`,
    )
    return moved === undefined ? EXIT_UPSTREAM : EXIT_DONE
  } finally {
    for (const database of opened) await database.close()
  }
}

const formatOption = (formats: readonly string[]) =>
  new Option('--format <form>', 'how to write them').choices(formats).default(formats[0])

const limitOption = () =>
  new Option('--limit <n>', 'at most so many').default('50').argParser((text) => {
    if (!/^[1-9]\d{0,8}$/.test(text))
      throw new CommanderError(1, 'limit', '--limit wants a whole number')
    return text
  })

const withFilter = (command: Command): Command =>
  command
    .option('--order <id>', 'of one order or sub-order')
    .option('--coupon <id>', 'of one piece')
    .addOption(new Option('--state <state>', 'in one state').choices(EVENT_STATES))
    .option('--from <time>', 'that happened from a day (2026-11-26) or moment on')
    .option('--to <time>', 'that happened before it')

const program = (io: Io, end: End): Command => {
  const events = createProgram('events', io)
    .description('What became of every event, and whether a day adds up')
    .addHelpText('after', HELP)
  const run = async (act: (client: StoreClient) => Promise<number>): Promise<void> => {
    const client = await openStoreClient(io)
    if ('problem' in client) {
      io.stderr(client.problem)
      return end(EXIT_USAGE)
    }
    try {
      end(await act(client))
    } finally {
      await client.close()
    }
  }
  withFilter(events.command('list').description('events, the newest first'))
    .addOption(formatOption(['table', 'csv', 'json']))
    .addOption(limitOption())
    .action((options: ListOptions) => run((client) => listEvents(client, options, io)))
  withFilter(events.command('export').description('all events; json is one a line'))
    .addOption(formatOption(['csv', 'json']))
    .action((options: ListOptions) => run((client) => listEvents(client, options, io)))
  events
    .command('jobs')
    .description('jobs, the newest first')
    .addOption(formatOption(['table', 'csv', 'json']))
    .addOption(limitOption())
    .action((options: ListOptions) => run((client) => listJobs(client, options, io)))
  events
    .command('show')
    .argument('<event_id>')
    .description('one event to the letter')
    .action((id: string) => run((client) => show(client, id, io)))
  events
    .command('retry')
    .argument('[event_ids...]')
    .option('--all', 'everything that was put aside')
    .description('send again what was refused or parked')
    .action((ids: string[], { all = false }: { all?: boolean }) =>
      run((client) => retry(client, ids, all, io)),
    )
  events
    .command('backup')
    .description('copy the embedded store, also while a gateway has it; prints the folder')
    .action(() => run((client) => backup(client, io)))
  events
    .command('move')
    .description('from the folder GATEWAY_DATA to the PostgreSQL DATABASE_URL; no gateway may run')
    .action(async () => end(await move(io)))
  events
    .command('reconcile')
    .argument('<orders>', 'orders as .csv or .json')
    .description("compare a day's orders with what Youshu accepted")
    .requiredOption('--day <day>', 'the day in China, as 2026-11-26')
    .option('--send', 'report what is missing')
    .option('--map <heading=field...>', 'what a column of the file is')
    .option('--allow-unknown', 'let other columns be')
    .addOption(
      new Option('--edition <edition>', "for --send: the tenant's table (default youshu)").choices([
        'youshu',
        'datanexus',
      ]),
    )
    .option('--page <path>', 'for --send: the page (default server)')
    .option('--scene <n>', 'for --send: the scene (default 1000)')
    .option('--app-id <id>', 'whose orders they are (default YOUSHU_APP_ID)')
    .option('--wx-app-id <id>', "for --send: the mini-program's app id")
    .addOption(formatOption(['table', 'csv', 'json']))
    .addHelpText('after', ORDERS)
    .action((file: string, options: ReconcileOptions) =>
      run((client) => reconcileFile(file, options, client, io)),
    )
  return events
}

/** Runs one command line (without node and the script) and gives its exit code. */
export const runEvents = (args: readonly string[], io: Io): Promise<number> =>
  runProgram(program, args, io)

startWith(__filename, runEvents)
