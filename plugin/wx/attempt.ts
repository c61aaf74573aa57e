/** WeChat's synchronous calls throw; here that is a value. */
export const attempt = <T, E>(run: () => T, otherwise: E): T | E => {
  try {
    return run()
  } catch {
    return otherwise
  }
}
