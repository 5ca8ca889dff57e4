import { raiseOverdue } from '#kernel/identity/handover/service.ts'
import { seatRoutes } from '#kernel/identity/seat/routes.ts'
import { listSeats } from '#kernel/identity/seat/store.ts'
import { handOverMessages } from '#kernel/messages/handover.ts'
import { subtree } from '#kernel/scope/scope.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { Stage } from '../stage.ts'

/**
 * The officer of a town leaves, and what waits for the seat is listed; nobody takes it over in time, so the list rises to
 * the county by the nightly job.
 */
export async function planHandover(stage: Stage, town: string, day: LocalDate): Promise<void> {
  const leftOn = workdaysBefore(day, 6)
  handOverMessages()
  const seats = await listSeats(stage.tx, subtree(town), leftOn, { role: 'town_officer' }, { after: null, limit: 5 })
  const seat = seats.rows.find(({ title }) => title === '镇街监管员')
  const holder = seat?.holders[0]
  if (!seat || !holder) throw new Error(`nobody to leave in ${town}`)
  const given = { params: { id: seat.id }, body: { personId: holder.personId, lastDay: leftOn } }
  stage.plan(momentOf(leftOn, '16:50'), () =>
    stage.act('city-admin', seatRoutes(stage.context), 'POST /api/v1/seats/:id/leave', given),
  )
  stage.plan(momentOf(workdaysBefore(day, 1), '03:10'), () => raiseOverdue(stage.tx, stage.context.limits))
}
