import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'

/**
 * Asks for a job in the caller's transaction: it exists if and only if the act commits, whether or not a worker runs now.
 * @returns the id of the job
 */
export async function enqueue(
  tx: Tx,
  name: string,
  data: Record<string, unknown>,
  options: { startAfter?: Date } = {},
): Promise<string> {
  const id = newId()
  await sql`
    insert into job_request (id, name, data, start_after)
    values (${id}, ${name}, ${JSON.stringify(data)}, ${options.startAfter ?? null})`.execute(tx)
  return id
}
