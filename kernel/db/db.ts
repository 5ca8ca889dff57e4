import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { CamelCasePlugin, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import pg from 'pg'
import { type Scope, wholeTree } from '#kernel/scope/scope.ts'
import { Changes } from './changes.ts'

/** A connection with its scope set; inside `write` also a transaction. All SQL of the house runs on one of these. */
export type Tx = Kysely<unknown>

// bigint arrives as text otherwise; our counters stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
// Dates are calendar dates in China, not instants: keep the text.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** Reads on a connection that stands in no transaction, all of them of the database as it stood at the first. */
export async function inOneView<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`begin isolation level repeatable read read only`.execute(tx)
  try {
    return await work()
  } finally {
    await sql`rollback`.execute(tx)
  }
}

/** The database as the application role sees it: every connection carries a scope, and none is left over from before. */
export class Database {
  readonly pool: pg.Pool
  /** What was changed by anybody, in any process, that is kept in memory here. */
  readonly changes = new Changes()
  readonly #bound = new WeakMap<pg.PoolClient, Tx>()
  readonly #scopes = new WeakMap<pg.PoolClient, string>()

  constructor(url: string, options: { connections?: number; role?: 'angrid_app' | 'angrid_gateway' } = {}) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: options.connections ?? 20,
      connectionTimeoutMillis: 10_000,
      options: `-c role=${options.role ?? 'angrid_app'}`,
      onConnect: (client) => this.changes.listenOn(client),
    })
    // An idle connection dies with the server; the pool drops it and the next request opens another.
    this.pool.on('error', () => {})
    this.pool.on('remove', (client) => this.changes.forget(client))
  }

  /** Runs reads under a scope, without a transaction. */
  async read<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#borrow(scope, (client) => work(this.#bind(client)))
  }

  /** Runs reads that must agree with each other: all of them see the database as it stood at the first. */
  async snapshot<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#borrow(scope, async (client) => {
      await client.query('begin isolation level repeatable read read only')
      try {
        return await work(this.#bind(client))
      } finally {
        await client.query('rollback').catch(() => {})
      }
    })
  }

  /**
   * Runs reads of tables without a row-level policy (who somebody is, what a node is called), whatever scope the
   * connection stands in. Saves two round trips on every request.
   */
  async unscoped<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#borrow(null, (client) => work(this.#bind(client)))
  }

  /** Runs a change under a scope in one transaction; it is durable when this returns and gone when it throws. */
  async write<T>(scope: Scope, work: (tx: Tx, client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.#borrow(scope, async (client) => {
      await client.query('begin')
      try {
        const result = await work(this.#bind(client), client)
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback').catch(() => {})
        throw error
      }
    })
  }

  /** Work nobody's scope limits: jobs, sign-in, the operator's tool. */
  async system<T>(work: (tx: Tx, client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.write(wholeTree, work)
  }

  async close(): Promise<void> {
    await this.pool.end()
  }

  async #borrow<T>(scope: Scope | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    let broken: Error | undefined
    const onError = (error: Error) => {
      broken = error
    }
    client.on('error', onError)
    try {
      if (scope) await this.#setScope(client, scope)
      return await work(client)
    } catch (error) {
      if (isConnectionLoss(error)) broken = error as Error
      throw error
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }

  /** Tells the row-level policies; skipped when the connection already stands in this scope. */
  async #setScope(client: pg.PoolClient, scope: Scope): Promise<void> {
    const key = `${scope.gridFrom}|${scope.gridTo}|${scope.objectId ?? ''}`
    if (this.#scopes.get(client) === key) return
    this.#scopes.delete(client)
    await client.query({
      name: 'set-scope',
      text: `select set_config('angrid.grid_from', $1, false), set_config('angrid.grid_to', $2, false),
                    set_config('angrid.object_id', $3, false)`,
      values: [scope.gridFrom, scope.gridTo, scope.objectId ?? ''],
    })
    this.#scopes.set(client, key)
  }

  #bind(client: pg.PoolClient): Tx {
    const known = this.#bound.get(client)
    if (known) return known
    const bound = bindClient(client)
    this.#bound.set(client, bound)
    return bound
  }
}

/** Kysely over one client of ours, so that scope and transaction stay where we set them. */
export function bindClient(client: pg.ClientBase): Tx {
  return new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new OneClientDriver(client),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

// Texts that come back are planned once per connection. Our texts vary by filter only, so a bound is never reached in
// practice; it is there so that a text built from input could not fill the server's memory.
const names = new Map<string, string>()

/**
 * Marks a query whose best plan depends on its values, such as the range of a grid: one plan for a village and a city alike sorts a
 * hundred thousand rows where an index has the first fifty. It is planned anew each time, one to three milliseconds.
 */
export const PLANNED_EACH_TIME = sql.raw('/* planned each time */')

function prepared(text: string): { text: string; name?: string } {
  if (text.includes('/* planned each time */')) return { text }
  const known = names.get(text)
  if (known) return { text, name: known }
  if (names.size >= 2000) return { text }
  const name = `q${names.size}`
  names.set(text, name)
  return { text, name }
}

class OneClientDriver implements Driver {
  readonly #connection: DatabaseConnection
  constructor(client: pg.ClientBase) {
    this.#connection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const result = await client.query({ ...prepared(query.sql), values: query.parameters as unknown[] })
        return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
      },
      streamQuery() {
        throw new Error('streams go through COPY')
      },
    }
  }
  async init() {}
  async acquireConnection() {
    return this.#connection
  }
  async beginTransaction() {
    throw new Error('transactions are opened by Database.write')
  }
  async commitTransaction() {}
  async rollbackTransaction() {}
  async releaseConnection() {}
  async destroy() {}
}

const CONNECTION_LOSS = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
])

/** Whether an error says that the database is away, so that the same request may be sent again later. */
export function isConnectionLoss(error: unknown): boolean {
  const { code, message, syscall } = (error ?? {}) as { code?: string; message?: string; syscall?: string }
  // A socket that is not there; a file that is not there is another matter.
  if (code === 'ENOENT') return syscall === 'connect'
  if (code && CONNECTION_LOSS.has(code)) return true
  return /Connection terminated|timeout exceeded when trying to connect|not queryable/.test(message ?? '')
}
