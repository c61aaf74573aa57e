/** An object's fields as lines (`chan_id: poster-7`), what is nested as JSON; what is undefined or '' is left out. */
export const fieldLines = (fields: object): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n')
