/** JSON that may be half written or edited by somebody: undefined instead of an exception. */
export const json = <T>(text: string | undefined | null): Partial<T> | undefined => {
  try {
    return (JSON.parse(text ?? '') as Partial<T> | null) ?? undefined
  } catch {
    return undefined
  }
}
