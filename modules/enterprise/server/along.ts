import { type AlongPart, byObject } from '#modules/along/server/part.ts'
import { listMajorHazardsOf } from './store/major-hazard.ts'

/** Major hazard installations of enterprises, to be taken along. */
export const majorHazardsAlong: AlongPart<'majorHazards'> = {
  key: 'majorHazards',
  permission: 'enterprise.read',
  of: async (tx, { scope }, ids) =>
    byObject(await listMajorHazardsOf(tx, scope, ids), ({ objectId: _o, total: _t, ...row }) => row),
}
