import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { FeedbackPeriod, Rhythm } from '../../model/feedback.ts'

/** The feedback of one part, locked for whoever changes it. */
export interface PaceRow {
  id: string
  feedback: Rhythm | 'none'
  feedbackRemindOn: string | null
  feedbackDueOn: string | null
  feedbackMissed: number
}

const columns = sql`t.id, t.feedback, t.feedback_remind_on, t.feedback_due_on, t.feedback_missed`

export async function findPaceForUpdate(tx: Tx, id: string): Promise<PaceRow | undefined> {
  const found = await sql<PaceRow>`
    select ${columns} from task t where t.id = ${id} and t.parent_id is not null for update`.execute(tx)
  return found.rows[0]
}

/** What an act changes in it: the period in which the next word is due, or none; when somebody spoke last. */
export async function updatePace(
  tx: Tx,
  id: string,
  pace: { period: FeedbackPeriod | null; spokenAt: string | null; missed: number },
): Promise<void> {
  const { period, spokenAt, missed } = pace
  await sql`
    update task set feedback_remind_on = ${period?.remindOn ?? null}, feedback_due_on = ${period?.dueOn ?? null},
      feedback_look_on = ${period?.remindOn ?? null}, feedback_missed = ${missed},
      feedback_at = coalesce(${spokenAt}::timestamptz, feedback_at)
    where id = ${id}`.execute(tx)
}

/** A part the job has something to say of. */
export interface WantedRow extends PaceRow {
  feedback: Rhythm
  feedbackRemindOn: string
  feedbackDueOn: string
  gridCode: string
  layer: string
  title: string
  holderSeatId: string | null
}

/** Some parts of which there is something to say on a day, locked; those another worker is at are left to it. */
export async function takeWanted(tx: Tx, on: string, limit: number): Promise<WantedRow[]> {
  const found = await sql<WantedRow>`
    select ${columns}, t.grid_code, c.layer, c.title, c.holder_seat_id
    from task t join case_record c on c.id = t.id
    where t.feedback_look_on <= ${on}::date and t.feedback <> 'none' and c.closed_at is null
    order by t.feedback_look_on, t.id limit ${limit} for update of t skip locked`.execute(tx)
  return found.rows
}

/** Notes that somebody is told of a period. @returns whether nobody was told before */
export async function insertNote(
  tx: Tx,
  note: { taskId: string; kind: 'due' | 'missed'; dueOn: string },
): Promise<boolean> {
  const done = await sql`
    insert into task_feedback_note (task_id, kind, due_on) values (${note.taskId}, ${note.kind}, ${note.dueOn})
    on conflict do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function updateLookOn(tx: Tx, id: string, lookOn: string): Promise<void> {
  await sql`update task set feedback_look_on = ${lookOn} where id = ${id}`.execute(tx)
}
