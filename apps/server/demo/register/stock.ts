import { gradeMajorHazard } from '#standards/gb18218/grade.ts'
import { MajorHazardError } from '#standards/gb18218/problems.ts'
import type { Dice } from '../dice.ts'
import type { Installation } from './installations.ts'
import type { Chemical, Trade } from './trade.ts'

/** A chemical and how much of it a firm keeps at most. */
export interface Store {
  chemical: Chemical
  tonnes: number
}

/** Share of the threshold all chemicals outside installations may reach together. */
const BELOW = 0.8

/**
 * What a firm keeps: in its installations what was graded, of everything else so little that no unit reaches the threshold
 * of GB 18218 unnoticed.
 */
export function storesOf(trade: Trade, installations: readonly Installation[], dice: Dice): Store[] {
  const graded = new Map<string, number>()
  for (const { chemical, tonnes } of installations.flatMap(({ stocks }) => stocks))
    graded.set(chemical, (graded.get(chemical) ?? 0) + tonnes)
  const others = (trade.chemicals ?? []).filter(({ name }) => !graded.has(name))
  const rest = others.map((chemical) => {
    const wanted = dice.low(...chemical.tonnes)
    const share = shareOfThreshold(chemical.name, wanted)
    const most = BELOW / others.length
    return { chemical, tonnes: share > most ? Math.max(0.1, Math.floor((wanted * most * 10) / share) / 10) : wanted }
  })
  const inUnits = [...graded].map(([name, tonnes]) => ({ chemical: chemicalOf(trade, name), tonnes }))
  return [...inUnits, ...rest]
}

/** Tonnes of a chemical that reach the threshold alone, by name. */
const thresholds = new Map<string, number>()

/** S of so many tonnes of a chemical; 0 for one the standard does not list by name. GB 18218-2018 §4.2. */
export function shareOfThreshold(chemical: string, tonnes: number): number {
  const threshold = thresholds.get(chemical) ?? thresholdOf(chemical)
  thresholds.set(chemical, threshold)
  return tonnes / threshold
}

function thresholdOf(chemical: string): number {
  try {
    return 1 / gradeMajorHazard({ exposedPeople: 0, stocks: [{ chemical, tonnes: 1 }] }).s
  } catch (error) {
    if (error instanceof MajorHazardError) return Number.POSITIVE_INFINITY
    throw error
  }
}

/** What is kept in installations only. */
const GRADED_ONLY: readonly Omit<Chemical, 'tonnes'>[] = [
  { name: '硫化氢', cas: '7783-06-4', role: '1', state: '1', kept: '3', priority: true, toxic: true },
  { name: '氢', cas: '1333-74-0', role: '1', state: '1', kept: '3', priority: true },
  { name: '苯', cas: '71-43-2', role: '4', state: '2', kept: '1', priority: true, density: 0.88 },
  { name: '1,2-环氧丙烷', cas: '75-56-9', role: '2', state: '2', kept: '1', priority: true, density: 0.83 },
  { name: '2-丙烯腈', cas: '107-13-1', role: '2', state: '2', kept: '1', priority: true, toxic: true, density: 0.81 },
]

function chemicalOf(trade: Trade, name: string): Chemical {
  const known = [...(trade.chemicals ?? []), ...GRADED_ONLY].find((chemical) => chemical.name === name)
  if (!known) throw new Error(`no chemical ${name} in ${trade.scope}`)
  return { tonnes: [0, 0], ...known }
}

/** Tanks that hold so many tonnes: volume from density and a filling of 85 %, and the design quantity that follows. */
export function tankFor(tonnes: number, densityTonnesPerM3: number) {
  const fillRatio = 0.85
  const volumeM3 = Math.max(1, Math.ceil(tonnes / fillRatio / densityTonnesPerM3))
  const designTonnes = Math.round(volumeM3 * fillRatio * densityTonnesPerM3 * 1000) / 1000
  return { volumeM3, fillRatio, densityTonnesPerM3, designTonnes }
}
