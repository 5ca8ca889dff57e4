import type { FieldPerson } from '#kernel/sync/field/db.ts'
import { takeAlong } from '#kernel/sync/field/taken.ts'
import { factsPath, mayIssue, takeKit } from '#modules/legal-document/field/kit.ts'
import { filePath, type Inspection } from './visit-draft.ts'

/** Inspections that are to be made, the next first. */
export const ASSIGNED = '/inspections?state=assigned&sort=due&limit=50'

/** What an inspection needs without a network, as paths; the first says whether it is on the device. */
export function needsOf(
  person: FieldPerson,
  { id, objectId }: Pick<Inspection, 'id' | 'objectId'>,
): [string, ...string[]] {
  return [
    `/inspections/${id}`,
    `/inspections/${id}/site`,
    ...(mayIssue(person) ? [factsPath(id)] : []),
    ...(objectId && person.permissions.includes('enterprise.verify') ? [filePath(objectId)] : []),
  ]
}

/**
 * Takes along the inspections to be made at some enterprises, with templates and numbers for their documents.
 * @returns how many
 * @throws ApiProblem
 */
export async function takeInspections(person: FieldPerson, isAlong: (objectId: string) => boolean): Promise<number> {
  if (!person.permissions.includes('inspection.arrive')) return 0
  const { items } = await takeAlong<{ items: Inspection[] }>(person.accountId, ASSIGNED)
  const own = items.filter(({ objectId }) => objectId && isAlong(objectId))
  for (const one of own) for (const path of needsOf(person, one)) await takeAlong(person.accountId, path)
  if (mayIssue(person)) await takeKit(person, 'inspection')
  return own.length
}
