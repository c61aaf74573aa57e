import { array, type GenericSchema, integer, looseObject, number, pipe } from 'valibot'
import type { Role } from '../lib/authorize'

/** One address of the gateway, as merchants' programs see it. */
export interface Operation {
  readonly id: string
  readonly method: 'get' | 'post'
  readonly path: string
  readonly role: Role
  readonly summary: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: GenericSchema
  readonly answers: Readonly<Record<number, GenericSchema>>
  /** Whose failure a 502 may report. */
  readonly upstream?: true
}

export const operator = { role: 'operator', method: 'post' } as const
export const open = { role: 'anyone', method: 'get' } as const
export const read = { role: 'operator', method: 'get' } as const

export const whole = pipe(number(), integer())
/** Objects with any fields. */
export const named = array(looseObject({}))
