import { createStage, type Stage, type Way } from './stage'

const WRAPPED: readonly Way[] = ['options wrapped', 'constructors wrapped']

/**
 * Lets the merchant's mini-program run bare, and wrapped in either way. Its own code must see the same, and what it
 * sees when it is wrapped must name `pages`. Answers what the code saw.
 */
export const expectAlike = async (
  run: (stage: Stage) => Promise<void>,
  pages: readonly string[],
  ways = WRAPPED,
): Promise<unknown[]> => {
  const bare = createStage('bare')
  await run(bare)
  for (const way of ways) {
    const wrapped = createStage(way)
    await run(wrapped)
    expect({ way, trace: wrapped.trace }).toEqual({ way, trace: bare.trace })
    expect({ way, pages: await wrapped.pages() }).toEqual({ way, pages })
  }
  return bare.trace
}
