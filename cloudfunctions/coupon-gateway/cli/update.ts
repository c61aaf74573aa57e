import { readJson, writeJson } from '../lib/json'
import { done, invalid, type Outcome } from '../lib/outcome'
import { decodeText, undecoded } from '../lib/text'
import { planUpdate } from '../wechat/plan-update'
import { foretellUpdate, updateCard } from '../wechat/update-card'
import { openAccount } from './account'
import { formatIssue, reportFailure } from './failure'
import { EXIT_DONE, type Io } from './io'

const EXPECTED = 'a file with one JSON object'

const readUpdate = async (file: string, io: Io): Promise<Outcome<unknown>> => {
  const refuse = (received: string) => invalid([{ path: file, expected: EXPECTED, received }])
  let bytes: Uint8Array
  try {
    bytes = await io.readFile(file)
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
  const decoded = decodeText(bytes)
  if ('at' in decoded) return refuse(undecoded(decoded))
  if (decoded.encoding !== 'utf-8')
    io.stderr(`${file} was read as ${decoded.encoding.toUpperCase()}.`)
  const read = readJson(decoded.text)
  return 'input' in read ? done(read.input) : refuse(read.issue.received)
}

const dryRun = async (input: unknown, io: Io): Promise<number> => {
  const account = openAccount(io)
  // With an account the card is looked at first; without one the file alone says what would happen.
  const plan =
    account.kind === 'done' ? await foretellUpdate(input, account.value) : planUpdate(input)
  if (plan.kind !== 'done') return reportFailure(plan, io)
  const { body, review } = plan.value
  io.stderr(
    body ? 'This would be sent to card/update:' : 'Nothing would be sent: the card is already so.',
  )
  if (body) io.stdout(writeJson(body, 2))
  if (review.length > 0)
    io.stderr(`The card would go back into review, because of ${review.join(', ')}.`)
  return EXIT_DONE
}

/** Changes one card as the file says, and gives the exit code. A dry run sends nothing and needs no account. */
export const cardsUpdate = async (
  file: string,
  options: { readonly dryRun?: boolean },
  io: Io,
): Promise<number> => {
  const input = await readUpdate(file, io)
  if (input.kind !== 'done') return reportFailure(input, io)
  // What is wrong with the file is said before an account is wanted.
  const checked = planUpdate(input.value)
  if (checked.kind !== 'done') return reportFailure(checked, io)
  if (options.dryRun) return dryRun(input.value, io)
  const account = openAccount(io)
  if (account.kind !== 'done') return reportFailure(account, io)
  const outcome = await updateCard(input.value, account.value)
  if (outcome.kind !== 'done') return reportFailure(outcome, io)
  io.stdout(writeJson(outcome.value, 2))
  for (const warning of outcome.warnings ?? []) io.stderr(`Look at this:\n${formatIssue(warning)}`)
  return EXIT_DONE
}
