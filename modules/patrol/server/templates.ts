import { checkItems, checkTemplates } from '#standards/check-item/read.ts'

/** Industries of the checks that fit a regulator class. */
const INDUSTRIES: Readonly<Record<string, readonly string[]>> = {
  hazchem: ['hazchem_trade', 'hazchem_production', 'hazchem_use'],
  fireworks: ['fireworks_retail', 'fireworks_wholesale'],
  non_coal_mine: ['noncoal_mine_open_pit', 'noncoal_mine_underground'],
}

/** Lists of checks for a patrol of an object on a day: those of its kind first, then the general one. */
export function templatesFor(
  object: { kind: 'enterprise' | 'place'; regulatorClasses: readonly string[] },
  on: string,
) {
  const wanted = new Set(object.regulatorClasses.flatMap((one) => INDUSTRIES[one] ?? []))
  const rank = (industry: string) => {
    if (object.kind === 'place') return industry === 'small_place' ? 0 : 1
    return wanted.has(industry) ? 0 : industry === 'general' ? 1 : 2
  }
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
