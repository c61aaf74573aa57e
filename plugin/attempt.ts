/** What throws, as a value: WeChat's synchronous calls, and what reads text that may have been edited. */
export const attempt = <T, E = undefined>(run: () => T, otherwise?: E): T | E => {
  try {
    return run()
  } catch {
    return otherwise as E
  }
}

/** decodeURIComponent that leaves what it cannot decode as it is: QR codes in the wild carry broken encoding. */
export const decode = (text: string): string => attempt(() => decodeURIComponent(text), text)
