import { toJsonSchema } from '@valibot/to-json-schema'
import type { FastifyInstance } from 'fastify'
import {
  array,
  boolean,
  type GenericSchema,
  literal,
  looseObject,
  object,
  optional,
  picklist,
  string,
} from 'valibot'
import type { Role } from '../lib/authorize'
import { SYSTEMS } from '../lib/outcome'
import { version } from '../package.json'
import { sendJson } from '../lib/reply'
import { code, Issue, OPERATIONS } from './contract'
import type { Operation } from './operation'

/** What the answers other than a 200 look like, by name. */
const ERRORS = {
  Issues: object({ issues: array(Issue) }),
  Error: looseObject({ error: string() }),
  Unconfigured: object({ error: literal('unconfigured'), variable: string() }),
  UpstreamError: looseObject({
    error: literal('upstream'),
    system: picklist(SYSTEMS),
    code,
    message: string(),
    meaning: optional(string()),
    retryable: boolean(),
  }),
}

type Json = Readonly<Record<string, unknown>>

/** Rules that JSON Schema cannot say (bytes, one field that needs another) are left out; the gateway still checks them. */
const jsonSchema = (schema: GenericSchema): Json => {
  const made = toJsonSchema(schema, {
    errorMode: 'ignore',
    typeMode: 'output',
    target: 'draft-2020-12',
    // Part of the table, not of the form: whether a change goes into review.
    overrideAction: ({ valibotAction, jsonSchema: converted }) =>
      valibotAction.type === 'metadata'
        ? Object.fromEntries(Object.entries(converted).filter(([key]) => key !== 'review'))
        : undefined,
  })
  const { $schema: _, ...rest } = made
  return { ...rest }
}

/**
 * Definitions that a schema brings along stand beside it; in this document all stand in one place. `name` keeps those of
 * one schema apart from those of another.
 */
const hoisted = (name: string, schema: GenericSchema, into: Record<string, unknown>): Json => {
  const { $defs, ...rest } = JSON.parse(
    JSON.stringify(jsonSchema(schema)).replaceAll('"#/$defs/', `"#/components/schemas/${name}_`),
  ) as { $defs?: Json }
  for (const [key, definition] of Object.entries($defs ?? {})) into[`${name}_${key}`] = definition
  return rest
}

const content = (schema: Json) => ({ 'application/json': { schema } })
const error = (description: string, ...names: (keyof typeof ERRORS)[]) => {
  const schemas = names.map((name) => ({ $ref: `#/components/schemas/${name}` }))
  const [only] = schemas
  return { description, content: content(schemas.length === 1 && only ? only : { anyOf: schemas }) }
}

/** What each status means, wherever it can come back. */
const SHARED = {
  401: error('No credential, or a wrong one', 'Error'),
  404: error('Not there', 'Error'),
  409: error('Not possible in the present state', 'Error'),
  413: error('The body is too large', 'Error'),
  422: error('A rule is broken; nothing was done', 'Issues'),
  429: error('Too many requests; `retry-after` says when to come back', 'Error'),
  500: error('A mistake of ours', 'Error'),
  502: error('The vendor refused or did not answer: its own code and message', 'UpstreamError'),
  503: error(
    'Not configured, shutting down, or the vendor is spared for a moment',
    'Unconfigured',
    'UpstreamError',
    'Error',
  ),
}

const statusesOf = ({ role, body, upstream, path }: Operation): (keyof typeof SHARED)[] => [
  ...(role === 'anyone' ? ([] as const) : ([401, 429] as const)),
  ...(path.includes('{') ? ([404, 409] as const) : ([] as const)),
  ...(path === '/jobs' || path === '/backups' ? ([409] as const) : ([] as const)),
  ...(body || role === 'operator' ? ([413, 422] as const) : ([] as const)),
  ...(upstream ? ([502] as const) : ([] as const)),
  500,
  503,
]

const SECURITY: Partial<Record<Role, string>> = { operator: 'operatorKey', session: 'session' }

const operationOf = (operation: Operation, schemas: Record<string, unknown>): Json => {
  const { id, role, summary, query = {}, body, answers, path } = operation
  const scheme = SECURITY[role]
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }))
  const parameters = [...inPath, ...inQuery]
  const good = Object.entries(answers).map(([status, schema]) => [
    status,
    { description: summary, content: content(hoisted(`${id}_${status}`, schema, schemas)) },
  ])
  const bad = statusesOf(operation).map((status) => [String(status), SHARED[status]])
  return {
    operationId: id,
    summary,
    ...(scheme && { security: [{ [scheme]: [] }] }),
    ...(parameters.length && { parameters }),
    ...(body && { requestBody: { required: true, content: content(hoisted(id, body, schemas)) } }),
    responses: Object.fromEntries([...good, ...bad]),
  }
}

const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description })

/** The contract, made of the schemas that the routes check with. */
export const openapi = (): Json => {
  const paths: Record<string, Record<string, Json>> = {}
  const schemas: Record<string, unknown> = Object.fromEntries(
    Object.entries(ERRORS).map(([name, schema]) => [name, jsonSchema(schema)]),
  )
  for (const operation of OPERATIONS)
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: operationOf(operation, schemas),
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'coupon-gateway',
      version,
      description: 'The companion of youshu-coupon-plugin: what needs a secret is signed here.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        operatorKey: bearer("GATEWAY_OPERATOR_KEY, on the merchant's own servers"),
        session: bearer("A session's token, on a phone"),
      },
    },
  }
}

/** Made once, at the first request: a cloud function should not wait for it at its start. */
export const openapiRoutes = (app: FastifyInstance): void => {
  let made: Json | undefined
  app.get('/openapi.json', { config: { role: 'anyone', isLocal: true } }, (_, reply) =>
    sendJson(reply, 200, (made ??= openapi())),
  )
}
