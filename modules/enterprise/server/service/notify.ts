import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/service.ts'
import { finishMessages, sendMessage } from '#kernel/messages/service.ts'
import { answeringChain } from '#modules/grid/server/duty/service.ts'
import { type EnterpriseRecord, listSeatsOfObject } from '../store/enterprise.ts'

const PROPOSED = 'enterprise.proposed'

/** Puts a proposed change before the seat that answers for the enterprise's base data; nobody is told when nobody answers. */
export async function askOffice(tx: Tx, enterprise: EnterpriseRecord, changeId: string): Promise<void> {
  const object = {
    gridCode: enterprise.gridCode,
    objectClass: 'B' as const,
    regulatorClasses: (enterprise.regulatorClasses as string[] | null) ?? [],
  }
  const { answers } = await answeringChain(tx, object, 'safety', today())
  const seats = answers.find(({ business }) => business === 'base_data')?.seats ?? []
  for (const { id } of seats) {
    await sendMessage(tx, {
      to: { seatId: id },
      kind: PROPOSED,
      ref: changeId,
      title: `${enterprise.name} 申报了档案变更`,
      text: '请核对后通过或退回。',
      link: '/enterprise-changes',
      needsAction: true,
    })
  }
}

/** Closes the office's to-do and tells the enterprise what came of its proposal. */
export async function tellEnterprise(
  tx: Tx,
  change: { id: string; enterpriseId: string },
  outcome: string,
  reason: string | null,
): Promise<void> {
  await closeToDo(tx, change.id)
  for (const seatId of await listSeatsOfObject(tx, change.enterpriseId)) {
    await sendMessage(tx, {
      to: { seatId },
      kind: 'enterprise.change-decided',
      ref: change.id,
      title: `您申报的档案变更${outcome}`,
      text: reason ?? '',
      link: `/enterprises/${change.enterpriseId}`,
    })
  }
}

/** The office need not look any more. */
export const closeToDo = (tx: Tx, changeId: string): Promise<number> => finishMessages(tx, PROPOSED, changeId)
