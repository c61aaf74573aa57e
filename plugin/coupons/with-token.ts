import { attempt } from '../attempt'

/** The session that a phone may hold. `renew`: the last one was not accepted, so a new one is needed. */
export type Token = (renew: boolean) => string | Promise<string>

/** What came back over either way: the HTTP status, where there was one, and the decoded body. */
interface Answered {
  readonly status: number | undefined
  readonly body: unknown
}

const UNAUTHORIZED = 401

/** WeChat's own words, which name a domain or a function that is missing. They may repeat what was sent. */
const wordsOf = (error: unknown, token: string): string => {
  const { errMsg, message } = Object(error) as { errMsg?: unknown; message?: unknown }
  const words = String(errMsg ?? message ?? error)
  return token ? words.split(token).join('…') : words
}

/**
 * Calls with the host's token, and after a 401 once more with a renewed one: sessions are short, and one that ended
 * while the user was reading is no error. Resolves to the body of a 200. In an error stands where, which status or what
 * WeChat said, and never a token, because somebody may log it.
 */
export const withToken = async (
  ask: Token,
  path: string,
  call: (authorization: string) => Promise<Answered>,
): Promise<unknown> => {
  const once = async (renew: boolean): Promise<Answered> => {
    const token = await ask(renew)
    try {
      return await call(`Bearer ${token}`)
    } catch (error) {
      // oxlint-disable-next-line preserve-caught-error -- the error may hold the token
      throw new Error(`${path}: ${attempt(() => wordsOf(error, token), 'no answer')}`)
    }
  }
  let answered = await once(false)
  if (answered.status === UNAUTHORIZED) answered = await once(true)
  const { status, body } = answered
  // Without a status it was not the gateway that answered; what it said instead is for the reader to refuse.
  if (status === 200 || status === undefined) return body
  throw Object.assign(new Error(`${path}: HTTP ${status}`), { status })
}
