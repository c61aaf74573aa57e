/** The path of the page that `to` names, seen from the page `from`; without a leading `/`. */
export const joinPath = (from: string, to: string): string => {
  const slices = to.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const slice of to.split('/')) {
    if (slice === '..') slices.pop()
    else if (slice !== '' && slice !== '.') slices.push(slice)
  }
  return slices.join('/')
}
