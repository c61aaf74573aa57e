/**
 * The last second that is taken for one: eleven digits, the year 5138. A time in milliseconds has thirteen, and is a
 * mistake to be told.
 */
export const LATEST = 99_999_999_999
