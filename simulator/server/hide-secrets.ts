// As the gateway's sessions look: three parts of base64url, of which the first is a JSON object.
const SESSION = /eyJ[\w-]*\.[\w-]+\.[\w-]+/g
const HIDDEN = '[hidden]'

/** A text without the given secrets and without any session token: what may be shown of what was said. */
export const hideSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((seen, secret) => seen.replaceAll(secret, HIDDEN), text).replace(SESSION, HIDDEN)
