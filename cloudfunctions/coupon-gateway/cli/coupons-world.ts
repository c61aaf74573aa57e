import type { Ports } from '../lib/ports'

/** Everything outside that the command touches. Both writers take whole lines without their line end. */
export interface CouponsWorld {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly ports: Pick<Ports, 'http' | 'clock' | 'random'>
  readonly out: (text: string) => void
  /** What is not the result: progress, warnings, errors. */
  readonly say: (text: string) => void
  /** A bar from 0 to `of` coupons. */
  readonly progress: (of: number) => { at(count: number): void; end(): void }
  readonly readFile: (path: string) => Promise<string>
  /** `undefined`: there is no such file. */
  readonly readJournal: (path: string) => string | undefined
  readonly appendJournal: (path: string, line: string) => void
  readonly removeJournal: (path: string) => void
}
