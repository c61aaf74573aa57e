import { rule } from './rule'

/** The vendor's rules of the form "B must exist if A exists". */
export const needs = <T extends object>(a: keyof T & string, b: keyof T & string) =>
  rule<T>(b, `given with ${a}`, (value) => !value[a] || !!value[b])
