import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const running: ChildProcess[] = []

/** For `afterEach`. */
export const endAll = (): void => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
}

/** Node in a process of its own, with nothing of our environment but the path. */
export const run = (cwd: string, args: readonly string[], env: Record<string, string>) => {
  const { PATH } = process.env
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...(PATH !== undefined && { PATH }), ...env },
  })
  running.push(child)
  let text = ''
  const heard: (() => void)[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += String(chunk)
      heard.forEach((listener) => listener())
    })
  return {
    child,
    text: () => text,
    ended: once(child, 'close').then(([code]) => Number(code)),
    /** The first group of the pattern, as soon as it was printed. */
    printed: (pattern: RegExp) =>
      new Promise<string>((found) => {
        const look = () => {
          const [, group] = pattern.exec(text) ?? []
          if (group !== undefined) found(group)
        }
        heard.push(look)
        look()
      }),
  }
}
