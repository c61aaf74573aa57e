import { type GenericSchema, getMetadata, metadata, optional, pipe } from 'valibot'

/** A row with 是 in the column 是否提审: a card whose update holds this field goes back into review. */
export const reviewed = <const Field extends GenericSchema>(field: Field) =>
  pipe(optional(field), metadata({ review: true }))

/** What the column says of a row. */
export const isReviewed = (row: GenericSchema): boolean => getMetadata(row)['review'] === true
