import { compile } from 'json-schema-to-typescript'
import { OPERATIONS } from './routes/contract'
import { openapi } from './routes/openapi'

type Json = Readonly<Record<string, unknown>>

const RUNTIME = `
/** How a call ended. \`status\` 0: the gateway was not reached. */
export type Result<T> =
  | { readonly ok: true; readonly status: number; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly error: Failure }

/** What the gateway says when it does not say yes. */
export interface Failure {
  readonly error?: string
  readonly issues?: readonly { path: string; expected: string; received: string }[]
  readonly variable?: string
  readonly system?: 'youshu' | 'wechat' | 'zvcms'
  readonly code?: string | number
  readonly message?: string
  readonly retryable?: boolean
  /** Where a run of batches stopped: send the same list again with \`from\`. */
  readonly refused?: readonly { from: number; to: number; retcode: string | number; errmsg: string }[]
}

export interface Options {
  /** Such as http://127.0.0.1:8378 */
  readonly url: string
  /** GATEWAY_OPERATOR_KEY, or a session's token for usableCoupons. */
  readonly key: string
  /** Milliseconds for one call; default 30,000. */
  readonly timeoutMs?: number
  readonly headers?: Readonly<Record<string, string>>
}

type Query = Readonly<Record<string, string | undefined>>

const send = async <T>(
  { url, key, timeoutMs = 30_000, headers }: Options,
  method: string,
  path: string,
  body: unknown,
  query: Query = {},
): Promise<Result<T>> => {
  const wanted = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const search = wanted.length ? \`?\${new URLSearchParams(wanted)}\` : ''
  try {
    const response = await fetch(url + path + search, {
      method,
      headers: { ...headers, authorization: \`Bearer \${key}\`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const { status } = response
    const value: unknown = await response.json().catch(() => ({ error: 'malformed' }))
    return response.ok
      ? { ok: true, status, value: value as T }
      : { ok: false, status, error: value as Failure }
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown'
    return { ok: false, status: 0, error: { error: 'unreachable', message: reason } }
  }
}
`

const schemaIn = (content: unknown): Json | undefined => {
  const { content: types } = Object(content) as {
    content?: { 'application/json'?: { schema?: Json } }
  }
  return types?.['application/json']?.schema
}

/** A typed client for merchants' servers, as the source text of one file without dependencies. */
export const clientSource = async (): Promise<string> => {
  const document = JSON.parse(JSON.stringify(openapi())) as {
    paths: Record<string, Record<string, { requestBody?: unknown; responses: Json }>>
    components: { schemas: Json }
  }
  const properties: Record<string, Json> = {}
  const calls = OPERATIONS.map(({ id, method, path, query, answers, summary }) => {
    const { requestBody, responses } = document.paths[path]?.[method] ?? { responses: {} }
    const body = schemaIn(requestBody)
    if (body) properties[`${id}Body`] = body
    const schemas: Json[] = Object.keys(answers).flatMap((status): Json[] => {
      const schema = schemaIn(responses[status])
      return schema ? [schema] : []
    })
    const [only] = schemas
    properties[`${id}Answer`] = only && schemas.length === 1 ? only : { anyOf: schemas }
    const hasId = path.includes('{id}')
    const parameters = [
      ...(hasId ? ['id: string'] : []),
      ...(body ? [`body: Contract['${id}Body']`] : []),
      ...(query
        ? [
            `query: { ${Object.keys(query)
              .map((name) => `${name}?: string`)
              .join('; ')} } = {}`,
          ]
        : []),
    ]
    const place = hasId ? `\`${path.replace('{id}', '${encodeURIComponent(id)}')}\`` : `'${path}'`
    const given = [
      `'${method.toUpperCase()}'`,
      place,
      body ? 'body' : 'undefined',
      ...(query ? ['query'] : []),
    ]
    return `  /** ${summary}. */
  ${id}: (${parameters.join(', ')}): Promise<Result<Contract['${id}Answer']>> =>
    send(options, ${given.join(', ')}),`
  })
  const contract = await compile(
    {
      title: 'Contract',
      type: 'object',
      additionalProperties: false,
      required: Object.keys(properties),
      properties,
      components: document.components,
    },
    'Contract',
    { bannerComment: '', additionalProperties: true, unreachableDefinitions: false },
  )
  return `// Made from the gateway's OpenAPI document; do not edit. Node 20 or newer, no dependencies.
${contract}${RUNTIME}
/** The gateway's interfaces. No call rejects. */
export const createGatewayClient = (options: Options) => ({
${calls.join('\n')}
})
export type GatewayClient = ReturnType<typeof createGatewayClient>
`
}
