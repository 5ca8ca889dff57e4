import type { Tx } from '#kernel/db/db.ts'
import {
  isUsable,
  type LibraryCheck,
  type LibraryTemplate,
  listChecks,
  listTemplates,
} from '#modules/check-item/server/library.ts'

/** A petrol station is told by its name: the register has no class of its own for it. */
const PETROL = /加油|加气/

/** Templates for patrols that are in force in a grid on a day, with their checks. */
export interface PatrolLibrary {
  templates: readonly LibraryTemplate[]
  checks: ReadonlyMap<string, LibraryCheck>
}

/** Reads what there is to patrol by in a grid on a day. */
export async function patrolLibrary(tx: Tx, gridCode: string, on: string): Promise<PatrolLibrary> {
  return usableIn(await libraryBelow(tx, gridCode, on), gridCode)
}

/** Lists for patrols seen from a grid on a day, kept there, above or below: what objects of the grid may be visited by. */
export async function libraryBelow(tx: Tx, gridCode: string, on: string): Promise<PatrolLibrary> {
  const templates = (await listTemplates(tx, on, gridCode)).filter(
    ({ level, standing }) => level === 'patrol' && standing === 'in-force',
  )
  const codes = templates.flatMap(({ itemCodes }) => itemCodes)
  return { templates, checks: await listChecks(tx, codes, on) }
}

/** What of a library may be used in a grid. */
export const usableIn = ({ templates, checks }: PatrolLibrary, gridCode: string): PatrolLibrary => ({
  templates: templates.filter((template) => isUsable(template, gridCode)),
  checks,
})

/** Lists of checks for a patrol of an object: the one that fits it best first, the general one before what does not fit. */
export function templatesFor(
  { templates, checks }: PatrolLibrary,
  { kind, name }: { kind: 'enterprise' | 'place'; name: string },
) {
  const best = kind === 'place' ? 'small_place' : PETROL.test(name) ? 'hazchem_trade' : 'general'
  const rank = (industry: string) => (industry === best ? 0 : industry === 'general' ? 1 : 2)
  return templates
    .toSorted((a, b) => rank(a.industry) - rank(b.industry))
    .map(({ code, name, minutes, itemCodes }) => ({
      code,
      name,
      minutes,
      items: itemCodes.flatMap((itemCode) => {
        const item = checks.get(itemCode)
        return item?.standing === 'in-force'
          ? [{ code: item.code, question: item.question, how: item.how, basis: item.basis }]
          : []
      }),
    }))
}
