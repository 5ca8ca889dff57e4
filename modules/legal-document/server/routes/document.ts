import { z } from 'zod'
import { readBody } from '#kernel/http/read-body.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { wayNames } from '../../model/acts.ts'
import { checkAddress } from '../../model/number.ts'
import {
  ChangeDraft,
  DocumentFilter,
  DocumentLine,
  DocumentView,
  DraftInput,
  IssueInput,
  Missing,
  PreviewInput,
  ReasonInput,
  ReceiptInput,
  ServeInput,
  SignInput,
  SuitView,
} from '../../model/schema.ts'
import type { DocumentContext } from '../context.ts'
import { disposition, sendPages, sendPdf } from '../send.ts'
import { draftDocument, editDraft, getDocument, listMissing, proposeValues } from '../service/draft.ts'
import { correctDocument, endDocument, issueDocument, signDocument } from '../service/issue.ts'
import { documentsOfCase } from '../service/of-case.ts'
import { fileNameOf, inHand, isDraft, markOf, pdfOf } from '../service/pdf.ts'
import { drawDocument, fillDocument } from '../service/print.ts'
import { receiveDocument, serveDocument } from '../service/serve.ts'
import { findAgencyOf } from '../store/agency.ts'
import { type DocumentRow, listDocuments } from '../store/document.ts'
import { documentView, lineView } from '../view.ts'
import { siteOf } from './own.ts'

const tag = '执法文书'
const One = z.object({ id: z.uuid('文书编号不正确') })
const Done = z.object({ id: z.uuid() })

/** What the line of the audit says of an act on a document. */
const about = (row: DocumentRow, detail: Record<string, unknown> = {}) => ({
  objectType: 'legal-document',
  objectId: row.id,
  gridCode: row.gridCode,
  detail: { name: row.name, number: row.number ?? '', ...detail },
})

/** Documents from draft to receipt. */
export function documentRoutes(context: DocumentContext): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/legal-documents',
      summary: '执法文书，新的在前；企业看到送达自己的',
      tag,
      permission: 'legal-document.read',
      query: DocumentFilter,
      answer: z.object({ items: z.array(DocumentLine), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query }) => {
        const page = await listDocuments(tx, actor.scope, query)
        return { ...page, items: page.items.map(lineView) }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/legal-documents/proposal',
      summary: '新文书里平台已经知道的内容',
      tag,
      permission: 'legal-document.draft',
      query: z.object({ key: z.string().max(80), objectId: z.uuid().optional(), caseId: z.uuid().optional() }),
      answer: z.object({ values: z.record(z.string(), z.unknown()), partyName: z.string() }),
      act: async ({ tx, actor, query }) => {
        const about = { objectId: query.objectId ?? null, caseId: query.caseId ?? null }
        const { values, matter } = await proposeValues(tx, actor, query.key, about)
        return { values, partyName: String(matter.known.party?.name ?? '') }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-documents/preview',
      summary: '按填写的内容印出草稿的样子（SVG 图），不保存',
      tag,
      permission: 'legal-document.draft',
      audit: 'legal-document.previewed',
      body: PreviewInput,
      answer: z.unknown(),
      raw: true,
      act: async ({ db, actor, body, reply }) => {
        const input = readBody(PreviewInput, body)
        const drawn = await db.read(actor.scope, async (tx) => {
          const about = { objectId: input.objectId ?? null, caseId: input.caseId ?? null }
          return {
            ...(await proposeValues(tx, actor, input.key, about)),
            agency: await findAgencyOf(tx, actor.gridCode),
          }
        })
        const filled = fillDocument({
          template: drawn.template,
          values: input.values,
          agency: drawn.agency,
          draft: true,
          mark: '草稿',
        })
        return sendPages(reply, await drawDocument(context, filled))
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-documents',
      summary: '起草一份文书：平台知道的内容自动填好',
      tag,
      permission: 'legal-document.draft',
      audit: 'legal-document.drafted',
      body: DraftInput,
      answer: DocumentView,
      status: 201,
      act: async ({ tx, actor, body, note, settings, request }) => {
        const row = await getDocument(tx, actor, await draftDocument(tx, actor, body))
        note(about(row))
        return documentView(tx, actor, row, siteOf(settings, request))
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/cases/:id/documents',
      summary: '一个办件的文书，和它现在适用的文书',
      tag,
      permission: 'legal-document.read',
      params: z.object({ id: z.uuid('办件编号不正确') }),
      answer: z.object({
        items: z.array(DocumentLine),
        nextCursor: z.null(),
        total: z.number(),
        suits: z.array(SuitView),
      }),
      act: async ({ tx, actor, params }) => {
        const { documents, suits } = await documentsOfCase(tx, actor, params.id)
        return { items: documents.map(lineView), nextCursor: null, total: documents.length, suits }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/legal-documents/:id',
      summary: '一份文书，连同版本、签名和送达',
      tag,
      permission: 'legal-document.read',
      params: One,
      answer: DocumentView,
      act: async ({ tx, actor, params, settings, request }) =>
        documentView(tx, actor, await getDocument(tx, actor, params.id), siteOf(settings, request)),
    }),
    route({
      method: 'GET',
      path: '/api/v1/legal-documents/:id/missing',
      summary: '制发前还缺什么',
      tag,
      permission: 'legal-document.draft',
      params: One,
      answer: z.object({ items: z.array(Missing), nextCursor: z.null(), total: z.number() }),
      act: async ({ tx, actor, params }) => {
        const row = await getDocument(tx, actor, params.id)
        const items = row.state === 'draft' ? await listMissing(tx, actor, row) : []
        return { items, nextCursor: null, total: items.length }
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/legal-documents/:id',
      summary: '修改草稿的内容（带 If-Match 版本号）',
      tag,
      permission: 'legal-document.draft',
      audit: 'legal-document.edited',
      params: One,
      body: ChangeDraft,
      answer: DocumentView,
      act: async ({ tx, actor, params, body, ifMatch, note, settings, request }) => {
        note(about(await editDraft(tx, actor, params.id, ifMatch, body.values)))
        return documentView(tx, actor, await getDocument(tx, actor, params.id), siteOf(settings, request))
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-documents/:id/issue',
      summary: '制发：取号、定稿、存 PDF；缺什么会逐项说明',
      tag,
      permission: 'legal-document.issue',
      audit: 'legal-document.issued',
      params: One,
      body: IssueInput,
      answer: DocumentView,
      act: async ({ tx, actor, params, body, note, settings, request }) => {
        const site = siteOf(settings, request)
        const row = await issueDocument(tx, context, actor, params.id, body, site)
        note(about(row, { textHash: row.textHash }))
        return documentView(tx, actor, row, site)
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-documents/:id/signatures',
      summary: '采集签名：屏幕签名、纸上已签或者拒签',
      tag,
      permission: 'legal-document.sign',
      audit: 'legal-document.signed',
      params: One,
      body: SignInput,
      answer: DocumentView,
      act: async ({ tx, actor, params, body, note, settings, request }) => {
        const site = siteOf(settings, request)
        const row = await signDocument(tx, context, actor, params.id, body, site)
        note(about(row, { signer: body.signer, kind: body.kind }))
        return documentView(tx, actor, row, site)
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-documents/:id/services',
      summary: '登记送达：直接、平台或者邮寄',
      tag,
      permission: 'legal-document.serve',
      audit: 'legal-document.served',
      offline: true,
      params: One,
      body: ServeInput,
      answer: DocumentView,
      act: async ({ tx, actor, params, body, note, settings, request }) => {
        const row = await serveDocument(tx, actor, params.id, body)
        note(about(row, { way: wayNames[body.way] }))
        return documentView(tx, actor, row, siteOf(settings, request))
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-documents/:id/receipt',
      summary: '企业签收经平台送达的文书',
      tag,
      permission: 'legal-document.receive',
      audit: 'legal-document.received',
      params: One,
      body: ReceiptInput,
      answer: DocumentView,
      act: async ({ tx, actor, params, body, note, settings, request }) => {
        const row = await receiveDocument(tx, actor, params.id, body)
        note(about(row))
        return documentView(tx, actor, row, siteOf(settings, request))
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-documents/:id/withdraw',
      summary: '撤回已制发的文书，写明原因；记录和文号留存',
      tag,
      permission: 'legal-document.withdraw',
      audit: 'legal-document.withdrawn',
      params: One,
      body: ReasonInput,
      answer: Done,
      act: async ({ tx, actor, params, body, note }) => {
        note(about(await endDocument(tx, actor, params.id, 'withdraw', body.reason), { reason: body.reason }))
        return { id: params.id }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-documents/:id/discard',
      summary: '作废一份草稿，写明原因',
      tag,
      permission: 'legal-document.draft',
      audit: 'legal-document.discarded',
      params: One,
      body: ReasonInput,
      answer: Done,
      act: async ({ tx, actor, params, body, note }) => {
        note(about(await endDocument(tx, actor, params.id, 'discard', body.reason), { reason: body.reason }))
        return { id: params.id }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/legal-documents/:id/correct',
      summary: '更正：用原来的内容另起一份草稿，制发后原来的标为已更正',
      tag,
      permission: 'legal-document.withdraw',
      audit: 'legal-document.corrected',
      params: One,
      answer: DocumentView,
      status: 201,
      act: async ({ tx, actor, params, note, settings, request }) => {
        const row = await getDocument(tx, actor, await correctDocument(tx, actor, params.id))
        note(about(row))
        return documentView(tx, actor, row, siteOf(settings, request))
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/legal-documents/:id/pdf',
      summary: '文书的 PDF：制发后是存下的原件，草稿现印；也可要窄条小票',
      tag,
      permission: 'legal-document.read',
      params: One,
      query: z.object({
        edition: z.coerce.number().int().min(1).max(99).optional(),
        slip: z.enum(['yes', 'no'], '只能是 yes 或 no').default('no'),
      }),
      answer: z.unknown(),
      raw: true,
      act: async ({ db, actor, params, query, reply }) => {
        const pdf = await pdfOf(context, db.read.bind(db), actor, readBody(One, params).id, query)
        return sendPdf(reply, pdf.bytes, pdf.name)
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/legal-documents/:id/pages',
      summary: '文书各页的样子（SVG 图），不用插件就能看',
      tag,
      permission: 'legal-document.read',
      params: One,
      answer: z.unknown(),
      raw: true,
      act: async ({ db, actor, params, reply, settings, request }) => {
        const hand = await inHand(db.read.bind(db), actor, readBody(One, params).id)
        const { row, agency, signatures } = hand
        const filled = fillDocument({
          template: row.template,
          values: row.values,
          agency,
          series: row.series,
          draft: isDraft(row),
          mark: markOf(hand),
          signatures,
        })
        const code = row.checkCode ? { number: row.number, checkCode: row.checkCode } : null
        const qr = code && agency?.facts.printsQr ? checkAddress(siteOf(settings, request), code) : null
        return sendPages(reply, await drawDocument(context, filled, { signatures, qr }))
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/legal-documents/:id/word',
      summary: '同样内容的 Word 文件：草稿或者副本，不带签名和印章',
      tag,
      permission: 'legal-document.read',
      params: One,
      answer: z.unknown(),
      act: async ({ tx, actor, params, reply }) => {
        const row = await getDocument(tx, actor, params.id)
        const agency = actor.scope.objectId === null ? await findAgencyOf(tx, row.agencyGrid) : undefined
        const draft = isDraft(row)
        const { template, values, series } = row
        const filled = fillDocument({ template, values, agency, series, draft })
        // The writer of Word files is read when the first one is asked for.
        const { writeWord } = await import('#kernel/documents/word.ts')
        const file = await writeWord(filled, draft ? '草稿' : '副本')
        reply.type('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
        reply.header('content-disposition', disposition('attachment', `${fileNameOf(row)}.docx`))
        return file
      },
    }),
  ]
}
