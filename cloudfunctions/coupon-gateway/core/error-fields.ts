/** Of an error only what is safe to log: its message may quote what it choked on, its name and place are enough to find it. */
export const errorFields = (error: unknown) =>
  error instanceof Error
    ? { name: error.name, at: error.stack?.split('\n').slice(1, 4) }
    : { name: typeof error }
