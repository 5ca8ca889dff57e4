import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { isUsable, listChecks, listTemplates } from '#modules/check-item/server/library.ts'
import type { InspectionRow } from './store.ts'

/** The template of the scheme where it is still in use, else all that may be used here, each with its checks in force. */
export async function templatesOf(
  tx: Tx,
  { templateCode, gridCode }: Pick<InspectionRow, 'templateCode' | 'gridCode'>,
) {
  const all = (await listTemplates(tx, today(), gridCode)).filter((one) => isUsable(one, gridCode))
  const named = all.filter(({ code }) => code === templateCode)
  const chosen =
    named.length > 0
      ? named
      : // The general ones first, local ones last: a list of a trade or a campaign is chosen by whoever knows the plant.
        all.toSorted((a, b) => placeOf(a) - placeOf(b) || a.itemCodes.length - b.itemCodes.length)
  const checks = await listChecks(
    tx,
    chosen.flatMap(({ itemCodes }) => itemCodes),
    today(),
  )
  return chosen.map(({ code, name, itemCodes }) => ({
    code,
    name,
    items: itemCodes.flatMap((itemCode) => {
      const item = checks.get(itemCode)
      if (item?.standing !== 'in-force') return []
      const { code, question, how, basis, category, rank, criterion, rectification } = item
      return [{ code, question, how, basis, category, rank, criterion, rectification }]
    }),
  }))
}

const placeOf = ({ industry, gridCode }: { industry: string; gridCode: string | null }): number =>
  gridCode !== null ? 2 : industry === 'general' ? 0 : 1
