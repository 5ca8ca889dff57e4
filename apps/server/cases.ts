import { openDesk } from '#kernel/cases/desk.ts'
import { findEnterprise, listNames } from '#modules/enterprise/server/store/enterprise.ts'
import { listPath } from '#modules/grid/server/store.ts'
import { hazardKind } from '#modules/hazard/server/kind.ts'

/** All kinds of cases this platform knows, and where the engine finds the names of what they are about. */
export const caseDesk = openDesk([hazardKind], {
  objectNames: listNames,
  placeOfObject: async (tx, scope, id) => (await findEnterprise(tx, scope, id))?.gridCode ?? null,
  gridNames: async (tx, codes) => new Map((await listPath(tx, [...codes])).map(({ code, name }) => [code, name])),
})
