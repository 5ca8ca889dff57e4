import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { listPersonNames } from '#kernel/identity/store.ts'
import type { CaseDesk } from './desk.ts'
import type { CaseKind } from './holder.ts'
import { levelsOf } from './levels.ts'
import { type CaseLine, type EvidenceFile, listEvidence, listLinked, listSeats } from './list-store.ts'
import { type Attached, attachedFiles } from './model/attached.ts'
import type { CaseType } from './model/case-type.ts'
import { isCommon } from './model/common-acts.ts'
import { type CaseState, whyClosed } from './model/fold.ts'
import { photoDoubts } from './model/photo-doubts.ts'
import { titleOfAct } from './model/title-of-act.ts'
import type { CaseLineView, CaseView } from './schema.ts'
import { standingOf } from './service.ts'
import type { ActRow } from './store.ts'

type Line = z.input<typeof CaseLineView>

/** Rows as lines, with the names of their grids and objects. */
export async function viewLines<Row extends CaseLine>(
  tx: Tx,
  actor: Actor,
  desk: CaseDesk,
  rows: readonly Row[],
): Promise<(Line & { row: Row })[]> {
  const grids = await desk.world.gridNames(tx, [...new Set(rows.map(({ gridCode }) => gridCode))])
  const ids = [...new Set(rows.flatMap(({ objectId }) => objectId ?? []))]
  const objects = await desk.world.objectNames(tx, actor.scope, ids)
  return rows.map((row) => ({ ...viewLine(desk, row, { grids, objects }), row }))
}

function viewLine(
  desk: CaseDesk,
  row: CaseLine,
  names: { grids: ReadonlyMap<string, string>; objects: ReadonlyMap<string, string> },
): Line {
  const kind = desk.kinds.get(row.type)
  return {
    id: row.id,
    type: row.type,
    number: row.number,
    title: row.title,
    state: row.state,
    stateTitle: kind?.type.states[row.state]?.title ?? row.state,
    closed: row.closedAt !== null,
    gridCode: row.gridCode,
    gridName: names.grids.get(row.gridCode) ?? row.gridCode,
    objectId: row.objectId,
    objectName: row.objectId ? (names.objects.get(row.objectId) ?? null) : null,
    holder: row.holderSeatId
      ? { seatId: row.holderSeatId, title: row.holderTitle ?? '', body: row.holderBody ?? '', person: row.holderName }
      : null,
    clock: row.clock && row.stage ? viewClock(row.clock, row.stage) : null,
    supervised: row.supervisedSeatId !== null,
    openedAt: row.openedAt.toISOString(),
    acts: row.acts,
    link: kind?.link(row.id) ?? '',
  }
}

const viewClock = (clock: NonNullable<CaseLine['clock']>, stage: NonNullable<CaseLine['stage']>) => ({
  title: clock.title,
  dueOn: clock.dueOn,
  startedAt: clock.startedAt,
  overdueAt: clock.overdueAt,
  stage,
  stoppedSince: clock.stoppedSince ?? null,
  provisional: clock.provisional,
  basis: clock.basis,
})

/** The whole of a case: how it stands, its story, what may be done and why the rest may not. */
export async function viewCase(
  tx: Tx,
  actor: Actor,
  desk: CaseDesk,
  kind: CaseKind,
  found: { row: CaseLine; acts: ActRow[]; present: CaseState; openActs: string[] },
): Promise<z.input<typeof CaseView>> {
  const { row, acts, present, openActs } = found
  const [lined] = await viewLines(tx, actor, desk, [row])
  const { row: _row, ...line } = lined as Line & { row: CaseLine }
  const open = new Set(openActs)
  const standing = standingOf(actor)
  const closed = Object.keys(kind.type.acts).filter((act) => !open.has(act) && kind.type.acts[act]?.from !== 'nothing')
  return {
    ...line,
    stateSince: row.stateSince.toISOString(),
    history: await viewActs(tx, actor, kind.type, acts),
    people: Object.fromEntries([
      ...(await listPersonNames(tx, namedIn(acts))),
      ...((await kind.namesIn?.(tx, acts)) ?? []),
    ]),
    openActs: openActs.map((act) => ({ act, title: titleOfAct(kind.type, act), common: isCommon(act) })),
    closedActs: closed.map((act) => ({
      act,
      title: titleOfAct(kind.type, act),
      why: whyClosed(kind.type, act, present, row, standing) ?? '',
    })),
    asked: present.asked.map((one) => ({ ...one })),
    levels: await viewLevels(tx, desk, acts),
    filedAs: row.filedAs,
    mine: actor.seatId !== null && actor.seatId === present.holderSeatId,
    // A kind one may not read is not named either: an enterprise is not told which event its hazard came from.
    related: (await listLinked(tx, actor.scope, row.id))
      .filter(({ type }) => may(actor, `${type}.read`))
      .map((other) => {
        const type = desk.kinds.get(other.type)
        return {
          id: other.id,
          type: other.type,
          typeTitle: type?.type.title ?? other.type,
          number: other.number,
          title: other.title,
          stateTitle: type?.type.states[other.state]?.title ?? other.state,
          link: type?.link(other.id) ?? '',
          endedAt: other.endedAt?.toISOString() ?? null,
        }
      }),
  }
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Everything chosen by its id in the inputs of the acts; those of people have a name. */
const namedIn = (acts: readonly ActRow[]): string[] =>
  acts.flatMap(({ input }) =>
    Object.values(input).filter((value): value is string => typeof value === 'string' && ID.test(value)),
  )

/** At which levels the case has been, and when. */
async function viewLevels(tx: Tx, desk: CaseDesk, acts: readonly ActRow[]) {
  const ids = [...new Set(acts.flatMap(({ holderSeatId }) => holderSeatId ?? []))]
  const seats = new Map((await listSeats(tx, ids)).map((seat) => [seat.id, seat]))
  const turns = acts.map(({ at, holderSeatId }) => ({
    at: at.toISOString(),
    holder: seats.get(holderSeatId ?? '') ?? null,
  }))
  const stands = levelsOf(turns)
  const names = await desk.world.gridNames(tx, [...new Set(stands.flatMap(({ gridCode }) => gridCode ?? []))])
  return stands.map(({ gridCode, since, until }) => ({
    name: gridCode && (names.get(gridCode) ?? gridCode),
    since,
    until,
  }))
}

async function viewActs(tx: Tx, actor: Actor, type: CaseType, acts: readonly ActRow[]) {
  const all = acts.map((act) => ({ act, files: attachedFiles(act) }))
  const ids = all.flatMap(({ files }) => files.map(({ fileId }) => fileId))
  const known = new Map((await listEvidence(tx, actor.scope, ids)).map((file) => [file.id, file]))
  return all.map(({ act, files }) => ({
    seq: act.seq,
    act: act.act,
    title: titleOfAct(type, act.act),
    by: { name: act.actor.name ?? '', seat: act.actor.seat ?? '', body: act.actor.body ?? '' },
    mine: act.personId === actor.personId,
    platform: act.personId === null,
    at: act.at.toISOString(),
    deviceAt: act.deviceAt?.toISOString() ?? null,
    place: placeOf(act),
    input: act.input,
    attachments: files.filter(({ sha256 }) => sha256 !== null).map((file) => viewFile(act, file, known)),
    named: files
      .filter(({ fileId, sha256 }) => sha256 === null && known.has(fileId))
      .map((file) => viewFile(act, file, known)),
    hash: act.hash,
  }))
}

/** A file of an act: the hash is the one it was sealed with, else that of the bytes as they lie here. */
function viewFile(act: ActRow, { fileId, sha256 }: Attached, known: ReadonlyMap<string, EvidenceFile>) {
  const file = known.get(fileId)
  return {
    fileId,
    sha256: sha256 ?? file?.sha256 ?? '',
    name: file?.name ?? null,
    mediaType: file?.mediaType ?? null,
    size: file?.size ?? null,
    doubts: photoDoubts(file?.claims ?? null, { at: act.at.toISOString(), place: placeOf(act) }),
  }
}

const placeOf = ({ lng, lat, accuracyM }: ActRow) => (lng === null || lat === null ? null : { lng, lat, accuracyM })
