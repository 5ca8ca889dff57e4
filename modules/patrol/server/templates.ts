import { checkItems, checkTemplates } from '#standards/check-item/read.ts'

/** A petrol station is told by its name: the register has no class of its own for it. */
const PETROL = /加油|加气/

/** Lists of checks for a patrol of an object on a day: the one that fits it best first, the general one before what does not fit. */
export function templatesFor({ kind, name }: { kind: 'enterprise' | 'place'; name: string }, on: string) {
  const best = kind === 'place' ? 'small_place' : PETROL.test(name) ? 'hazchem_trade' : 'general'
  const rank = (industry: string) => (industry === best ? 0 : industry === 'general' ? 1 : 2)
  return checkTemplates()
    .filter(({ level }) => level === 'patrol')
    .toSorted((a, b) => rank(a.industry) - rank(b.industry))
    .map(({ code, name, minutes, itemCodes }) => ({
      code,
      name,
      minutes,
      items: itemCodes.flatMap((itemCode) => {
        const item = checkItems().get(itemCode)
        return item && item.from <= on
          ? [{ code: item.code, question: item.question, how: item.how, basis: item.basis }]
          : []
      }),
    }))
}
