import { messageOf } from './fault'

type Load = (name: string) => unknown

/**
 * `require` or `requirePlugin` as WeChat gives it out: at once, or for what may lie in a subpackage that is not there yet
 * by callbacks or a promise.
 */
export const withAsync = (load: Load) => {
  const later = (name: string): Promise<unknown> =>
    Promise.resolve(name)
      .then(load)
      .catch((cause: unknown) => {
        const errMsg = messageOf(cause)
        throw Object.assign(new Error(errMsg, { cause }), { mod: name, errMsg })
      })
  const require = (
    name: string,
    found?: (exports: unknown) => void,
    missing?: (failure: unknown) => void,
  ): unknown => {
    if (!found && !missing) return load(name)
    // What a callback throws, and a failure without a handler, is shown as any promise that was rejected.
    void later(name).then(found, missing)
    return undefined
  }
  return Object.assign(require, { async: later })
}
