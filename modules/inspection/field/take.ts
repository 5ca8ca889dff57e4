import type { FieldPerson } from '#kernel/sync/field/db.ts'
import { takeAlong } from '#kernel/sync/field/taken.ts'
import { factsPath, mayIssue, takeKit } from '#modules/legal-document/field/kit.ts'
import { filePath, type Inspection } from './visit-draft.ts'

/** Inspections one is sent to oneself, the next first; whose they are the server says, by who asks. */
export const MINE = '/inspections?mine=true&state=assigned&sort=due&limit=50'

/** Those others of one's place are sent to. */
export const OTHERS = '/inspections?mine=false&state=assigned&sort=due&limit=50'

/** Those one ordered something in that are to be looked at again. */
export const TO_REINSPECT = '/inspections?mine=true&state=reinspect_due&sort=due&limit=50'

/** What an inspection needs without a network, as paths; the first says whether it is on the device. */
export function needsOf(
  person: FieldPerson,
  { id, objectId }: Pick<Inspection, 'id' | 'objectId'>,
): [string, ...string[]] {
  return [
    `/inspections/${id}`,
    `/inspections/${id}/site`,
    ...(mayIssue(person) ? [factsPath(id)] : []),
    ...(objectId && person.permissions.includes('enterprise.read') ? [filePath(objectId)] : []),
  ]
}

/** Whether somebody is sent to an inspection; nobody says no where the device does not know who one is. */
export const isSent = ({ personId }: FieldPerson, { facts }: Pick<Inspection, 'facts'>): boolean =>
  personId === undefined || facts.team.some((one) => one.personId === personId)

/**
 * Takes along one's own inspections to be made at some enterprises, with templates and numbers for their documents.
 * @returns how many
 * @throws ApiProblem
 */
export async function takeInspections(person: FieldPerson, isAlong: (objectId: string) => boolean): Promise<number> {
  if (!person.permissions.includes('inspection.arrive')) return 0
  const { items } = await takeAlong<{ items: Inspection[] }>(person.accountId, MINE)
  await takeAlong(person.accountId, TO_REINSPECT)
  const own = items.filter(({ objectId }) => objectId && isAlong(objectId))
  for (const one of own) for (const path of needsOf(person, one)) await takeAlong(person.accountId, path)
  if (mayIssue(person)) await takeKit(person, 'inspection')
  return own.length
}
