import { compressOnce } from './compress'
import type { Clock } from './ports'

/** The answers of the present second. What follows from the question and the second alone is the same until it is over. */
export interface RecentAnswers {
  /** `undefined`: it was not asked in this second. */
  of(question: string): Buffer | undefined
  /** Keeps an answer where there is room, and gives its bytes. */
  keep(question: string, json: string): Buffer
}

// Enough for what is asked twice within a second; more would only be memory.
const MAX_CHARACTERS = 1024 * 1024

export const createRecentAnswers = (clock: Clock): RecentAnswers => {
  const answers = new Map<string, Buffer>()
  let second = 0
  let characters = 0
  return {
    of(question) {
      const now = Math.floor(clock.now() / 1000)
      if (now !== second) {
        answers.clear()
        characters = 0
        second = now
      }
      return answers.get(question)
    },
    keep(question, json) {
      const bytes = Buffer.from(json)
      characters += question.length + bytes.length
      if (characters > MAX_CHARACTERS) return bytes
      answers.set(question, bytes)
      return compressOnce(bytes)
    },
  }
}
