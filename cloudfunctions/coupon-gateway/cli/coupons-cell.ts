import { schemaPart } from '../youshu/fields'

const unwrapped = (schema: unknown): unknown => {
  const inner = schemaPart(schema, 'wrapped')
  return inner === undefined ? schema : unwrapped(inner)
}

/** The schema of the field that a column such as `target_url.url_h5` names; nothing for one without a row. */
export const schemaAt = (schema: unknown, path: readonly string[]): unknown => {
  const [key, ...rest] = path
  const here = unwrapped(schema)
  if (key === undefined) return here
  const entries = schemaPart(here, 'entries')
  return typeof entries === 'object' && entries && Object.hasOwn(entries, key)
    ? schemaAt(schemaPart(entries, key), rest)
    : undefined
}

const json = (cell: string): unknown => {
  try {
    return JSON.parse(cell)
  } catch {
    return cell
  }
}

/**
 * A cell as the type that its field has. What does not look like that type stays text, so that the check names it
 * as the operator wrote it. A list of texts is written `P01|P02`, anything deeper as JSON.
 */
export const cellValue = (cell: string, schema: unknown): unknown => {
  switch (schemaPart(schema, 'type')) {
    case 'number':
    case 'picklist':
      return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell
    case 'boolean':
      return /^true$/i.test(cell) ? true : /^false$/i.test(cell) ? false : cell
    case 'array':
      if (cell.startsWith('[')) return json(cell)
      return schemaPart(unwrapped(schemaPart(schema, 'item')), 'type') === 'string'
        ? cell.split('|')
        : cell
    case 'object':
    case 'lazy':
      return json(cell)
    default:
      return cell
  }
}
