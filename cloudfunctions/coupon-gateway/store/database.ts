import {
  type CustomTypesConfig,
  Pool,
  type PoolClient,
  type PoolConfig,
  types as pgTypes,
} from 'pg'
import { errorCode } from '../lib/error-code'

/** Runs one statement. `T` is the shape of a row as this very statement selects it. */
export interface Queryable {
  // The caller names the row that its statement selects: nothing else could.
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  query<T extends object>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: T[]; readonly rowCount: number | null }>
}

/** PostgreSQL, as a server or inside this process. */
export interface Database extends Queryable {
  readonly engine: 'postgresql' | 'embedded'
  /**
   * All or nothing. Everything inside must go through `client`: on the embedded engine, which has one connection,
   * a query beside it would wait for ever.
   */
  transaction<T>(run: (client: Queryable) => Promise<T>): Promise<T>
  /** Waits for what is running. Afterwards nothing may be asked. */
  close(): Promise<void>
}

// Long enough for a busy moment, shorter than a request's own limit: an empty pool is an error, not a hang.
const CONNECT_TIMEOUT_MS = 8_000
const POOL_SIZE = 10
/** Two transactions met, and one of them was ended by the server: `deadlock_detected`, `serialization_failure`. */
const RETRYABLE = new Set(['40P01', '40001'])
const MAX_TRIES = 3

const INT8 = 20
const INT8_ARRAY = 1016
const TIMESTAMPTZ = 1184

/**
 * Counts and sequence numbers stay far below 2^53 and are numbers, moments are milliseconds since 1970 (-Infinity: a
 * lease without a holder); all else is as the driver has it.
 */
const types: CustomTypesConfig = {
  getTypeParser(oid: number, format: 'text' | 'binary' = 'text') {
    // The list of known types is an enum, what arrives is any number.
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment
    const parse: (text: string) => unknown = pgTypes.getTypeParser(oid, format)
    if (oid === INT8 || oid === TIMESTAMPTZ) return (text: string) => Number(parse(text))
    if (oid === INT8_ARRAY) return (text: string) => [parse(text)].flat().map(Number)
    return parse
  },
}

/** What the server ended for another's sake did nothing, and is done again. */
const untangled = async <T>(run: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (attempt === MAX_TRIES || !RETRYABLE.has(String(errorCode(error)))) throw error
    }
  }
}

/** A pool as a database. `release` runs after the pool's own end. */
export const databaseOf = (
  engine: Database['engine'],
  config: PoolConfig,
  release: () => Promise<void> = async () => undefined,
): Database => {
  const pool = new Pool({
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'coupon-gateway',
    ...config,
    types,
  })
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  const queryWith =
    (client: Pool | PoolClient): Queryable['query'] =>
    (sql, values = []) =>
      client.query(sql, [...values])

  const once = async <T>(run: (client: Queryable) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const result = await run({ query: queryWith(client) })
      await client.query('commit')
      client.release()
      return result
    } catch (error) {
      const broken = await client.query('rollback').then(
        () => false,
        () => true,
      )
      client.release(broken)
      throw error
    }
  }

  let closed: Promise<void> | undefined
  return {
    engine,
    query: (sql, values) => untangled(() => queryWith(pool)(sql, values)),
    transaction: (run) => untangled(() => once(run)),
    close: () => (closed ??= pool.end().then(release)),
  }
}
