import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName, may } from '#kernel/identity/model/actor.ts'
import { checkItemProblems } from '../../model/problems.ts'
import { isKeptBy, type Version, versionOn } from '../../model/rules.ts'
import * as store from '../store.ts'

/** Grid from which somebody sees the library: that of his seat, for an enterprise the one it lies in. */
export const gridOf = ({ gridCode, seatGrid }: Actor): string => gridCode || seatGrid

/** Whether the actor may change something of the library now. */
export function mayChange<Said>(actor: Actor, versions: readonly Version<Said>[]): boolean {
  const last = versions.at(-1) as Version<Said>
  return (
    may(actor, 'check-item.maintain') &&
    isKeptBy(last.gridCode, actor.gridCode) &&
    versionOn(versions, today()).standing !== 'closed'
  )
}

/** Only whoever keeps something changes it, and only while it is in use. @throws notYours, closed */
export function refuseForeign<Said>(actor: Actor, versions: readonly Version<Said>[], what: string): void {
  const { gridCode } = versions.at(-1) as Version<Said>
  if (!isKeptBy(gridCode, actor.gridCode))
    throw new Problem(
      checkItemProblems.notYours,
      gridCode === null
        ? `全平台通用的${what}由市级维护；您可以新增本地的${what}。`
        : `这是别的单位加的${what}，由那个单位维护。`,
    )
  if (versionOn(versions, today()).standing === 'closed')
    throw new Problem(checkItemProblems.closed, `这个${what}已经停用，不能再改；需要时新增一个。`)
}

/** @throws versionMissing, versionMovedOn */
export function refuseStale<Said>(versions: readonly Version<Said>[], seen: number | null): void {
  if (seen === null) throw new Problem(common.versionMissing, '请在 If-Match 里给出您看到的版本号。')
  if (seen !== (versions.at(-1) as Version<Said>).version) throw movedOn()
}

/** Somebody was faster with the next version. */
export const movedOn = () => new Problem(common.versionMovedOn, '别人刚改过，请看了最新的版本再改。')

/** @throws pastDay: what was done before today was done by what stood then */
export function refusePast(on: string, pointer: string): void {
  if (on >= today()) return
  const message = '不能早于今天：今天以前的检查已经按它做了'
  throw new Problem(checkItemProblems.pastDay, `${message}。`, { errors: [{ pointer, message }] })
}

/** The next free number under a stem. */
export async function nextCode(tx: Tx, kept: store.Kept, stem: string): Promise<string> {
  const taken = (await store.listCodes(tx, kept, stem)).map((code) => Number(code.slice(stem.length)))
  return `${stem}${String(Math.max(0, ...taken) + 1).padStart(3, '0')}`
}

/** The first version of something new. */
export const firstOf = <Said>(
  actor: Actor,
  code: string,
  gridCode: string | null,
  fromOn: string,
  words: Said,
  why: string,
) =>
  ({
    code,
    version: 1,
    change: 'added',
    fromOn,
    toOn: null,
    gridCode,
    words,
    why,
    by: byOf(actor),
  }) satisfies Omit<Version<Said>, 'at'>

/** The version after the last one, with what changes. */
export const nextOf = <Said>(
  actor: Actor,
  last: Version<Said>,
  change: 'corrected' | 'closed',
  more: Partial<Pick<Version<Said>, 'words' | 'toOn' | 'fromOn'>> & { why: string },
): Omit<Version<Said>, 'at'> => {
  const { code, version, toOn, gridCode, words } = last
  const fromOn = last.fromOn > today() ? last.fromOn : today()
  return { code, version: version + 1, change, fromOn, toOn, gridCode, words, by: byOf(actor), ...more }
}

const byOf = (actor: Actor): string => `${actor.bodyName} ${actingName(actor)}`

/** Enters a version. @throws versionMovedOn when somebody was faster */
export async function enter<Said>(
  tx: Tx,
  kept: store.Kept,
  version: Omit<Version<Said>, 'at'>,
): Promise<Version<Said>> {
  if ((await store.insertVersions(tx, kept, [version])) === 0) throw movedOn()
  return { ...version, at: new Date() }
}
