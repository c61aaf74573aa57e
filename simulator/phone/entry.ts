/** How the user came into the mini-program: what App.onLaunch and App.onShow receive. */
export interface Entry {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly scene: number
  readonly referrerInfo: { readonly appId?: string }
}

/** The query as a mini-program gets it: split, but not decoded. */
export const parseQuery = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .replace(/^\?/, '')
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const at = pair.indexOf('=')
        return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
      }),
  )

/** The inverse of `parseQuery`. */
export const printQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([key, value]) => `${key}=${value}`)
    .join('&')

/** The entry that the phone's own address asks for; without one, the first page from the list of recent apps. */
export const readEntry = (search: string, firstPage: string): Entry => {
  const asked = new URLSearchParams(search)
  const appId = asked.get('refer')
  return {
    path: asked.get('path') || firstPage,
    query: parseQuery(asked.get('query') ?? ''),
    scene: Number(asked.get('scene') ?? 1001),
    referrerInfo: appId ? { appId } : {},
  }
}
