import type { z } from 'zod'
import { findSeatOfObject } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { findFile } from '#kernel/files/store.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { finishMessages, sendMessage } from '#kernel/messages/service.ts'
import { documentProblems } from '../../model/problems.ts'
import type { ReceiptInput, ServeInput } from '../../model/schema.ts'
import * as store from '../store/document.ts'
import * as proofs from '../store/proof.ts'
import { getDocument, getDocumentFor } from './draft.ts'
import { pictureOf } from './issue.ts'

/** Name of the message that a document waits to be signed for. */
const SERVED = 'legal-document.served'

/**
 * Enters how a document reached its party. Handed over, it is received on that day; through the account, when it is signed for; by post,
 * when the post says so.
 * @throws actClosed; tooEarly; noAccount; notFound for a proof that is not there
 */
export async function serveDocument(tx: Tx, actor: Actor, id: string, input: ServeInput): Promise<store.DocumentRow> {
  const row = await getDocumentFor(tx, actor, id, 'serve')
  refuseOddDay(input, row)
  if (input.proofFileId && !(await findFile(tx, actor.scope, input.proofFileId)))
    throw new Problem(common.notFound, '没有这份送达证明文件，请重新上传。')
  const received = input.way !== 'account'
  await proofs.insertService(tx, { ...input, id: newId(), documentId: id, servedBy: actingName(actor), received })
  await store.updateServed(tx, id, input.servedOn, received)
  if (input.way === 'account') await tellParty(tx, row)
  return getDocument(tx, actor, id)
}

function refuseOddDay({ servedOn }: ServeInput, row: store.DocumentRow): void {
  const early = row.issuedOn !== null && servedOn < row.issuedOn
  if (!early && servedOn <= today()) return
  const message = early ? `送达日期不能早于落款日期 ${row.issuedOn}` : '送达日期不能晚于今天'
  throw new Problem(documentProblems.tooEarly, `${message}。`, { errors: [{ pointer: '/servedOn', message }] })
}

async function tellParty(tx: Tx, row: store.DocumentRow): Promise<void> {
  const seatId = row.objectId ? await findSeatOfObject(tx, row.objectId, today()) : null
  if (!seatId) throw new Problem(documentProblems.noAccount, '这家企业还没有人用平台账号，请改用直接送达或邮寄。')
  await sendMessage(tx, {
    to: { seatId },
    kind: SERVED,
    title: `请签收《${row.name}》`,
    text: row.number ?? '',
    link: `/legal-documents/${row.id}`,
    ref: row.id,
    needsAction: true,
  })
}

/** Signs for a document served through the account. @throws actClosed; pictureUnreadable */
export async function receiveDocument(
  tx: Tx,
  actor: Actor,
  id: string,
  input: z.output<typeof ReceiptInput>,
): Promise<store.DocumentRow> {
  const row = await getDocumentFor(tx, actor, id, 'receive')
  const picture = input.picture ? pictureOf(input.picture) : null
  await proofs.updateReceived(tx, id, { name: input.name, picture })
  await store.updateServed(tx, id, row.servedOn as string, true)
  await finishMessages(tx, SERVED, id)
  return getDocument(tx, actor, id)
}
