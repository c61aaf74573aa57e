interface Callbacks<R> {
  readonly success?: (result: R & { errMsg: string }) => void
  readonly fail?: (result: { errMsg: string; errno?: number }) => void
  readonly complete?: (result: unknown) => void
}

/** The reason why an API fails; its message follows `name:fail `. */
export class ApiFailure extends Error {
  readonly errno: number | undefined

  constructor(message: string, errno?: number) {
    super(message)
    this.errno = errno
  }
}

/** An API in WeChat's form: callbacks if any are given, otherwise a promise; always later, never at once. */
export const api =
  <O extends object, R extends object | void>(name: string, run: (options: O) => R | Promise<R>) =>
  (options?: O & Callbacks<R>): Promise<R & { errMsg: string }> | undefined => {
    const given = options ?? ({} as O & Callbacks<R>)
    const outcome = Promise.resolve()
      .then(() => run(given))
      .then(
        (result) => Object.assign({ errMsg: `${name}:ok` }, result),
        (error: Error) => {
          const errno = error instanceof ApiFailure ? error.errno : undefined
          const failure = { errMsg: `${name}:fail ${error.message}` }
          throw errno === undefined ? failure : { ...failure, errno }
        },
      )
    if (!given.success && !given.fail && !given.complete) return outcome
    const call = (callback: ((result: never) => void) | undefined, result: unknown) => {
      // A callback that throws is the caller's error and must not look like a failure of the API.
      if (callback) setTimeout(() => callback.call(given, result as never), 0)
    }
    outcome.then(
      (result) => {
        call(given.success, result)
        call(given.complete, result)
      },
      (failure: unknown) => {
        call(given.fail, failure)
        call(given.complete, failure)
      },
    )
    return undefined
  }
