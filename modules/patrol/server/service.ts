import { evidenceOf } from '#kernel/cases/evidence.ts'
import type { CaseKind } from '#kernel/cases/holder.ts'
import { openCase } from '#kernel/cases/service.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { followObjects } from '#kernel/scope/object-moves.ts'
import { findTemplate, isUsable, listChecks } from '#modules/check-item/server/library.ts'
import { type EventItem, findEventItem, lastDayOf } from '#modules/event/model/catalogue.ts'
import { eventKind } from '#modules/event/server/kind.ts'
import { onGridMoved } from '#modules/grid/server/boundary/moves.ts'
import { hazardKind } from '#modules/hazard/server/kind.ts'
import { patrolProblems } from '../model/problems.ts'
import { checkInDistance, flagsOf, levelOf, type Visit, type VisitLimits } from '../model/rules.ts'
import type { RecordPatrolInput } from '../model/schema.ts'
import * as store from './store.ts'

type Item = RecordPatrolInput['items'][number]

/** Phones are a little ahead now and then. */
const AHEAD_MS = 10 * 60_000
/** A visit is sent the same day, or from where there was no network some weeks later. */
const OLDEST_MS = 31 * 86_400_000
const LONGEST_MS = 12 * 3_600_000

/**
 * Records a visit with what was seen, and opens the hazards and events it found. The same visit sent twice is one.
 * @throws notFound, wrongTimes, checkUnknown, reasonMissing, fileUnknown; idTaken when the id is another visit's
 */
export async function recordPatrol(
  tx: Tx,
  actor: Actor,
  limits: VisitLimits,
  input: RecordPatrolInput,
  now = new Date(),
): Promise<store.PatrolRow> {
  const id = input.id ?? newId()
  const known = await store.findPatrol(tx, actor.scope, id)
  if (known) return sameVisit(tx, known, actor, input)
  const level = levelOf(actor.gridCode)
  const subject = await store.findSubject(tx, actor.scope, input.objectId, level)
  if (!subject) throw new Problem(common.notFound, '没有这个监管对象，或它不在您的辖区。')
  refuseTimes(input, now)
  const on = today(new Date(input.startedAt))
  await refuseTemplate(tx, input.template, on)
  const questions = await questionsOf(tx, input.items, subject.gridCode, on)
  const visit = await visitOf(tx, actor, input, subject, now)
  refuseUnexplained(visit, input, limits)
  await evidenceOf(tx, actor.scope, 0, filesOf(input), input)
  const row = rowOf(id, actor, subject, input, visit, limits)
  if ((await store.insertPatrols(tx, [row])) === 0) {
    // Somebody was faster with this id: the same phone sending twice at once, or a visit that cannot be seen from here.
    const twin = await store.findPatrol(tx, actor.scope, id)
    if (twin) return sameVisit(tx, twin, actor, input)
    throw idTaken()
  }
  const rows = []
  for (const [at, item] of input.items.entries())
    rows.push({
      patrolId: id,
      seq: at + 1,
      gridCode: subject.gridCode,
      code: item.code,
      question: questions[at] as string,
      result: item.result,
      note: item.note,
      photos: item.photos,
      follow: item.follow ?? null,
      caseId: await openFinding(tx, actor, subject, item, input, now),
    })
  await store.insertItems(tx, rows)
  return (await store.findPatrol(tx, actor.scope, id)) as store.PatrolRow
}

/** The visit that has this id, if it is the one that is sent. @throws idTaken for another visit, or the same one with other answers */
async function sameVisit(
  tx: Tx,
  known: store.PatrolRow,
  actor: Actor,
  input: RecordPatrolInput,
): Promise<store.PatrolRow> {
  const same =
    known.personId === actor.personId &&
    known.objectId === input.objectId &&
    known.startedAt.getTime() === Date.parse(input.startedAt) &&
    answersOf(await store.listItems(tx, known.id)) === answersOf(input.items)
  if (!same) throw idTaken()
  return known
}

const answersOf = (items: readonly { code: string; result: string; note: string }[]): string =>
  JSON.stringify(items.map(({ code, result, note }) => [code, result, note]))

const idTaken = () => new Problem(patrolProblems.idTaken, '这个编号已用于另一次巡查，请重新登记。')

/** @throws wrongTimes for a visit that ends before it begins, lies ahead, is too old or too long */
function refuseTimes({ startedAt, endedAt }: RecordPatrolInput, now: Date): void {
  const [start, end] = [Date.parse(startedAt), Date.parse(endedAt)]
  const refuse = (pointer: string, message: string) => {
    throw new Problem(patrolProblems.wrongTimes, `${message}。`, { errors: [{ pointer, message }] })
  }
  if (end < start) refuse('/endedAt', '离开不能早于到达')
  if (end > now.getTime() + AHEAD_MS) refuse('/endedAt', '时间在将来，请核对手机的时间')
  if (now.getTime() - start > OLDEST_MS) refuse('/startedAt', '一个月以前的巡查不能再补登')
  if (end - start > LONGEST_MS) refuse('/endedAt', '一次巡查不会超过 12 小时，请核对到达时间')
}

/** @throws checkUnknown for a template the library does not have */
async function refuseTemplate(tx: Tx, code: string | null | undefined, on: string): Promise<void> {
  if (!code || (await findTemplate(tx, code, on))) return
  throw new Problem(patrolProblems.checkUnknown, `没有这个检查模板：${code}。`, {
    errors: [{ pointer: '/template', message: '没有这个检查模板' }],
  })
}

/** The questions of the checks as they stand in the library on that day. @throws checkUnknown */
async function questionsOf(tx: Tx, items: readonly Item[], gridCode: string, on: string): Promise<string[]> {
  const seen = new Set<string>()
  const codes = items.map(({ code }) => code)
  const checks = await listChecks(tx, codes, on)
  return items.map(({ code }, at) => {
    const check = checks.get(code)
    const unusable = check?.standing === 'closed' ? '检查项已经停用' : '没有这个检查项'
    const message = !check || !isUsable(check, gridCode) ? unusable : seen.has(code) ? '同一检查项填了两次' : null
    if (!check || message)
      throw new Problem(patrolProblems.checkUnknown, `${message}：${code}。`, {
        errors: [{ pointer: `/items/${at}/code`, message: message ?? '' }],
      })
    seen.add(code)
    return check.question
  })
}

async function visitOf(
  tx: Tx,
  actor: Actor,
  { checkIn, startedAt, endedAt, items }: RecordPatrolInput,
  { lng, lat }: store.Subject,
  now: Date,
): Promise<Visit> {
  return {
    startedAt: new Date(startedAt),
    endedAt: new Date(endedAt),
    receivedAt: now,
    position: checkIn.position,
    object: lng !== null && lat !== null ? { lng, lat } : null,
    answered: items.filter(({ result }) => result !== 'na').length,
    before: await store.findCheckInBefore(tx, actor.personId, new Date(startedAt)),
  }
}

/** A check-in far from the object, or none, says why. @throws reasonMissing */
function refuseUnexplained(visit: Visit, { checkIn }: RecordPatrolInput, { bufferM }: VisitLimits): void {
  const distance = checkInDistance(visit)
  const message = !visit.position
    ? '没有定位，写明原因'
    : distance !== null && distance > bufferM
      ? `打卡点离对象 ${distance} 米，超过 ${bufferM} 米，写明原因`
      : null
  if (!message || checkIn.reason.length >= 2) return
  throw new Problem(patrolProblems.reasonMissing, `${message}。`, { errors: [{ pointer: '/checkIn/reason', message }] })
}

const filesOf = ({ checkIn, signature, items }: RecordPatrolInput): string[] => [
  ...checkIn.photos,
  ...(signature ? [signature] : []),
  ...items.flatMap(({ photos }) => photos),
]

function rowOf(
  id: string,
  actor: Actor,
  subject: store.Subject,
  input: RecordPatrolInput,
  visit: Visit,
  limits: VisitLimits,
): store.NewPatrol {
  const { checkIn } = input
  return {
    id,
    objectId: subject.objectId,
    objectKind: subject.kind,
    objectName: subject.name,
    gridCode: subject.gridCode,
    level: levelOf(actor.gridCode),
    seatId: actor.seatId as string,
    personId: actor.personId,
    officer: actor.personName,
    seatTitle: actor.seatTitle,
    bodyName: actor.bodyName,
    visitedOn: today(visit.startedAt),
    startedAt: visit.startedAt.toISOString(),
    endedAt: visit.endedAt.toISOString(),
    receivedAt: visit.receivedAt.toISOString(),
    lng: checkIn.position?.lng ?? null,
    lat: checkIn.position?.lat ?? null,
    accuracyM: checkIn.position?.accuracyM ?? null,
    objectLng: subject.lng,
    objectLat: subject.lat,
    distanceM: checkInDistance(visit),
    reason: checkIn.reason,
    template: input.template ?? null,
    items: input.items.length,
    findings: input.items.filter(({ result }) => result === 'not_ok').length,
    flags: flagsOf(visit, limits),
    note: input.note,
    metBy: input.metBy,
    signature: input.signature ?? null,
    photos: checkIn.photos,
  }
}

/** Opens what a check found, with its photographs. @returns the case, null where nothing is opened */
async function openFinding(
  tx: Tx,
  actor: Actor,
  subject: store.Subject,
  item: Item,
  { checkIn }: RecordPatrolInput,
  now: Date,
): Promise<string | null> {
  if (item.follow !== 'hazard' && item.follow !== 'event') return null
  const kind = item.follow === 'hazard' ? hazardKind : eventKind
  const input = item.follow === 'hazard' ? hazardInput(item) : eventInput(item, today(now))
  return openOf(tx, actor, kind, {
    input,
    gridCode: subject.gridCode,
    // The register of hazards and events knows enterprises; what is found at another place lies in its grid.
    objectId: subject.kind === 'enterprise' ? subject.objectId : null,
    attachments: item.photos,
    place: checkIn.position ?? undefined,
    now,
  })
}

const hazardInput = ({ note, where, code }: Item) => ({ what: note, where, itemCode: code, source: 'grid_patrol' })

function eventInput({ note, where, eventItem }: Item, on: string) {
  const found = findEventItem(eventItem) as EventItem
  return { itemCode: found.code, what: note, where, dueOn: lastDayOf(found, on) }
}

interface Finding {
  input: Record<string, unknown>
  gridCode: string
  objectId: string | null
  attachments: readonly string[]
  place: { lng: number; lat: number; accuracyM: number | null } | undefined
  now: Date
}

async function openOf(tx: Tx, actor: Actor, kind: CaseKind, { now, ...about }: Finding): Promise<string> {
  if (!may(actor, `${kind.type.name}.register`))
    throw new Problem(common.forbidden, `您的岗位不能登记${kind.type.title}，请改选别的处理。`)
  const id = newId()
  await openCase(tx, actor, kind, { id, act: 'register', title: kind.titleOf(about.input), ...about }, now)
  return id
}

/** Takes back a visit recorded by mistake: it stays, with the reason, and counts no more. @throws notFound, notYours */
export async function withdrawPatrol(tx: Tx, actor: Actor, id: string, reason: string): Promise<store.PatrolRow> {
  const row = await store.findPatrol(tx, actor.scope, id)
  if (!row) throw noPatrol()
  if (!mayWithdraw(row, actor))
    throw new Problem(
      patrolProblems.notYours,
      row.withdrawnAt ? '这次巡查已经撤回了。' : '只有登记的人能撤回自己的巡查。',
    )
  await store.withdrawPatrol(tx, id, reason, new Date())
  return (await store.findPatrol(tx, actor.scope, id)) as store.PatrolRow
}

/** Only whoever recorded a visit may say that it was none. */
export const mayWithdraw = (row: Pick<store.PatrolRow, 'personId' | 'withdrawnAt'>, { personId }: Actor): boolean =>
  row.personId === personId && row.withdrawnAt === null

export const noPatrol = () => new Problem(common.notFound, '没有这次巡查，或它不在您的辖区。')

/** Visits go along with the objects they were paid to. */
export const followWithVisits = (): void =>
  followObjects('patrols', { moved: store.moveVisits, merged: store.giveVisits })

/**
 * Visits to other places go to the grid that follows a retired one, or to its parent where several do; those to enterprises
 * follow their enterprise. @returns takes the handler out again
 */
export const followGridWithVisits = (): (() => void) =>
  onGridMoved(async (tx, { successors }) => {
    for (const { code, into } of successors)
      await store.moveVisitsToPlaces(tx, code, into.length === 1 ? (into[0] as string) : parentOf(code))
  })

/** Below the county a grid has three digits more than what it lies in. */
const parentOf = (code: string): string => code.slice(0, -3)
