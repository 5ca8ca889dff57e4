import { openCase } from '#kernel/cases/service.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { penaltyKind } from '#modules/enforcement-case/server/kind.ts'
import { listNames } from '#modules/enterprise/server/store/enterprise.ts'
import { type Clue, takeClues } from '#modules/inspection/server/on-site/clue.ts'
import { inspectionKind } from '#modules/inspection/server/on-site/kind.ts'

/** What an inspection asks to be filed becomes the clue of a penalty case that names the inspection it came out of. @returns stops it */
export const passClues = (): (() => void) => takeClues(registerClue)

async function registerClue(tx: Tx, actor: Actor, clue: Clue): Promise<void> {
  const { inspectionId, objectId, gridCode, site, foundOn, text, at } = clue
  const partyName = (await listNames(tx, actor.scope, [objectId])).get(objectId) ?? ''
  const matter = { what: text, where: site, violatedOn: foundOn, partyKind: 'unit', partyName }
  const input = { source: 'inspection', ...matter, foundOn }
  const origin = { kind: inspectionKind, id: inspectionId }
  const about = { gridCode, objectId, title: penaltyKind.titleOf(input), input, origin }
  await openCase(tx, actor, penaltyKind, { id: newId(at.getTime()), act: 'register', ...about }, at)
}
