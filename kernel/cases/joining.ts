import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { CaseKind } from './holder.ts'
import type { ActSpec, CaseType } from './model/case-type.ts'
import { type DoneAct, foldCase, isOpenIn, keptBy } from './model/fold.ts'
import { caseProblems } from './model/problems.ts'
import { noCase } from './refusals.ts'
import { doneOf, sealByPlatform } from './sealing.ts'
import * as store from './store.ts'
import { tellSupervisor } from './tell.ts'

/**
 * The case another one is put into: of the same kind and the same object or place, and still open. Both rows are locked.
 * @throws notSameMatter
 */
export async function sameMatter(
  tx: Tx,
  actor: Actor,
  type: CaseType,
  act: ActSpec<string>,
  row: store.CaseRow,
  id: string,
): Promise<store.CaseRow> {
  const into = await store.findCase(tx, actor.scope, id)
  const fits =
    into && into.id !== row.id && into.type === row.type && into.objectId === row.objectId && into.closedAt === null
  if (!fits || (row.objectId === null && into.gridCode !== row.gridCode))
    throw new Problem(caseProblems.notSameMatter, '只能并入同一单位或同一网格、还没有办结的另一件。', {
      errors: [{ pointer: '/input/caseId', message: '选同一单位或同一网格、还没有办结的另一件' }],
    })
  if (!isOpenIn(act, into.state))
    throw new Problem(caseProblems.notSameMatter, `另一件「${type.states[into.state]?.title}」，不能再并进去。`)
  const [own, other] = [await levelOf(tx, type, row.id), await levelOf(tx, type, into.id)]
  if (own < other)
    throw new Problem(caseProblems.notSameMatter, '这一件是更高一级责成办的，不能并入级别低的那一件，请反过来并。')
  refuseTwoSupervisors(row, into)
  return into
}

/** A case has one supervisor: of two, neither loses what he watches over without knowing. @throws notSameMatter */
function refuseTwoSupervisors(row: store.CaseRow, into: store.CaseRow): void {
  const [own, other] = [row.supervisedSeatId, into.supervisedSeatId]
  if (own && other && own !== other)
    throw new Problem(caseProblems.notSameMatter, '两件事由两个岗位分别在督办，请先由其中一个岗位解除督办，再并案。')
}

/** Digits of the level that keeps acts of a case to itself. */
const levelOf = async (tx: Tx, type: CaseType, id: string): Promise<number> =>
  keptBy(type, (await store.listActs(tx, id)).map(doneOf))

/**
 * The case that goes on says what was put into it; whoever opened the double hears how it ends, and who supervised the double
 * supervises the case that goes on.
 */
export async function joinInto(
  tx: Tx,
  kind: CaseKind,
  row: store.CaseRow,
  into: store.CaseRow,
  now: Date,
): Promise<void> {
  const at = now.toISOString()
  await store.insertLink(tx, row.id, into.id, at)
  if (row.openedSeatId) await store.insertCopy(tx, into.id, row.openedSeatId, at)
  const supervisedBy = row.supervisedSeatId
  const input = { ...namesOf(row), ...(supervisedBy ? { supervisedBy } : {}) }
  await sealByPlatform(tx, kind, into, { act: 'absorb', input, holderSeatId: into.holderSeatId }, now)
  if (supervisedBy) await tellSupervisor(tx, kind, supervisedBy, row, into)
}

/** The case it was put into says that it came out again. */
export async function partFrom(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  row: store.CaseRow,
  before: readonly DoneAct[],
  now: Date,
): Promise<void> {
  const joined = before.findLast(({ act }) => kind.type.acts[act]?.joins)?.input.caseId
  const from = joined ? await store.findCaseForUpdate(tx, actor.scope, String(joined)) : undefined
  if (!from) return
  await store.endLink(tx, row.id, from.id, now.toISOString())
  const back = takenOver(kind.type, (await store.listActs(tx, from.id)).map(doneOf), row.id)
  const input = { ...namesOf(row), ...(back ? { supervisedBack: back } : {}) }
  await sealByPlatform(tx, kind, from, { act: 'spawn', input, holderSeatId: from.holderSeatId }, now)
  if (back) await tellSupervisor(tx, kind, back, from, row)
}

/** The seat whose supervision a case took over with a double and has only from it; null when it was supervised anyhow, or is no more. */
function takenOver(type: CaseType, acts: readonly DoneAct[], doubleId: string): string | null {
  const at = acts.findLastIndex(({ act, input }) => act === 'absorb' && input.caseId === doubleId)
  const seatId = acts[at]?.input.supervisedBy
  if (typeof seatId !== 'string' || foldCase(type, acts.slice(0, at))?.supervisedBy) return null
  return foldCase(type, acts)?.supervisedBy === seatId ? seatId : null
}

/** A case that came out of another: both say so. @throws invalid when the other is not there */
export async function noteOrigin(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  opened: { id: string; number: string | null; title: string },
  origin: { kind: CaseKind; id: string },
  now: Date,
): Promise<void> {
  const from = await store.findCaseForUpdate(tx, actor.scope, origin.id)
  if (!from || from.type !== origin.kind.type.name) throw noCase(origin.kind.type)
  await store.insertLink(tx, from.id, opened.id, now.toISOString())
  const input = { ...namesOf(opened), kind: kind.type.title }
  await sealByPlatform(tx, origin.kind, from, { act: 'spawn', input, holderSeatId: from.holderSeatId }, now)
}

const namesOf = ({ id, number, title }: { id: string; number: string | null; title: string }) => ({
  caseId: id,
  number,
  title,
})
