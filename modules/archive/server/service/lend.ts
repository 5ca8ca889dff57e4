import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { finishMessages, sendMessage } from '#kernel/messages/service.ts'
import { archiveProblems } from '../../model/problems.ts'
import { loanEnds } from '../../model/term.ts'
import * as store from '../store/loan.ts'
import { insertLog } from '../store/log.ts'
import type { VolumeRow } from '../store/volume.ts'
import { findHeads } from './heads.ts'
import { getVolume } from './volume.ts'

const ASKED = 'archive.loan-asked'

/** What somebody says who wants to look into a volume. */
export interface BorrowWish {
  reason: string
  extent: string
  days: number
}

/** Asks for a volume; the heads over its place are told. @throws notAtHand for one that is not bound; askedAlready */
export async function askLoan(
  tx: Tx,
  actor: Actor,
  volumeId: string,
  wish: BorrowWish,
): Promise<{ volume: VolumeRow; loanId: string }> {
  const volume = await getVolume(tx, actor, volumeId)
  if (volume.state !== 'bound' && volume.state !== 'superseded')
    throw new Problem(archiveProblems.notAtHand, '这一卷还没有归档或已经销毁，不能借阅。')
  if (!actor.seatId) throw new Problem(common.forbidden, '没有岗位的账号不能借阅。')
  const id = newId()
  const { gridCode } = volume
  const fresh = await store.insertLoan(tx, {
    id,
    volumeId,
    gridCode,
    accountId: actor.accountId,
    seatId: actor.seatId,
    borrower: [actor.bodyName, actingName(actor)].filter(Boolean).join(' '),
    ...wish,
  })
  if (!fresh) throw new Problem(archiveProblems.askedAlready, '您已经申请或正在借阅这一卷，不用再申请。')
  for (const seatId of await findHeads(tx, gridCode, today()))
    await sendMessage(tx, {
      to: { seatId },
      kind: ASKED,
      title: `${actor.personName}申请借阅案卷 ${volume.archiveNo}`,
      text: wish.reason,
      link: '/archive-loans?state=asked',
      ref: id,
      needsAction: true,
    })
  return { volume, loanId: id }
}

async function lockLoan(tx: Tx, actor: Actor, id: string): Promise<store.LoanRow> {
  const loan = await store.findLoanForUpdate(tx, actor.scope, id)
  if (!loan) throw new Problem(common.notFound, '没有这次借阅，或它不在您的辖区。')
  return loan
}

/** Grants or refuses a loan; granted, it ends after its days. @throws notFound; notAtHand; samePerson */
export async function decideLoan(
  tx: Tx,
  actor: Actor,
  id: string,
  { agrees, text }: { agrees: boolean; text: string },
): Promise<{ volume: VolumeRow; loan: store.LoanRow }> {
  const loan = await lockLoan(tx, actor, id)
  if (loan.state !== 'asked') throw new Problem(archiveProblems.notAtHand, '这次借阅已经处理过了。')
  if (loan.accountId === actor.accountId)
    throw new Problem(archiveProblems.samePerson, '不能批准自己的借阅，请另一位负责人批准。')
  const volume = await getVolume(tx, actor, loan.volumeId)
  const by = actingName(actor)
  const dueOn = agrees ? loanEnds(today(), loan.days) : null
  await store.updateDecided(tx, id, { state: agrees ? 'lent' : 'refused', by, text, dueOn })
  await finishMessages(tx, ASKED, id)
  await insertLog(tx, {
    ...{ volumeId: loan.volumeId, accountId: actor.accountId, loanId: id },
    who: agrees ? loan.borrower : by,
    what: agrees ? 'lent' : 'refused',
    purpose: agrees ? `${loan.reason}（${loan.extent}，${dueOn} 到期，${by}批准）` : `${loan.borrower}：${text}`,
  })
  await sendMessage(tx, {
    to: { seatId: loan.seatId },
    kind: 'archive.loan-decided',
    title: agrees ? `案卷 ${volume.archiveNo} 可以借阅了` : `案卷 ${volume.archiveNo} 的借阅没有批准`,
    text: agrees ? `看到 ${dueOn} 为止。` : text,
    link: `/archive-volumes/${volume.id}`,
    ref: id,
  })
  if (agrees && volume.boundSeat)
    await sendMessage(tx, {
      to: { seatId: volume.boundSeat },
      kind: 'archive.lent',
      title: `案卷 ${volume.archiveNo} 借给${loan.borrower}`,
      text: `${by}批准，${dueOn} 到期。`,
      link: `/archive-volumes/${volume.id}`,
      ref: id,
    })
  return { volume, loan }
}

/** Gives a volume back, or takes back what was asked. @throws notFound for another's; notAtHand */
export async function endLoan(tx: Tx, actor: Actor, id: string): Promise<VolumeRow> {
  const loan = await lockLoan(tx, actor, id)
  if (loan.accountId !== actor.accountId) throw new Problem(common.notFound, '没有这次借阅，或不是您借的。')
  if (loan.state !== 'asked' && loan.state !== 'lent')
    throw new Problem(archiveProblems.notAtHand, '这次借阅已经结束了。')
  await store.updateEnded(tx, id, loan.state === 'lent' ? 'returned' : 'withdrawn')
  await finishMessages(tx, ASKED, id)
  if (loan.state === 'lent')
    await insertLog(tx, {
      ...{ volumeId: loan.volumeId, accountId: actor.accountId, loanId: id, who: loan.borrower },
      what: 'returned',
      purpose: '归还',
    })
  return getVolume(tx, actor, loan.volumeId)
}

const PAGE = 100

/** Ends every loan whose last day is gone. @returns how many */
export async function endExpired(db: Database, on = today()): Promise<number> {
  let ended = 0
  for (;;) {
    const page = await db.system(async (tx) => {
      const gone = await store.listExpired(tx, on, PAGE)
      for (const loan of gone) {
        await store.updateEnded(tx, loan.id, 'expired')
        await insertLog(tx, {
          ...{ volumeId: loan.volumeId, accountId: null, loanId: loan.id, who: loan.borrower },
          what: 'expired',
          purpose: `借阅期到 ${loan.dueOn} 为止`,
        })
      }
      return gone.length
    })
    ended += page
    if (page < PAGE) return ended
  }
}

/** The loan under which somebody may look now; undefined without one. A loan past its day is none, whether or not a worker ended it. */
export async function loanNow(tx: Tx, actor: Actor, volumeId: string): Promise<store.LoanRow | undefined> {
  const loan = await store.findOwn(tx, actor, volumeId)
  return loan?.state === 'lent' && (loan.dueOn as string) >= today() ? loan : undefined
}
