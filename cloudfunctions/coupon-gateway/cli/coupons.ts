import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { SingleBar } from 'cli-progress'
import { fetchHttp } from '../lib/http'
import { systemClock, systemRandom } from '../lib/ports'
import { runCoupons } from './coupons-program'
import type { CouponsWorld } from './coupons-world'

const world: CouponsWorld = {
  env: process.env,
  ports: { http: fetchHttp, clock: systemClock, random: systemRandom },
  out: (text) => process.stdout.write(`${text}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
  progress: (of) => {
    const format = '{bar} {value}/{total} coupons, {eta} s left'
    const bar = new SingleBar({ format, stream: process.stderr })
    bar.start(of, 0)
    return { at: (count) => bar.update(count), end: () => bar.stop() }
  },
  readFile: (path) => readFile(path, 'utf8'),
  readJournal: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
  // Synchronous: the line is on the disk before the next call is sent.
  appendJournal: appendFileSync,
  removeJournal: (path) => rmSync(path, { force: true }),
}

const main = async (): Promise<void> => {
  process.exitCode = await runCoupons(process.argv.slice(2), world)
}
void main()
