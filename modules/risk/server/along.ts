import { type AlongPart, byObject } from '#modules/along/server/part.ts'
import { findAccidentType } from '#standards/accident-type/accident-types.ts'
import { listPointsOf } from './store/list.ts'

/** Risk points of enterprises, to be taken along. */
export const risksAlong: AlongPart<'risks'> = {
  key: 'risks',
  permission: 'risk.read',
  of: async (tx, { scope }, ids) =>
    byObject(await listPointsOf(tx, scope, ids), ({ objectId: _o, total: _t, accidentType, ...row }) => ({
      ...row,
      accidentTypeName: findAccidentType(accidentType)?.name ?? accidentType,
    })),
}
