import type { Answer } from './answer'
import type { Clock } from './ports'

/** The answers of the present second. What follows from the question and the second alone is the same until it is over. */
export interface RecentAnswers {
  /** `undefined`: it was not asked in this second. */
  of(asker: string, body: Buffer): Answer | undefined
  /** Keeps an answer where there is room. */
  keep(asker: string, body: Buffer, answer: Answer): void
}

interface Kept {
  readonly body: Buffer
  readonly answer: Answer
}

// Enough for what is asked twice within a second; more would only be memory.
const MAX_BYTES = 1024 * 1024
// Who asks, asks about one cart, and again when it changes.
const MAX_OF_ASKER = 4

export const createRecentAnswers = (clock: Clock): RecentAnswers => {
  const answers = new Map<string, Kept[]>()
  let second = 0
  let bytes = 0
  return {
    of(asker, body) {
      const now = Math.floor(clock.now() / 1000)
      if (now !== second) {
        answers.clear()
        bytes = 0
        second = now
      }
      return answers.get(asker)?.find((kept) => kept.body.equals(body))?.answer
    },
    keep(asker, body, answer) {
      const kept = answers.get(asker) ?? []
      bytes += body.length + answer.length
      if (bytes > MAX_BYTES || kept.length >= MAX_OF_ASKER) return
      kept.push({ body, answer })
      answers.set(asker, kept)
    },
  }
}
