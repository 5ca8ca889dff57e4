import type { Database } from '#kernel/db/db.ts'
import type { PermissionTable } from '#kernel/identity/permissions.ts'
import { reportRoutes } from '#modules/analysis/server/report-routes.ts'
import { writeDue } from '#modules/analysis/server/report-service.ts'
import type { AnalysisContext } from '#modules/analysis/server/send.ts'
import { type LocalDate, weekday } from '#standards/calendar/local-date.ts'
import { isWorkday } from '#standards/calendar/work-calendar.ts'
import { reportSources } from '../../reports.ts'
import { momentOf, notAhead, workdaysBefore } from '../calendar.ts'
import { Stage, standingAt } from '../stage.ts'
import { databaseNow, layOn } from '../store.ts'

const BLOCKS = [
  { kind: 'heading', text: '一、隐患' },
  {
    kind: 'para',
    text: '最近七天全市新增隐患 {hazard.found} 条（上七天 {hazard.found:before} 条，{hazard.found:change}），其中企业自查 {hazard.self-found} 条、政府检查 {hazard.office-found} 条。到期应完成的按期完成率 {hazard.on-time}。目前未闭环 {hazard.open} 条，其中重大隐患 {hazard.major-open} 条，逾期 {hazard.late} 条。',
  },
  { kind: 'table', by: 'grid', codes: ['hazard.found', 'hazard.open', 'hazard.late'] },
  { kind: 'heading', text: '二、执法检查' },
  {
    kind: 'para',
    text: '检查 {inspection.visited} 家次（上七天 {inspection.visited:before} 家次），查出问题 {inspection.found} 个。',
  },
  { kind: 'table', by: 'grid', codes: ['inspection.visited', 'inspection.found'] },
]

/** The city's office has a weekly report written for its leader and the county's; the first one goes out on the morning of the day. */
export async function planReport(db: Database, table: PermissionTable, day: LocalDate): Promise<void> {
  const moment = momentOf(workdaysBefore(day, 1), '17:48')
  const since = await db.system(databaseNow)
  await standingAt(moment, () =>
    db.system(async (tx) => {
      const stage = new Stage(tx, table)
      const seats = await Promise.all(
        ['city-leader', 'guangrao-leader'].map(async (login) => (await stage.actor(login)).seatId as string),
      )
      // Saving a template asks the press for nothing.
      const routes = reportRoutes(reportSources as AnalysisContext)
      await stage.act('city-officer', routes, 'POST /api/v1/report-templates', {
        body: {
          title: '全市安全监管周报',
          ...{ gridRule: 'own', periodRule: 'days', days: 7 },
          ...{ rhythm: 'weekly', onDay: weekday(day) || 7 },
          ...{ seats, blocks: BLOCKS },
        },
      })
    }),
  )
  await db.system((tx) => layOn(tx, moment, since))
}

/** The worker writes what is due on the morning of a working day; on a Sunday it is left to the server. @returns how many */
export async function playReport(db: Database, day: LocalDate): Promise<number> {
  if (!isWorkday(day)) return 0
  const moment = notAhead(momentOf(day, '08:25'))
  const since = await db.system(databaseNow)
  const written = await standingAt(moment, () => writeDue(reportSources, db, day))
  await db.system((tx) => layOn(tx, moment, since))
  return written
}
