/**
 * As long as a browser test waits for anything. A wait ends with what it waits for, so a long bound costs only a failure its
 * time; a short one fails where the machine has other things to do.
 */
export const MAX_WAIT_MS = 180_000
const INTERVAL_MS = 20
/** What a reader takes in of a failure: a page's whole text is no help. */
const MAX_LINES = 40
const MAX_LINE_LENGTH = 240

const sleep = () => new Promise((resolve) => setTimeout(resolve, INTERVAL_MS))

const cut = (line: string) =>
  line.length > MAX_LINE_LENGTH
    ? `${line.slice(0, MAX_LINE_LENGTH)}… (${line.length} characters)`
    : line

/** A failure's message in lines that can be read, the first ones first. */
const readable = (message: string): string => {
  const lines = message.split('\n')
  const more = lines.length - MAX_LINES
  return [
    ...lines.slice(0, MAX_LINES).map(cut),
    ...(more > 0 ? [`… and ${more} more lines`] : []),
  ].join('\n')
}

/** Asks again until the answer is not undefined; in the end it gives up and says what it waited for. */
export const until = async <T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
): Promise<T> => {
  const end = Date.now() + MAX_WAIT_MS
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`)
    await sleep()
  }
}

type Soon<T> = jest.AndNot<jest.Matchers<Promise<void>, T>>

/** The matchers of `expect`, by their names. */
interface Matchers {
  readonly not: Matchers
  readonly [name: string]: unknown
}
const matchersOf = expect as unknown as (value: unknown) => Matchers

/**
 * `expect` for what a browser shows: reads again until the matcher agrees, since a page may draw a moment after the
 * click that caused it. In the end it fails with the matcher's own words about the last reading.
 */
export const eventually = <T>(read: () => Promise<T> | T): Soon<T> => {
  const polling = (negated: boolean): object =>
    new Proxy(
      {},
      {
        get(_, name: string) {
          if (name === 'not') return polling(true)
          return async (...expected: unknown[]) => {
            const end = Date.now() + MAX_WAIT_MS
            let message = 'never read'
            while (Date.now() < end) {
              try {
                const matchers = matchersOf(await read())
                const match = (negated ? matchers.not : matchers)[name] as (
                  ...all: unknown[]
                ) => void
                match(...expected)
                return
              } catch (error) {
                message = (error as Error).message
              }
              await sleep()
            }
            throw new Error(readable(message))
          }
        },
      },
    )
  return polling(false) as Soon<T>
}
