import pg from 'pg'
import type { PgBoss } from 'pg-boss'

interface JobRequest {
  id: string
  name: string
  data: Record<string, unknown>
  start_after: Date | null
}

interface RelayOptions {
  log(line: string): void
  /** Called after the commit for each job moved. */
  moved(name: string): void
}

/**
 * Moves requested jobs into the queue: taken from the one table and put into the other in one transaction, so each
 * request becomes exactly one job however many workers run. Woken by the commit of a request; looks by itself every
 * five seconds, should a call have been lost.
 */
export class JobRelay {
  readonly #ownerUrl: string
  readonly #boss: PgBoss
  readonly #names: string[]
  readonly #options: RelayOptions
  #client: pg.Client | null = null
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> | null = null
  #again = false
  #stopped = false

  constructor(ownerUrl: string, boss: PgBoss, names: string[], options: RelayOptions) {
    this.#ownerUrl = ownerUrl
    this.#boss = boss
    this.#names = names
    this.#options = options
  }

  /** Listens from now on, and moves what was asked for while no worker ran. */
  async start(): Promise<void> {
    await this.#connect()
    this.#timer = setInterval(() => this.#wake(), 5000)
    this.#wake()
  }

  /** Waits for the move under way and lets go of the connection. */
  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearInterval(this.#timer)
    await this.#running
    await this.#client?.end().catch(() => {})
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#ownerUrl, application_name: 'angrid job relay' })
    const lost = () => {
      if (this.#client === client) this.#client = null
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', () => this.#wake())
    await client.connect()
    await client.query('listen angrid_job_request')
    this.#client = client
  }

  /** One move at a time; a call during a move makes one more follow. */
  #wake(): void {
    if (this.#stopped) return
    if (this.#running) {
      this.#again = true
      return
    }
    this.#running = this.#moveAll()
      .catch((error: Error) => this.#options.log(`后台任务：${error.message}`))
      .finally(() => {
        this.#running = null
        if (this.#again) {
          this.#again = false
          this.#wake()
        }
      })
  }

  async #moveAll(): Promise<void> {
    if (!this.#client) await this.#connect()
    while (!this.#stopped && (await this.#movePage()) > 0);
  }

  async #movePage(): Promise<number> {
    const client = this.#client
    if (!client) return 0
    await client.query('begin')
    try {
      const taken = await client.query<JobRequest>(
        `delete from job_request where id in (
           select id from job_request where name = any($1) order by created_at limit 100 for update skip locked)
         returning id, name, data, start_after`,
        [this.#names],
      )
      for (const request of taken.rows) await this.#send(client, request)
      await client.query('commit')
      for (const name of new Set(taken.rows.map((request) => request.name))) this.#options.moved(name)
      return taken.rows.length
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
  }

  async #send(client: pg.Client, request: JobRequest): Promise<void> {
    await this.#boss.send(request.name, request.data, {
      id: request.id,
      ...(request.start_after ? { startAfter: request.start_after } : {}),
      db: { executeSql: (text, values) => client.query(text, values as unknown[]) },
    })
  }
}
