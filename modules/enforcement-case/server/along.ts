import { type AlongPart, byObject } from '#modules/along/server/part.ts'
import { findPenaltyItem } from '#standards/penalty/items.ts'
import { enforcementCase } from '../model/states.ts'
import { listPenaltiesOf } from './store.ts'

const states: Readonly<Record<string, { title: string }>> = enforcementCase.states

/** The last cases of penalty of enterprises, to be taken along; the names of persons stay behind. */
export const penaltiesAlong: AlongPart<'penalties'> = {
  key: 'penalties',
  permission: 'enforcement-case.read',
  of: async (tx, { scope }, ids) =>
    byObject(
      await listPenaltiesOf(tx, scope, ids),
      ({ id, state, what, partyKind, item, decisionNo, decidedOn, fineFen }) => ({
        ...{ id, decisionNo, decidedOn, against: partyKind, fine: fineFen / 100 },
        conduct: (item && findPenaltyItem(item)?.conduct) || what,
        stateTitle: states[state]?.title ?? state,
      }),
    ),
}
