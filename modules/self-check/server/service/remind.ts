import type { Database, Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { listSeatsOfObject } from '#modules/enterprise/server/store/enterprise.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { type Rhythm, rhythms } from '../../model/codes.ts'
import { remindAhead } from '../../model/rules.ts'
import * as store from '../store/check.ts'
import { templateName } from './plan.ts'

/** Kind of the message that a check is due; it is done when the check is. */
export const DUE = 'self-check.due'
const PAGE = 500

/** Reminds enterprises of checks before and on the last day, each once, in one transaction with the note of it. @returns how many */
export async function remindOfChecks(db: Database, on = today()): Promise<number> {
  let told = await inPages(db, (tx) => store.takeDue(tx, on, PAGE), '今天到期，还没有完成')
  for (const rhythm of Object.keys(rhythms) as Rhythm[]) {
    const until = addDays(on, remindAhead[rhythm])
    if (until > on) told += await inPages(db, (tx) => store.takeAhead(tx, rhythm, on, until, PAGE), '还没有完成')
  }
  return told
}

async function inPages(db: Database, take: (tx: Tx) => Promise<store.DueCheck[]>, words: string): Promise<number> {
  for (let told = 0; ; ) {
    const taken = await db.system(async (tx) => {
      const due = await take(tx)
      for (const check of due) await tell(tx, check, words)
      return due.length
    })
    told += taken
    if (taken < PAGE) return told
  }
}

async function tell(tx: Tx, check: store.DueCheck, words: string): Promise<void> {
  for (const seatId of await listSeatsOfObject(tx, check.objectId))
    await sendMessage(tx, {
      to: { seatId },
      kind: DUE,
      ref: check.id,
      title: `「${await templateName(tx, check.template)}」${words}`,
      text: `最后一天 ${check.dueOn}；过了期不能补填。`,
      link: `/self-checks/${check.id}`,
      needsAction: true,
    })
}
