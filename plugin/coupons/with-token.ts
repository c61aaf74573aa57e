/** The session that a phone may hold. `renew`: the last one was not accepted, so a new one is needed. */
export type Token = (renew: boolean) => string | Promise<string>

/** What came back over either way: the HTTP status, where there was one, and the decoded body. */
export interface Answered {
  readonly status: number | undefined
  readonly body: unknown
}

const UNAUTHORIZED = 401

/**
 * Calls with the host's token, and after a 401 once more with a renewed one: sessions are short, and one that ended
 * while the user was reading is no error. Resolves to the body of a 200. An error says where and which status, and
 * nothing that was sent or answered: somebody may log it, and a server may have repeated the token.
 */
export const withToken = async (
  token: Token,
  path: string,
  call: (authorization: string) => Promise<Answered>,
): Promise<unknown> => {
  const once = async (renew: boolean) => call(`Bearer ${await token(renew)}`)
  let answered = await once(false)
  if (answered.status === UNAUTHORIZED) answered = await once(true)
  const { status, body } = answered
  // Without a status it was not the gateway that answered; what it said instead is for the reader to refuse.
  if (status === 200 || status === undefined) return body
  throw Object.assign(new Error(`${path}: HTTP ${status}`), { status })
}
