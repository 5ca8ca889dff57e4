import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, mapConstraints, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { findPerson } from '#kernel/identity/people/store.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { type CertificateState, certificateStates } from '../model/codes.ts'
import { officerProblems } from '../model/problems.ts'
import { latestEnd, whyNot } from '../model/rules.ts'
import type { NewCertificate, OfficerChoice, RenewCertificate } from '../model/schema.ts'
import * as store from './store.ts'

mapConstraints({
  officer_certificate_one: {
    kind: officerProblems.certified,
    detail: '这个人已经有一本没有注销的执法证件，请在那一本上换发。',
  },
  officer_certificate_number: {
    kind: officerProblems.numberTaken,
    detail: '这个证号已经登记在别人名下，请核对证件上的号码。',
  },
})

/**
 * Enters the certificate of a person of one's own region; its place is the highest seat the person has there.
 * @param longest years a term may have
 * @throws notFound for a person of another region; own for oneself; invalid for a term that is too long; noOffice for one without a seat of an office; certified, numberTaken
 */
export async function certify(
  tx: Tx,
  actor: Actor,
  input: z.output<typeof NewCertificate>,
  longest: number,
): Promise<store.CertificateRow> {
  const person = await findPerson(tx, actor.scope, today(), input.personId)
  if (!person) throw new Problem(common.notFound, '没有这个人，或他不在您的辖区。')
  refuseOwn(actor, person.id, '登记')
  refuseLong(input, longest)
  const seats = person.seats.filter(({ role }) => role !== 'enterprise_contact')
  const gridCode = seats.map((seat) => seat.gridCode).sort((a, b) => a.length - b.length)[0]
  if (!gridCode)
    throw new Problem(officerProblems.noOffice, `${person.name}没有监管岗位，请先在“岗位”里给他安排岗位。`, {
      errors: [{ pointer: '/personId', message: '没有监管岗位' }],
    })
  const id = input.id ?? newId()
  const row = { ...input, id, name: person.name, gridCode, changedBy: actingName(actor) }
  await store.insertCertificates(tx, [{ ...row, state: 'valid', reason: null }])
  return getCertificate(tx, actor, id)
}

/** @throws notFound */
export async function getCertificate(tx: Tx, actor: Actor, id: string): Promise<store.CertificateRow> {
  const row = await store.findCertificate(tx, actor.scope, id)
  if (!row) throw new Problem(common.notFound, '没有这本执法证件，或它不在您的辖区。')
  return row
}

/**
 * Gives a certificate a new term: without a gap it begins where it began, else anew.
 * @param longest years a term may have
 * @throws own, closed for a withdrawn one, invalid for a term that ends no later or is too long, versionMovedOn
 */
export async function renewCertificate(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  input: z.output<typeof RenewCertificate>,
  longest: number,
): Promise<store.CertificateRow> {
  const row = await inState(tx, actor, id, ['valid'])
  refuseOwn(actor, row.personId, '换发')
  refuseLong(input, longest)
  if (input.validTo <= row.validTo)
    throw new Problem(common.invalid, `换发后的末日要晚于现在的 ${row.validTo}。`, {
      errors: [{ pointer: '/validTo', message: `要晚于 ${row.validTo}` }],
    })
  const goesOn = input.validFrom <= row.validTo
  const validFrom = goesOn && row.validFrom < input.validFrom ? row.validFrom : input.validFrom
  return change(tx, actor, { ...row, ...input, validFrom }, version)
}

const MOVES: Record<'suspend' | 'restore' | 'revoke', { from: CertificateState[]; to: CertificateState }> = {
  suspend: { from: ['valid'], to: 'suspended' },
  restore: { from: ['suspended'], to: 'valid' },
  revoke: { from: ['valid', 'suspended'], to: 'revoked' },
}

/** Nobody says of himself that he may enforce. */
function refuseOwn(actor: Actor, personId: string, what: string): void {
  if (actor.personId === personId)
    throw new Problem(officerProblems.own, `自己的执法证件不能自己${what}，请本单位其他管理人员或上级办。`)
}

function refuseLong({ validFrom, validTo }: { validFrom: string; validTo: string }, longest: number): void {
  const last = latestEnd(validFrom, today(), longest)
  if (validTo > last)
    throw new Problem(common.invalid, `有效期最长 ${longest} 年（未经核实，可在设置里改），末日最晚 ${last}。`, {
      errors: [{ pointer: '/validTo', message: `有效期最长 ${longest} 年，最晚 ${last}` }],
    })
}

/** A suspension is lifted where it was made or above: a county does not undo what the city did, nor by another card. */
function refuseBelow(actor: Actor, { name, gridCode, suspendedByGrid }: store.CertificateRow): void {
  const by = suspendedByGrid ?? gridCode
  if (!by.startsWith(actor.gridCode))
    throw new Problem(officerProblems.notAbove, `${name}的执法证件是上级暂扣的，恢复或注销由暂扣的一级或它的上级办。`)
}

/** Suspends, restores or revokes a certificate, with a reason. @throws own, notAbove, closed, versionMovedOn */
export async function moveCertificate(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  move: keyof typeof MOVES,
  reason: string,
): Promise<store.CertificateRow> {
  const { from, to } = MOVES[move]
  const row = await inState(tx, actor, id, from)
  if (move === 'restore') refuseOwn(actor, row.personId, '恢复')
  if (row.state === 'suspended') refuseBelow(actor, row)
  const suspendedByGrid = to === 'suspended' ? actor.gridCode : null
  return change(tx, actor, { ...row, state: to, reason: to === 'valid' ? null : reason, suspendedByGrid }, version)
}

async function inState(tx: Tx, actor: Actor, id: string, states: readonly CertificateState[]) {
  const row = await getCertificate(tx, actor, id)
  if (states.includes(row.state)) return row
  throw new Problem(
    officerProblems.closed,
    `${row.name}的执法证件现在是「${certificateStates[row.state]}」，不能这样办。`,
  )
}

async function change(tx: Tx, actor: Actor, row: store.CertificateRow, version: number | null) {
  if (version === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
  const next = { ...row, version, changedBy: actingName(actor) }
  if (!(await store.updateCertificate(tx, actor.scope, next)))
    throw new Problem(common.versionMovedOn, '别人刚改过这本证件，请看过最新内容再办。')
  return getCertificate(tx, actor, row.id)
}

/** Somebody with what his certificate says on a day: the number where he may enforce, else why not. */
export interface Certified {
  personId: string
  name: string
  number: string
  gridCode: string
  /** Null when he may enforce that day; else the end of a sentence that begins with his name. */
  why: string | null
}

/**
 * Whether people may enforce on a day, in the order asked; those a scope does not show have no certificate there.
 * A module refuses with the sentence, since only it knows what the people were to do.
 */
export async function certifiedOn(
  tx: Tx,
  scope: Scope,
  personIds: readonly string[],
  on: string,
): Promise<Certified[]> {
  const rows = new Map((await store.listOfPeople(tx, scope, personIds)).map((row) => [row.personId, row]))
  return personIds.map((personId) => {
    const row = rows.get(personId)
    const { name = '所选的人', number = '', gridCode = '' } = row ?? {}
    return { personId, name, number, gridCode, why: whyNot(row, on) }
  })
}

/** Officers of one's region for a picker, one's own office first, each with why he could not enforce on a day. */
export async function findOfficers(
  tx: Tx,
  actor: Actor,
  wish: { q: string; on: string; limit: number },
): Promise<z.input<typeof OfficerChoice>[]> {
  const rows = await store.listForPicker(tx, actor.scope, { ...wish, ownGrid: actor.gridCode })
  const names = await gridNames(
    tx,
    rows.map(({ gridCode }) => gridCode),
  )
  return rows.map((row) => ({
    personId: row.personId,
    name: row.name,
    number: row.number,
    gridCode: row.gridCode,
    gridName: names.get(row.gridCode) ?? row.gridCode,
    why: whyNot(row, wish.on),
  }))
}
