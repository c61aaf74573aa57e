import type { Ports } from '../lib/ports'

/** A bar that shows how many calls are done. */
export interface Progress {
  at(count: number): void
  end(): void
}

/** Everything outside that the command touches. Both writers take whole lines without their line end. */
export interface CardsWorld {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly ports: Pick<Ports, 'http' | 'clock' | 'random'>
  /** Width of the terminal in characters. */
  readonly columns: number
  readonly out: (text: string) => void
  /** What is not the result: progress, warnings, errors. */
  readonly say: (text: string) => void
  readonly progress: (of: number) => Progress
  readonly readFile: (path: string) => Promise<string>
  readonly writeFile: (path: string, text: string) => Promise<void>
}
