import { attachedFiles } from '#kernel/cases/model/attached.ts'
import { localDay } from '#kernel/cases/model/clock.ts'
import { actOf } from '#kernel/cases/model/fields.ts'
import { titleOfAct } from '#kernel/cases/model/title-of-act.ts'
import { type ActRow, type CaseRow, listActs } from '#kernel/cases/store.ts'
import { faultOf } from '#kernel/cases/verify.ts'
import type { Tx } from '#kernel/db/db.ts'
import { type FileRow, listFiles } from '#kernel/files/store.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { type DocumentToBind, documentsToBind } from '#modules/legal-document/server/service/to-bind.ts'
import { COPY, type Finding, type Proposed } from '../../model/contents.ts'
import type { ArchiveSource } from '../source.ts'

/** What a case brings into its volume, and what stands in the way of it as far as the case itself tells. */
export interface Content {
  proposed: Proposed[]
  findings: Finding[]
  acts: ActRow[]
}

/** Pictures that can be set on a page as they are. */
export const PLATES = new Set(['image/jpeg', 'image/png', 'image/gif'])
const PDF = 'application/pdf'

/** Why a file cannot be a page of the bundle; null when it can. */
function whyAnnex(mediaType: string): string | null {
  if (mediaType === PDF || PLATES.has(mediaType)) return null
  if (mediaType.startsWith('image/')) return '这种图片不能印成页'
  if (/^(?:video|audio)\//.test(mediaType)) return '音像材料'
  return '电子表格、文稿等不能印成页，宜另存版式文件'
}

/**
 * Everything a case holds that belongs into its file, unordered: documents with their last edition, the attachments of its acts, and
 * the acts themselves as they are printed.
 */
export async function contentOf(tx: Tx, actor: Actor, source: ArchiveSource, row: CaseRow): Promise<Content> {
  const acts = await listActs(tx, row.id)
  const findings: Finding[] = []
  const { documents, drafts } = await documentsToBind(tx, actor, row.id)
  for (const name of drafts) findings.push(finding('complete', true, `《${name}》还是草稿，先制发或作废`))
  const broken = faultOf(acts, row)
  if (broken) findings.push(finding('authentic', true, `办理经过的封存链在第 ${broken.seq} 步不符：${broken.why}`))
  const hindrance = await source.hinders?.(tx, row.id)
  if (hindrance) findings.push(finding('complete', true, hindrance))

  findings.push(...actsWithoutProof(source, acts))

  const papers: Proposed[] = documents.map(({ document, edition }) => ({
    ref: `document:${document.id}`,
    part: 'document',
    rank: source.rankOfDocument(document.key),
    title: document.name,
    number: document.number,
    dated: document.issuedOn,
    author: document.createdBy,
    mediaType: PDF,
    fileName: `${document.name}.pdf`,
    sha256: edition?.sha256 ?? null,
    size: edition?.size ?? null,
    pages: edition?.pages ?? null,
    annex: false,
    note: noteOf(document, edition === null),
  }))
  const served = documents.flatMap(({ document, proofs }) => proofs.map((proof) => ({ document, ...proof })))
  const attached = acts.flatMap((act) => attachedFiles(act).map((file) => ({ act, ...file })))
  const files = new Map(
    (
      await listFiles(
        tx,
        actor.scope,
        [...served, ...attached].map(({ fileId }) => fileId),
      )
    ).map((file) => [file.id, file]),
  )
  const bound = new Set(documents.flatMap(({ edition }) => edition?.fileId ?? []))
  const seen = new Set<string>()
  const evidence: Proposed[] = []
  for (const { act, fileId, sha256 } of attached) {
    if (seen.has(fileId) || bound.has(fileId)) continue
    seen.add(fileId)
    const file = files.get(fileId)
    const named = titleOfAct(source.kind.type, act.act)
    if (!file) {
      findings.push(finding('complete', true, `「${named}」（第 ${act.seq} 步）的一个附件找不到了或不在本辖区`))
      continue
    }
    if (sha256 !== null && sha256 !== file.sha256)
      findings.push(finding('authentic', true, `「${named}」的附件「${file.name}」与封存的校验值不符`))
    evidence.push(
      pieceOf(file, {
        rank: source.rankOfFile(act.act),
        title: evidenceTitle(act, named, file),
        dated: localDay(act.at.getTime()),
        author: [act.actor.body, act.actor.name].filter(Boolean).join(' '),
      }),
    )
  }
  for (const { document, fileId, recipient, servedOn } of served) {
    const file = files.get(fileId)
    if (!file || seen.has(fileId)) continue
    seen.add(fileId)
    evidence.push(
      pieceOf(file, {
        rank: source.rankOfDocument('service_receipt'),
        title: `《${document.name}》送达证明（${recipient}）`,
        dated: servedOn,
        author: '',
      }),
    )
  }
  const last = acts.at(-1)
  const story: Proposed = {
    ref: 'acts',
    part: 'acts',
    steps: acts.length,
    rank: 99,
    title: '办理经过记录',
    number: row.number,
    dated: last ? localDay(last.at.getTime()) : null,
    author: '平台打印',
    mediaType: PDF,
    fileName: '办理经过记录.pdf',
    sha256: null,
    size: null,
    pages: null,
    annex: false,
    note: '',
  }
  return { proposed: [...papers, ...evidence, story], findings, acts }
}

/** Acts that need an attachment and have none, such as those entered from the time before the platform: told, and bound all the same. */
const actsWithoutProof = ({ kind: { type } }: ArchiveSource, acts: readonly ActRow[]): Finding[] =>
  acts
    .filter((act) => (actOf(type, act.act)?.attachments ?? 0) > 0 && attachedFiles(act).length === 0)
    .map((act) => finding('complete', false, `「${titleOfAct(type, act.act)}」（第 ${act.seq} 步）应有附件，卷内没有`))

const noteOf = (document: DocumentToBind['document'], isCopy: boolean): string =>
  [isCopy ? COPY : '', document.servedOn || document.audience === 'internal' ? '' : '没有送达记录']
    .filter(Boolean)
    .join('；')

const finding = (property: Finding['property'], blocks: boolean, message: string): Finding => ({
  property,
  blocks,
  ref: null,
  message,
})

function pieceOf(file: FileRow, said: Pick<Proposed, 'rank' | 'title' | 'dated' | 'author'>): Proposed {
  const why = whyAnnex(file.mediaType)
  return {
    ref: `file:${file.id}`,
    part: 'file',
    number: null,
    mediaType: file.mediaType,
    fileName: file.name,
    sha256: file.sha256,
    size: file.size,
    pages: why ? 0 : file.mediaType === PDF ? null : 1,
    annex: why !== null,
    note: why ?? '',
    ...said,
  }
}

/** What a piece of evidence is called in the act that brought it, else the act and the file. */
function evidenceTitle(act: ActRow, named: string, file: FileRow): string {
  const title = typeof act.input.title === 'string' ? act.input.title.trim() : ''
  return title ? `${title}（${file.name}）` : `${named}：${file.name}`
}
