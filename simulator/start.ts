import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { InternetMode } from './server/internet'
import { startSimulator } from './start-simulator'

const DEFAULT_PORT = 8377
const MAX_CLOSE_MS = 3_000

const USAGE = `npm start                        the demo, beside a live collector
npm start -- --root DIR          any mini-program: the folder with its project.config.json or app.json
  --wrap                         puts the tracker around App, Page and Component; no file is touched
  --port N                       another port than ${DEFAULT_PORT} (or PORT=N); 0 is any free one
  --proxy                        passes the shop's requests on to where they go
  --record FILE                  the same, and adds the answers to FILE
  --replay FILE                  answers them from FILE, without a network`

const fail = (message: string): never => {
  console.error(message)
  process.exit(1)
}

const readArguments = () => {
  try {
    return parseArgs({
      options: {
        root: { type: 'string' },
        wrap: { type: 'boolean' },
        port: { type: 'string' },
        proxy: { type: 'boolean' },
        record: { type: 'string' },
        replay: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${USAGE}`)
  }
}

const given = readArguments()
if (given.help) {
  console.log(USAGE)
  process.exit(0)
}
const portText = given.port ?? process.env['PORT'] ?? String(DEFAULT_PORT)
const port = portText.trim() === '' ? Number.NaN : Number(portText)
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  fail(`The port is ${JSON.stringify(portText)}; it must be a number from 0 to 65535.`)
}
if (given.replay !== undefined && (given.record !== undefined || given.proxy)) {
  fail('--replay needs no network: leave --proxy and --record out.')
}

const internetMode = (): InternetMode => {
  if (given.replay !== undefined) return { kind: 'replay', file: resolve(given.replay) }
  if (given.record !== undefined) return { kind: 'record', file: resolve(given.record) }
  return { kind: given.proxy ? 'proxy' : 'closed' }
}

startSimulator({
  port,
  internet: internetMode(),
  ...(given.root !== undefined && { root: resolve(given.root) }),
  ...(given.wrap && { wrap: true }),
}).then(
  ({ url, close }) => {
    // What the gateway kept for this run goes with it; a page that is still open must not hold that up.
    const end = () => {
      setTimeout(() => process.exit(0), MAX_CLOSE_MS).unref()
      void close().finally(() => process.exit(0))
    }
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
    const what = given.root === undefined ? 'The demo' : resolve(given.root)
    console.log(`${what} runs at ${url} (Ctrl+C ends it).`)
  },
  (error: NodeJS.ErrnoException) =>
    fail(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is taken. End what runs there, or choose another: PORT=8399 npm start`
        : error.message,
    ),
)
