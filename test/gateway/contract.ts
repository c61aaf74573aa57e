import Ajv from 'ajv/dist/2020'
import { openapi } from '../../cloudfunctions/coupon-gateway/routes/openapi'

const document: unknown = JSON.parse(JSON.stringify(openapi()))
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
ajv.addSchema(Object.assign({ $id: 'gateway' }, document))

const escape = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1')

/** What is wrong with an answer by the OpenAPI document; nothing: it is as documented, or of no documented address. */
export const breachOf = (
  method: string,
  address: string,
  status: number,
  body: unknown,
): string | undefined => {
  const path = address.split('?')[0]?.replace(/^\/jobs\/[^/]+/, '/jobs/{id}') ?? ''
  const { paths } = document as { paths: Record<string, Record<string, { responses: object }>> }
  const operation = paths[path]?.[method.toLowerCase()]
  if (!operation) return undefined
  if (!(status in operation.responses)) return `${method} ${path}: ${status} is not documented`
  const place = ['paths', path, method.toLowerCase(), 'responses', String(status)].map(escape)
  const validate = ajv.getSchema(`gateway#/${place.join('/')}/content/application~1json/schema`)
  if (!validate) return `${method} ${path} ${status} has no schema`
  return validate(body)
    ? undefined
    : `${method} ${path} ${status}: ${ajv.errorsText(validate.errors)}`
}
