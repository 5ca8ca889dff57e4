import { stat, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type ActRow, listActs } from '#kernel/cases/store.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type Actor, actingName, may } from '#kernel/identity/model/actor.ts'
import { pdfOf } from '#modules/legal-document/server/service/pdf.ts'
import { archiveProblems } from '../../model/problems.ts'
import { markPdf } from '../bindery.ts'
import type { ArchiveContext } from '../context.ts'
import { dossierOf } from '../dossier.ts'
import { insertLog } from '../store/log.ts'
import { type EntryRow, listEntries, type VolumeRow } from '../store/volume.ts'
import { type GenuineCopy, genuineCopy, hashKept, NotGenuine, readOnce, sealOfContents } from './bytes.ts'
import { watermarkForm } from './forms.ts'
import { loanNow } from './lend.ts'
import { getVolume, readDraft } from './volume.ts'

/** Bytes of a volume for one look. */
export interface Look {
  volume: VolumeRow
  bytes: Readable
  size: number
  name: string
  mediaType: string
}

/** Bytes of a volume that are not what was bound. */
class Altered extends Error {
  readonly volume: VolumeRow
  readonly what: string

  constructor(volume: VolumeRow, what: string, why: string) {
    super(why)
    this.volume = volume
    this.what = what
  }
}

/**
 * Lets somebody look. Bytes that are not what was bound are refused; that they were asked for is noted by itself, since nothing else
 * of a refused look stays.
 * @throws altered, or whatever the look throws
 */
export async function lookOrRefuse(db: Database, actor: Actor, look: () => Promise<Look>): Promise<Look> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof Altered)) throw error
    const { volume, what, message } = error
    await db.write(actor.scope, (tx) =>
      insertLog(tx, {
        ...{ volumeId: volume.id, accountId: actor.accountId, what: 'altered' },
        who: nameOf(actor),
        purpose: `${what}：${message}`,
      }),
    )
    const bound = volume.archiveNo === null ? '封存' : '归档'
    throw new Problem(
      archiveProblems.altered,
      `${what}的${message.replace('归档', bound)}，没有提供。请系统管理员从备份恢复后再看。`,
    )
  }
}

const nameOf = (actor: Actor) => [actor.bodyName, actingName(actor)].filter(Boolean).join(' ')

/** A copy of kept bytes that are what the volume says they are. @throws Altered */
async function genuine(
  context: ArchiveContext,
  volume: VolumeRow,
  what: string,
  wanted: { sha256: string; sm3?: string | null },
): Promise<GenuineCopy> {
  return genuineCopy(context, wanted).catch((error) => {
    throw error instanceof NotGenuine ? new Altered(volume, what, error.message) : error
  })
}

/** A bound volume whose bytes are there. @throws notFound; notAtHand; bytesGone */
async function boundVolume(tx: Tx, actor: Actor, id: string): Promise<VolumeRow & { sha256: string; size: number }> {
  const volume = await getVolume(tx, actor, id)
  if (volume.state === 'destroyed')
    throw new Problem(archiveProblems.bytesGone, '全文已按鉴定意见销毁，只留目录和校验值。')
  if (!volume.sha256 || volume.size === null)
    throw new Problem(archiveProblems.notAtHand, '这一卷还没有装订，没有全文可看。')
  return volume as VolumeRow & { sha256: string; size: number }
}

/**
 * The bundle of a volume for the archivist, or for whoever has borrowed it with his name and the time on every page; noted with
 * what it is for.
 * @throws notFound; notLent without a loan that goes on; bytesGone
 */
export async function lookInto(
  tx: Tx,
  context: ArchiveContext,
  actor: Actor,
  id: string,
  { purpose, download }: { purpose: string; download: boolean },
): Promise<Look> {
  const volume = await boundVolume(tx, actor, id)
  const keeps = may(actor, 'archive.look')
  const loan = keeps ? undefined : await loanNow(tx, actor, id)
  if (!keeps && !loan) throw new Problem(archiveProblems.notLent, '看全文要先申请借阅，批准后在借阅期内可以看。')
  const own = await genuine(context, volume, '全卷', volume)
  await insertLog(tx, {
    ...{ volumeId: id, accountId: actor.accountId, loanId: loan?.id ?? null, who: nameOf(actor) },
    what: download ? 'downloaded' : 'looked',
    purpose,
  })
  const about = { volume, name: `${volume.archiveNo} ${volume.title}.pdf`, mediaType: 'application/pdf' }
  if (!loan) return { ...about, bytes: readOnce(own.path, own), size: own.size }
  return { ...about, ...(await markedCopy(context, actor, volume, { own, dueOn: loan.dueOn as string })) }
}

/** The bundle with the name of the borrower and the time on every page; the copy goes when it was read. */
async function markedCopy(
  context: ArchiveContext,
  actor: Actor,
  volume: VolumeRow,
  { own, dueOn }: { own: GenuineCopy; dueOn: string },
): Promise<{ bytes: Readable; size: number }> {
  const at = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  const lines = [`${actor.bodyName ?? ''} ${actingName(actor)}`.trim(), `${at} 借阅，${dueOn} 到期`, '不得复制外传']
  try {
    const [overlay, out] = [`${own.path}-overlay.pdf`, `${own.path}-marked.pdf`]
    const { pdf } = await context.press.print(watermarkForm(lines))
    await writeFile(overlay, pdf)
    await markPdf(own.path, overlay, out, `${volume.archiveNo} 借阅副本`)
    const { size } = await stat(out)
    return { bytes: readOnce(out, own), size }
  } catch (error) {
    await own.forget()
    throw error
  }
}

/**
 * One line of a draft as it would go into the volume, for the archivist who arranges it: kept bytes, or printed now.
 * @throws notFound; notAtHand
 */
export async function previewLine(
  tx: Tx,
  context: ArchiveContext,
  actor: Actor,
  id: string,
  ref: string,
): Promise<Look> {
  const volume = await getVolume(tx, actor, id)
  if (volume.state !== 'draft' && volume.state !== 'failed')
    throw new Problem(archiveProblems.notAtHand, '这一卷已经装订，请看全卷。')
  const { lines, source, row } = await readDraft(tx, actor, volume)
  const line = lines.find((one) => one.ref === ref)
  if (!line) throw new Problem(common.notFound, '目录里没有这一件，请刷新后再看。')
  const about = { volume, name: line.fileName, mediaType: line.mediaType }
  if (line.sha256 !== null) {
    const own = await genuine(context, volume, `《${line.title}》`, { sha256: line.sha256 })
    return { ...about, bytes: readOnce(own.path, own), size: own.size }
  }
  const pdf =
    line.part === 'acts'
      ? (await context.press.print(await dossierOf(tx, source, row, await listActs(tx, row.id)))).pdf
      : (await pdfOf(context, (_scope, work) => work(tx), actor, ref.slice('document:'.length), { slip: 'no' })).bytes
  return { ...about, bytes: Readable.from([pdf]), size: pdf.length }
}

/** The bytes of one component as they are kept: for the archivist alone, since nothing can be laid over them. @throws as lookInto */
export async function lookAtEntry(
  tx: Tx,
  context: ArchiveContext,
  actor: Actor,
  id: string,
  n: number,
  purpose: string,
): Promise<Look> {
  const volume = await boundVolume(tx, actor, id)
  const entry = (await listEntries(tx, id)).find((one) => one.n === n)
  if (!entry) throw new Problem(archiveProblems.notAtHand, '卷内没有这一件。')
  const own = await genuine(context, volume, `第 ${n} 件《${entry.title}》`, entry)
  await insertLog(tx, {
    ...{ volumeId: id, accountId: actor.accountId, who: nameOf(actor) },
    what: 'downloaded',
    purpose: `${purpose}（第 ${n} 件 ${entry.title}）`,
  })
  return { volume, bytes: readOnce(own.path, own), size: own.size, name: entry.fileName, mediaType: entry.mediaType }
}

export interface Verdict {
  ok: boolean
  components: number
  faults: { n: number | null; title: string; why: string }[]
}

/** Hashes the bundle and every component again and names what is no longer as it was bound; noted. @throws as lookInto */
export async function checkVolume(
  tx: Tx,
  context: ArchiveContext,
  actor: Actor,
  id: string,
): Promise<{ volume: VolumeRow; verdict: Verdict }> {
  const volume = await boundVolume(tx, actor, id)
  const entries = await listEntries(tx, id)
  const verdict = await verdictOf(context, volume, entries)
  const sealed = sealFaultOf(volume, entries, await listActs(tx, volume.caseId))
  if (sealed) Object.assign(verdict, { ok: false, faults: [...verdict.faults, sealed] })
  await insertLog(tx, {
    ...{ volumeId: id, accountId: actor.accountId, who: nameOf(actor) },
    what: 'checked',
    purpose: verdict.ok
      ? `逐件核验，${entries.length} 件和全卷都相符`
      : `核验不符：${verdict.faults.map(({ title }) => title).join('、')}`,
    detail: { ok: verdict.ok },
  })
  return { volume, verdict }
}

async function verdictOf(
  context: ArchiveContext,
  volume: VolumeRow & { sha256: string },
  entries: readonly EntryRow[],
): Promise<Verdict> {
  const faults: Verdict['faults'] = []
  const all = [
    { n: null, title: '全卷 PDF', sha256: volume.sha256, sm3: volume.sm3 as string },
    ...entries.map(({ n, title, sha256, sm3 }) => ({ n, title, sha256, sm3 })),
  ]
  for (const { n, title, sha256, sm3 } of all) {
    const hashed = await hashKept(context.blobs, sha256).catch(() => null)
    if (!hashed) faults.push({ n, title, why: '文件读不出来' })
    else if (hashed.sha256 !== sha256 || hashed.sm3 !== sm3)
      faults.push({ n, title, why: '内容被改动，与归档时的校验值不符' })
  }
  return { ok: faults.length === 0, components: all.length, faults }
}

/** What the record says of a volume against what was sealed when its case was put away; null when they agree. */
function sealFaultOf(
  volume: VolumeRow,
  entries: readonly EntryRow[],
  acts: readonly ActRow[],
): Verdict['faults'][number] | null {
  const title = '归档一步'
  const input = acts.findLast((act) => act.input.archiveNo === volume.archiveNo && 'sm3' in act.input)?.input
  if (!input) return { n: null, title, why: '办理经过里没有这一卷归档的一步' }
  const { sm3, sha256, contents } = input
  if (sm3 !== volume.sm3 || sha256 !== volume.sha256)
    return { n: null, title, why: '登记的全卷校验值与归档时封存的不符' }
  // Volumes bound before the list of contents was sealed have none.
  if (contents !== undefined && contents !== sealOfContents(volume, entries))
    return { n: null, title, why: '登记的卷内目录与归档时封存的不符' }
  return null
}
