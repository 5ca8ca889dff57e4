import { RecordPatrol } from '#modules/patrol/model/schema.ts'
import { recordPatrol } from '#modules/patrol/server/service.ts'
import { limitsOf } from '#modules/patrol/server/settings.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import { DEFAULTS } from '../patrols/load.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import type { Stage } from '../stage.ts'

const MINUTE = 60_000

/** The grid officer walked round on the last working day and found a way out blocked, which became an event. */
export function planPatrols(stage: Stage, one: DemoEnterprise, day: LocalDate): void {
  const left = momentOf(workdaysBefore(day, 1), '11:05')
  const { lng, lat } = one.values
  stage.plan(left, async () => {
    const actor = await stage.actor('grid-officer')
    const found = { note: '疏散通道堆了托盘，门只能开一半', follow: 'event', eventItem: '0601', where: '成品库南门' }
    const input = RecordPatrol.parse({
      objectId: one.id,
      checkIn: { position: { lng: Number(lng), lat: Number(lat), accuracyM: 9 }, photos: [], reason: '' },
      startedAt: new Date(left.getTime() - 24 * MINUTE).toISOString(),
      endedAt: left.toISOString(),
      template: 'T-GEN-PATROL',
      items: [
        { code: 'GEN-LIC-001', result: 'ok' },
        { code: 'GEN-ORG-001', result: 'ok' },
        { code: 'GEN-PLC-001', result: 'not_ok', ...found },
        { code: 'GEN-EQP-001', result: 'ok' },
      ],
      note: '负责人在场，答应当天清开',
      metBy: String(one.values.contact),
    })
    await recordPatrol(stage.tx, actor, limitsOf(DEFAULTS), input)
  })
}
