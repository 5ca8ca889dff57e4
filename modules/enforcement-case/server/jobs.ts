import type { Database, Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { listSeatsOfObject } from '#modules/enterprise/server/store/enterprise.ts'
import { listDutiesToTell, markTold, type OpenDutyRow } from './store.ts'

const PAGE = 200

/** The worker's part in cases of penalty: terms of the law are told the day before they end and once after. */
export const enforcementJobs: Job[] = [
  defineJob({
    name: 'enforcement.remind-of-terms',
    schedule: '55 7 * * *',
    run: async (db) => void (await remindOfTerms(db)),
  }),
]

/** Tells whoever owes something by law; each once before its day and once after. @returns how many were told */
export async function remindOfTerms(db: Database, on = today()): Promise<number> {
  for (let told = 0; ; ) {
    const page = await db.system(async (tx) => {
      const duties = await listDutiesToTell(tx, on, PAGE)
      for (const duty of duties) await tell(tx, duty)
      return duties.length
    })
    told += page
    if (page < PAGE) return told
  }
}

async function tell(tx: Tx, duty: OpenDutyRow): Promise<void> {
  await markTold(tx, duty.caseId, duty.key, duty.stands)
  const title = `${duty.title}${duty.stands === 'late' ? '：期限已经过了' : '：期限就要到了'}`
  const message = { kind: 'penalty.term', ref: duty.caseId, text: `${duty.party}；最后一天 ${duty.dueOn}。` }
  if (duty.who === 'party' && duty.objectId)
    for (const seatId of await listSeatsOfObject(tx, duty.objectId))
      await sendMessage(tx, { ...message, to: { seatId }, title, link: `/my-penalties/${duty.caseId}` })
  // What the party missed, the office that handles the case must know.
  if (duty.holderSeatId && (duty.who === 'office' || duty.stands === 'late'))
    await sendMessage(tx, {
      ...message,
      to: { seatId: duty.holderSeatId },
      title,
      link: `/enforcement-cases/${duty.caseId}`,
    })
}
