import type { Database } from '#kernel/db/db.ts'
import { askForReassessment } from '#modules/risk/server/service/failure.ts'
import { riskSettings } from '#modules/risk/server/settings.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, notAhead } from '../calendar.ts'
import { standingAt } from '../stage.ts'
import { databaseNow, layOn } from '../store.ts'

/** The worker of this morning marks risk points on which hazards came up repeatedly. @returns how many */
export async function playReassessment(db: Database, day: LocalDate): Promise<number> {
  const moment = notAhead(momentOf(day, '06:05'))
  const since = await db.system(databaseNow)
  const rule = { count: riskSettings.repeatCount.fallback, days: riskSettings.repeatDays.fallback }
  const marked = await standingAt(moment, () => askForReassessment(db, rule, day))
  await db.system((tx) => layOn(tx, moment, since))
  return marked
}
