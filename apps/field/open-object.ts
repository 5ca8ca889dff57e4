import type { FieldPerson } from '#kernel/sync/field/db.ts'
import { assignedTo } from '#modules/inspection/field/assigned.ts'

/**
 * The page of the app for what is to be done at an enterprise: the inspection under way or planned there, else a visit, else a report
 * of its own, else its file.
 */
export async function pageOf(person: FieldPerson, objectId: string): Promise<string> {
  const may = (permission: string) => person.permissions.includes(permission)
  const file = `/file/${objectId}`
  if (person.objectId) return may('hazard.report') ? '/report' : file
  const inspection = may('inspection.arrive') ? await assignedTo(person.accountId, objectId) : null
  if (inspection) return `/inspection/${inspection}`
  return may('patrol.record') ? `/visit/${objectId}` : file
}
