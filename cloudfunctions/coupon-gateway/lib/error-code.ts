/** The code of an error of the system, of a library or of a database: `ENOENT`, `40001`. */
export const errorCode = (error: unknown): unknown =>
  typeof error === 'object' && error ? Reflect.get(error, 'code') : undefined
