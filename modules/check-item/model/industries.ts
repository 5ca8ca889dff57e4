/** What is known of an enterprise when its checks are looked for. */
export interface Line {
  regulatorClasses: readonly string[]
  superviseCategory: string | null
  dangerClasses: readonly string[]
  name: string
}

const BY_CATEGORY: Readonly<Record<string, string>> = {
  metallurgy: 'metallurgy',
  non_ferrous: 'nonferrous',
  building_material: 'building_materials',
  machinery: 'machinery',
  light_industry: 'light_industry',
  textile: 'textile',
  tobacco: 'tobacco',
  trade: 'commerce',
  hazchem_production: 'hazchem_production',
  chemical: 'hazchem_production',
  hazchem_trade: 'hazchem_trade',
  hazchem_use: 'hazchem_use',
  fireworks_production: 'fireworks_production',
  metal_mine: 'noncoal_mine_open_pit',
  tailings: 'noncoal_mine_tailings',
  construction: 'construction',
}

const BY_DANGER: Readonly<Record<string, string>> = {
  dust_explosion: 'dust_explosion',
  ammonia_cold: 'ammonia_refrigeration',
  confined_space: 'limited_space',
  molten_metal: 'metal_smelting',
  frequent_hot_work: 'special_work',
}

/** Industries of the library of checks that fit an enterprise, its own first, the general one last. */
export function industriesOf({ regulatorClasses, superviseCategory, dangerClasses, name }: Line): string[] {
  const own = BY_CATEGORY[superviseCategory ?? '']
  const fireworks = /批发|配送/.test(name) ? 'fireworks_wholesale' : 'fireworks_retail'
  return [
    ...(own ? [own] : []),
    ...(regulatorClasses.includes('fireworks') && superviseCategory !== 'fireworks_production' ? [fireworks] : []),
    ...dangerClasses.flatMap((danger) => BY_DANGER[danger] ?? []),
    'general',
  ]
}
