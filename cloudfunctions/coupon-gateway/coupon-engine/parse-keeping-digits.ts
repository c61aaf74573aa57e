const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * JSON in which an integer beyond 2^53 arrives as text, with all its digits: the vendor's ids are `bigint`, and
 * JSON.parse would silently round them. Strings are matched as whole tokens, so digits inside them stay as they are.
 * `undefined`: not JSON.
 */
export const parseKeepingDigits = (json: string): unknown => {
  try {
    // First, because only in valid JSON does every quote have its partner: in other texts the search for it could go on
    // for hours.
    const parsed: unknown = JSON.parse(json)
    if (!/\d{16}/.test(json)) return parsed
    const safe = json.replace(TOKEN, (token) =>
      /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
    )
    return JSON.parse(safe)
  } catch {
    return undefined
  }
}
