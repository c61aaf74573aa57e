import { readFile, writeFile } from 'node:fs/promises'
import { SingleBar } from 'cli-progress'
import { fetchHttp } from '../lib/http'
import { systemClock, systemRandom } from '../lib/ports'
import { runCards } from './cards-program'
import type { CardsWorld } from './cards-world'

const world: CardsWorld = {
  env: process.env,
  ports: { http: fetchHttp, clock: systemClock, random: systemRandom },
  columns: process.stdout.columns ?? 80,
  out: (text) => process.stdout.write(`${text}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
  progress: (of) => {
    const bar = new SingleBar({
      format: '{bar} {value}/{total} calls, {eta} s left',
      stream: process.stderr,
    })
    bar.start(of, 0)
    return { at: (count) => bar.update(count), end: () => bar.stop() }
  },
  readFile: (path) => readFile(path, 'utf8'),
  writeFile,
}

const main = async (): Promise<void> => {
  process.exitCode = await runCards(process.argv.slice(2), world)
}
void main()
