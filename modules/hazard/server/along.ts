import { type AlongPart, byObject } from '#modules/along/server/part.ts'
import { hazardKind } from './kind.ts'
import { listOpenOf } from './store.ts'

/** Open hazards of enterprises, to be taken along. */
export const hazardsAlong: AlongPart<'hazards'> = {
  key: 'hazards',
  permission: 'hazard.read',
  of: async (tx, { scope }, ids) =>
    byObject(await listOpenOf(tx, scope, ids), ({ objectId: _o, total: _t, ...row }) => ({
      ...row,
      stateTitle: hazardKind.type.states[row.state]?.title ?? row.state,
    })),
}
