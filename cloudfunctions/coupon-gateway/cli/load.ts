import { decodeCoupons } from '../coupon-engine/decode-coupons'
import { formatIssues } from '../lib/check'
import { readJson } from '../lib/json'
import { decodeText, undecoded } from '../lib/text'
import { reportRefusal } from './failure'
import { EXIT_DONE, EXIT_USAGE, type Io } from './io'
import { openStoreClient } from './store-client'

/** Puts a file of embedded coupons into the store, in the place of those that were there. */
export const loadFile = async (file: string, io: Io): Promise<number> => {
  const { readFile, stdout, stderr } = io
  const bytes = await readFile(file).catch(() => undefined)
  const decoded = bytes && decodeText(bytes)
  if (!decoded || 'at' in decoded) {
    stderr(decoded ? `${file} is ${undecoded(decoded)}` : `${file} cannot be read`)
    return EXIT_USAGE
  }
  const read = readJson(decoded.text)
  const issues = 'issue' in read ? [read.issue] : decodeCoupons(read.input).issues
  if ('issue' in read || issues.length) {
    stderr(`Nothing was loaded. ${file} is at fault:\n${formatIssues(issues)}`)
    return EXIT_USAGE
  }
  const client = await openStoreClient(io)
  if ('problem' in client) {
    stderr(client.problem)
    return EXIT_USAGE
  }
  try {
    const answer = await client.ask('POST', '/catalogue', { coupons: read.input })
    if (answer.status !== 200) return reportRefusal(answer, io)
    stdout(`${(answer.body as { loaded: number }).loaded} coupons are offered from now on.`)
    return EXIT_DONE
  } finally {
    await client.close()
  }
}
