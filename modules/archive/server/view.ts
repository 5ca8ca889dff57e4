import type { z } from 'zod'
import { localDay } from '#kernel/cases/model/clock.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { type Finding, type Line, markOf } from '../model/contents.ts'
import { findRule } from '../model/retention.ts'
import type { EntryView, LineView, LoanView, VolumeLine, VolumeView } from '../model/schema.ts'
import { readDraft, retentionOf } from './service/volume.ts'
import { findArchiveSource } from './source.ts'
import * as appraisals from './store/appraisal.ts'
import * as loans from './store/loan.ts'
import { findOfficeOf } from './store/office.ts'
import * as takings from './store/taking-out.ts'
import * as store from './store/volume.ts'

/** Volumes as lines of a list, with the names of their places. */
export async function volumeLines(tx: Tx, rows: readonly store.VolumeRow[]): Promise<z.input<typeof VolumeLine>[]> {
  const names = await gridNames(tx, [...new Set(rows.map(({ gridCode }) => gridCode))])
  const lent = await loans.listLent(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const kind = findArchiveSource(row.kind)?.kind
    return {
      id: row.id,
      caseId: row.caseId,
      kind: row.kind,
      kindTitle: kind?.type.title ?? row.kind,
      caseNumber: row.caseNumber,
      caseLink: kind?.link(row.caseId) ?? '',
      archiveNo: row.archiveNo,
      title: row.title,
      party: row.party,
      gridCode: row.gridCode,
      gridName: names.get(row.gridCode) ?? row.gridCode,
      state: row.state,
      version: row.version,
      year: row.year,
      retention: row.retention,
      pages: row.pages,
      closedOn: localDay(row.closedAt.getTime()),
      boundAt: row.boundAt?.toISOString() ?? null,
      boundBy: row.boundBy,
      retainUntil: row.retainUntil,
      over: row.state === 'bound' && row.retainUntil !== null && row.retainUntil < today(),
      lent: lent.has(row.id),
    }
  })
}

/** The whole of one volume: what would be bound while it is a draft, what is bound after. */
export async function volumeView(
  tx: Tx,
  actor: Actor,
  row: store.VolumeRow,
  tested?: readonly Finding[],
): Promise<z.input<typeof VolumeView>> {
  const [line] = (await volumeLines(tx, [row])) as [z.input<typeof VolumeLine>]
  const isDraft = row.state === 'draft' || row.state === 'failed'
  const draft = isDraft ? await readDraft(tx, actor, row) : null
  const loan = await loans.findOwn(tx, actor, row.id)
  const taking = await takings.findLast(tx, row.id)
  const others = await store.listOfCase(tx, actor.scope, row.caseId)
  return {
    ...line,
    retentionKey: row.retentionKey,
    retentionTitle: findRule(row.retentionKey)?.title ?? row.retentionKey,
    retentionNow: await retentionOf(tx, row.retentionKey),
    sha256: row.sha256,
    sm3: row.sm3,
    size: row.size,
    checker: row.checker,
    checkerSeat: row.checkerSeat,
    situation: row.situation,
    begunAt: row.begunAt.toISOString(),
    begunBy: row.begunBy,
    endedAt: row.endedAt?.toISOString() ?? null,
    endedReason: row.endedReason,
    fault: row.fault,
    progress: row.progress,
    findings: [...(tested ?? draft?.findings ?? row.checks ?? [])],
    lines: (draft?.lines ?? []).map(lineView),
    entries: isDraft ? [] : (await store.listEntries(tx, row.id)).map(entryView),
    office: !draft || (await findOfficeOf(tx, draft.handler.gridCode)) !== undefined,
    loan: loan ? loanView(actor, { ...loan, archiveNo: row.archiveNo ?? '', title: row.title }) : null,
    takingOut: taking
      ? {
          ...taking,
          askedAt: taking.askedAt.toISOString(),
          decidedAt: taking.decidedAt?.toISOString() ?? null,
        }
      : null,
    appraisals: (await appraisals.listOfVolume(tx, row.id)).map((one) => ({
      ...one,
      proposedAt: one.proposedAt.toISOString(),
      decidedAt: one.decidedAt?.toISOString() ?? null,
      doneAt: (one.secondAt ?? (one.state === 'done' ? one.decidedAt : null))?.toISOString() ?? null,
    })),
    siblings: others.filter(({ id }) => id !== row.id).map(({ id, archiveNo, state }) => ({ id, archiveNo, state })),
  }
}

const lineView = ({ rank: _rank, steps, ...line }: Line): z.input<typeof LineView> => ({
  ...line,
  mark: markOf({ ...line, ...(steps === undefined ? {} : { steps }) }),
})

export const entryView = ({ volumeId: _volume, ref: _ref, ...entry }: store.EntryRow): z.input<typeof EntryView> =>
  entry

export const loanView = (
  actor: Actor,
  { accountId, seatId: _seat, gridCode: _grid, ...loan }: loans.LoanRow & { archiveNo: string; title: string },
): z.input<typeof LoanView> => ({
  ...loan,
  mine: accountId === actor.accountId,
  askedAt: loan.askedAt.toISOString(),
  decidedAt: loan.decidedAt?.toISOString() ?? null,
  endedAt: loan.endedAt?.toISOString() ?? null,
})
