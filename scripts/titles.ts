import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readTitles } from './read-titles'

const USAGE = 'usage: npm run titles -- [miniprogram folder] [--out FILE]'

/** `npm run titles`: the `titles` of `init`, from the mini-program's own JSON files. */
const main = (): void => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string', short: 'o' } },
  })
  if (positionals.length > 1) throw new Error(`one folder, please; ${USAGE}`)
  const json = JSON.stringify(readTitles(positionals[0] ?? 'miniprogram'), undefined, 2)
  if (values.out) writeFileSync(values.out, `${json}\n`)
  else console.log(json)
}

try {
  main()
} catch (error) {
  const { code = '', message } = error as NodeJS.ErrnoException
  console.error(code.startsWith('ERR_PARSE_ARGS') ? `${message}\n${USAGE}` : message)
  process.exitCode = 1
}
