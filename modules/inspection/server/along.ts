import { type AlongPart, byObject } from '#modules/along/server/part.ts'
import { inspectionReasons } from '../model/codes.ts'
import { inspectionType } from '../model/inspection.ts'
import { listInspectionsOf } from './on-site/store.ts'

/** The last inspections of enterprises, to be taken along. */
export const inspectionsAlong: AlongPart<'inspections'> = {
  key: 'inspections',
  permission: 'inspection.read',
  of: async (tx, { scope }, ids) =>
    byObject(
      await listInspectionsOf(tx, scope, ids),
      ({ id, state, reason, plannedOn, visitedOn, findings, dueOn }) => ({
        ...{ id, findings, dueOn, on: visitedOn ?? plannedOn, made: visitedOn !== null },
        reasonTitle: inspectionReasons[reason],
        stateTitle: inspectionType.states[state]?.title ?? state,
      }),
    ),
}
