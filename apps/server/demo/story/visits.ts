import { fileRoutes } from '#modules/enterprise/server/routes/file.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { Stage } from '../stage.ts'
import type { Cast } from './cast.ts'

const WALKED = ['contact', 'contactPhone', 'operatingState', 'address']

/** The grid officer goes from firm to firm and confirms what stands in the files, the town officer telephones. @returns how many files */
export function planVisits(stage: Stage, { village, town }: Cast, day: LocalDate): number {
  const confirm = (login: string, id: string, fields: readonly string[], method: 'visit' | 'office') => () =>
    stage.act(login, fileRoutes, 'POST /api/v1/enterprises/:id/confirm', { params: { id }, body: { fields, method } })
  const visits = [
    { daysBefore: 4, time: '09:40', login: 'grid-officer', enterprise: village[0], method: 'visit' },
    { daysBefore: 2, time: '14:30', login: 'grid-officer', enterprise: village[3], method: 'visit' },
    { daysBefore: 2, time: '16:35', login: 'damatou-officer', enterprise: town[6], method: 'office' },
    { daysBefore: 1, time: '10:25', login: 'damatou-officer', enterprise: town[7], method: 'office' },
  ] as const
  for (const { daysBefore, time, login, enterprise, method } of visits) {
    if (!enterprise) continue
    const fields = method === 'visit' ? WALKED : WALKED.slice(0, 3)
    stage.plan(momentOf(workdaysBefore(day, daysBefore), time), confirm(login, enterprise.id, fields, method))
  }
  return visits.length
}
