import { array, looseObject, optional } from 'valibot'
import { id } from './id'

/** Goods named one by one. Only an entry with a `trade_mark` can be compared with a cart. */
export const goodsList = array(looseObject({ trade_mark: optional(id) }))
