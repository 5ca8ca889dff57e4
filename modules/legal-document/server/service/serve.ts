import type { z } from 'zod'
import { findSeatOfObject } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { findFile, takeFilesIn } from '#kernel/files/store.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { finishMessages, sendMessage } from '#kernel/messages/service.ts'
import { enteredWays, type ServiceWay, wayNames } from '../../model/acts.ts'
import { documentProblems } from '../../model/problems.ts'
import type { ReceiptInput, ServeInput } from '../../model/schema.ts'
import type { Service, ServiceOnCase } from '../case-source.ts'
import * as store from '../store/document.ts'
import * as proofs from '../store/proof.ts'
import { getDocument, getDocumentFor } from './draft.ts'
import { pictureOf } from './issue.ts'
import { enterService, SERVED, serviceOnCase } from './served.ts'

/**
 * Enters how a document reached its party. Handed over, it is received on that day; through the account, when it is signed for; by post,
 * when the post says so. Where its case tells of the service too, the act is done with it, in the same transaction.
 * @throws actClosed; tooEarly; noAccount; notFound for a proof that is not there; notAsTold against what the case told already; what the
 * act of the case throws
 */
export async function serveDocument(tx: Tx, actor: Actor, id: string, input: ServeInput): Promise<store.DocumentRow> {
  const row = await getDocumentFor(tx, actor, id, 'serve')
  refuseOddDay(input, row)
  if (input.proofFileId && !(await findFile(tx, actor.scope, input.proofFileId)))
    throw new Problem(common.notFound, '没有这份送达证明文件，请重新上传。')
  if (input.proofFileId) await takeFilesIn(tx, [input.proofFileId])
  const stand = await serviceOnCase(tx, actor.scope, row)
  if (stand) refuseOtherwise(stand.on, input)
  const { servedOn: on, trackingNo, proofFileId, until, ...rest } = input
  const told = stand && 'told' in stand.on ? stand.on.told : null
  const service = {
    ...rest,
    way: told?.way ?? input.way,
    on,
    trackingNo: trackingNo ?? null,
    proofFileId: proofFileId ?? null,
    until: until ?? null,
  }
  await enterService(tx, actor, id, service, told !== null || input.way !== 'account')
  if (told) return getDocument(tx, actor, id)
  if (input.way === 'account') await tellParty(tx, row)
  // Through the account it is served when it is signed for.
  else if (stand) await stand.source.tell(tx, actor, stand.served, service)
  return getDocument(tx, actor, id)
}

/** @throws notAsTold; invalid for what the act of the case asks for and is not there */
function refuseOtherwise(on: ServiceOnCase, input: ServeInput): void {
  if ('told' in on) {
    const { way, on: day } = on.told
    const entered: readonly ServiceWay[] = enteredWays
    if (day === input.servedOn && (way === input.way || !entered.includes(way))) return
    throw refused('/servedOn', `办件上已经登记 ${day} ${wayNames[way]}，文书要填同一天、同一种方式`)
  }
  const { act, ways, until } = on.asks
  if (!ways.includes(input.way)) throw refused('/way', whyNotBy(input.way))
  if (input.way === 'account') return
  if (!input.proofFileId) throw refused('/proofFileId', `办件同时登记「${act}」，要附送达回证或照片`)
  if (until !== null && !input.until) throw refused('/until', `办件同时登记「${act}」，请填期限到哪天`)
}

const whyNotBy = (way: ServiceWay): string =>
  way === 'account' ? '这份文书不能经平台送达' : `${wayNames[way]}还要写交邮日期，在办件上登记，文书跟着登记`

const refused = (pointer: string, message: string) =>
  new Problem(documentProblems.notAsTold, `${message}。`, { errors: [{ pointer, message }] })

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
  const stand = await serviceOnCase(tx, actor.scope, row)
  if (stand && 'asks' in stand.on) await stand.source.tell(tx, actor, stand.served, signedFor(input.name))
  return getDocument(tx, actor, id)
}

/** A service through the account counts from the day it is signed for. */
const signedFor = (recipient: string): Service => ({
  ...{ way: 'account', on: today(), recipient, place: '', trackingNo: null, proofFileId: null, until: null },
})
