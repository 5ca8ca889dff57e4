/** What kind of town-level unit (乡级) a division is. */
export type TownKind = 'street' | 'town' | 'township' | 'similar'
/** What kind of village-level unit (村级) a division is. */
export type VillageKind = 'residents_committee' | 'village_committee' | 'similar_residents' | 'similar_village'

/** Chinese names of the kinds. */
export const UNIT_KIND_NAMES: Readonly<Record<TownKind | VillageKind, string>> = {
  street: '街道',
  town: '镇',
  township: '乡',
  similar: '类似乡级单位',
  residents_committee: '居民委员会',
  village_committee: '村民委员会',
  similar_residents: '类似居民委员会',
  similar_village: '类似村民委员会',
}

/** The kind of a town-level unit by digits 7–9 of its code, or null outside every range. codes.md §4 (GB/T 10114). */
export function townKind(code: string): TownKind | null {
  const ordinal = ordinalAt(code, 6)
  if (ordinal === null) return null
  if (ordinal < 100) return 'street'
  if (ordinal < 200) return 'town'
  if (ordinal < 400) return 'township'
  return ordinal < 600 ? 'similar' : null
}

/** The kind of a village-level unit by digits 10–12 of its code, or null outside every range. codes.md §4. */
export function villageKind(code: string): VillageKind | null {
  const ordinal = ordinalAt(code, 9)
  if (ordinal === null) return null
  if (ordinal < 200) return 'residents_committee'
  if (ordinal < 400) return 'village_committee'
  if (ordinal < 500) return 'similar_residents'
  return ordinal < 600 ? 'similar_village' : null
}

function ordinalAt(code: string, start: number): number | null {
  const digits = code.slice(start, start + 3)
  return /^\d{3}$/.test(digits) && digits !== '000' ? Number(digits) : null
}
