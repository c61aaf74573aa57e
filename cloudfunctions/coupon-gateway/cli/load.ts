import { readCatalogue } from '../coupon-engine/decode-coupons'
import { formatIssues } from '../lib/check'
import { parseBody, writeJson } from '../lib/json'
import { decodeText } from '../lib/text'
import { EXIT_DONE, EXIT_UPSTREAM, EXIT_USAGE, type Io } from './io'
import { openStoreClient } from './store-client'

/** Puts a file of embedded coupons into the store, in the place of those that were there. */
export const loadFile = async (file: string, io: Io): Promise<number> => {
  const { env, readFile, stdout, stderr } = io
  const bytes = await readFile(file).catch(() => undefined)
  const decoded = bytes && decodeText(bytes)
  if (!decoded || 'at' in decoded) {
    stderr(decoded ? `${file} is no text (line ${decoded.at.line})` : `${file} cannot be read`)
    return EXIT_USAGE
  }
  const { issues } = readCatalogue(decoded.text)
  if (issues.length) {
    stderr(`Nothing was loaded. ${file} is at fault:\n${formatIssues(issues)}`)
    return EXIT_USAGE
  }
  const client = await openStoreClient(env)
  if ('problem' in client) {
    stderr(client.problem)
    return EXIT_USAGE
  }
  try {
    // It was read above: it is JSON.
    const read = parseBody(decoded.text)
    const coupons = 'input' in read ? read.input : []
    const { status, body } = await client.ask('POST', '/catalogue', { coupons })
    if (status !== 200) {
      stderr(`The gateway answered ${status}: ${writeJson(body)}`)
      return EXIT_UPSTREAM
    }
    stdout(`${(body as { loaded: number }).loaded} coupons are offered from now on.`)
    return EXIT_DONE
  } finally {
    await client.close()
  }
}
