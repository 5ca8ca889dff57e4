import type { Database } from '#kernel/db/db.ts'
import { remindOfChecks } from '#modules/self-check/server/service/remind.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, notAhead } from '../calendar.ts'
import { standingAt } from '../stage.ts'
import { databaseNow, layOn } from '../store.ts'

/** The worker of this morning reminds enterprises of the checks that are due. @returns how many */
export async function playReminders(db: Database, day: LocalDate): Promise<number> {
  const moment = notAhead(momentOf(day, '08:00'))
  const since = await db.system(databaseNow)
  const told = await standingAt(moment, () => remindOfChecks(db, day))
  await db.system((tx) => layOn(tx, moment, since))
  return told
}
