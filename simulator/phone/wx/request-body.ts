interface Content {
  readonly method?: string
  readonly data?: unknown
  readonly header?: Readonly<Record<string, string>>
}

const asQuery = (data: object) =>
  new URLSearchParams(Object.entries(data).map(([key, value]) => [key, String(value)])).toString()

/** What goes out for `data`: GET puts it into the address; a string is sent as it is; an object as its type says. */
export const createRequestBody = (url: string, { method = 'GET', data, header = {} }: Content) => {
  const headers = new Headers({ 'content-type': 'application/json', ...header })
  const verb = method.toUpperCase()
  if (verb === 'GET' || verb === 'HEAD') {
    const query = typeof data === 'object' && data ? asQuery(data) : ''
    return {
      url: query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url,
      method: verb,
      headers,
    }
  }
  const isForm = headers.get('content-type')?.includes('x-www-form-urlencoded')
  const body =
    data === undefined || typeof data === 'string' || data instanceof ArrayBuffer
      ? (data ?? '')
      : isForm
        ? asQuery(data as object)
        : JSON.stringify(data)
  return { url, method: verb, headers, body }
}
