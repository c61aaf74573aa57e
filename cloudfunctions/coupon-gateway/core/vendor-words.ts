// A sentence for a person; more is a page of something else.
const LONGEST = 200

/** A vendor's own words as far as they may be repeated: without the secrets that we sent, and no more than a sentence. */
export const vendorWords = (words: string, secrets: readonly string[]): string =>
  secrets
    .reduce((left, secret) => (secret ? left.replaceAll(secret, '***') : left), words)
    .slice(0, LONGEST)
