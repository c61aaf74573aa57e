import { resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { EXIT_DONE, EXIT_USAGE, type Io, systemIo } from './io'

/** Takes the exit code of the command that ran. */
export type End = (code: number) => void

/** A program that `npm run` starts; it writes where the others write, and does not end the process. */
export const createProgram = (name: string, io: Io): Command =>
  new Command(`npm run ${name} --`).exitOverride().configureOutput({
    writeOut: (text) => io.stdout(text.trimEnd()),
    writeErr: (text) => io.stderr(text.trimEnd()),
    getOutHelpWidth: () => io.columns,
  })

/** Runs one command line (without node and the script) and gives its exit code. */
export const runProgram = async (
  programOf: (io: Io, end: End) => Command,
  args: readonly string[],
  io: Io,
): Promise<number> => {
  let code = EXIT_DONE
  try {
    await programOf(io, (ended) => {
      code = ended
    }).parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    // Commander has said what is wrong, or has shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_DONE : EXIT_USAGE
    // The system refused something, such as a folder that cannot be written: its message says what and where.
    const { syscall, message } = Object(error) as { syscall?: unknown; message?: unknown }
    if (syscall === undefined) throw error
    io.stderr(String(message))
    return EXIT_USAGE
  }
}

/** Runs a command where Node was started with its file, and not where the tests import it. */
export const startWith = (
  file: string,
  run: (args: readonly string[], io: Io) => Promise<number>,
): void => {
  if (resolve(process.argv[1] ?? '') !== file) return
  void run(process.argv.slice(2), systemIo).then((code) => {
    process.exitCode = code
  })
}
