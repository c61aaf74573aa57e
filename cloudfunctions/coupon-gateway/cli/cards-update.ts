import { done, invalid, type Outcome } from '../lib/outcome'
import { planUpdate } from '../wechat/plan-update'
import { updateCard } from '../wechat/update-card'
import { cardsAccount } from './cards-account'
import { cardsFailure, issueLine } from './cards-failure'
import type { CardsWorld } from './cards-world'

const readJson = async (file: string, { readFile }: CardsWorld): Promise<Outcome<unknown>> => {
  try {
    return done(JSON.parse(await readFile(file)))
  } catch (error) {
    const received = error instanceof Error ? error.message : String(error)
    return invalid([{ path: file, expected: 'a file with one JSON object', received }])
  }
}

const dryRun = (input: unknown, world: CardsWorld): number => {
  const plan = planUpdate(input)
  if (plan.kind !== 'done') return cardsFailure(plan, world)
  const { body, review } = plan.value
  world.say(
    body ? 'This would be sent to card/update:' : 'Nothing would be sent: the card is already so.',
  )
  if (body) world.out(JSON.stringify(body, undefined, 2))
  if (review.length > 0)
    world.say(`The card would go back into review, because of ${review.join(', ')}.`)
  return 0
}

/** Changes one card as the file says, and gives the exit code. A dry run sends nothing and needs no account. */
export const cardsUpdate = async (
  file: string,
  options: { readonly dryRun?: boolean },
  world: CardsWorld,
): Promise<number> => {
  const input = await readJson(file, world)
  if (input.kind !== 'done') return cardsFailure(input, world)
  if (options.dryRun) return dryRun(input.value, world)
  const account = cardsAccount(world)
  if (account.kind !== 'done') return cardsFailure(account, world)
  const outcome = await updateCard(input.value, account.value)
  if (outcome.kind !== 'done') return cardsFailure(outcome, world)
  world.out(JSON.stringify(outcome.value, undefined, 2))
  for (const warning of outcome.warnings ?? []) world.say(`Look at this:\n${issueLine(warning)}`)
  return 0
}
