import { own } from './kinds.ts'

/** Warning levels as the national scheme counts them: 1 red, 2 orange, 3 yellow, 4 blue. */
export type WarningLevel = 1 | 2 | 3 | 4

const BY_SEVERITY: Readonly<Record<string, WarningLevel>> = { Extreme: 1, Severe: 2, Moderate: 3, Minor: 4 }
const BY_COLOR: Readonly<Record<string, WarningLevel>> = {
  red: 1,
  红色: 1,
  紅色: 1,
  orange: 2,
  橙色: 2,
  yellow: 3,
  黄色: 3,
  黃色: 3,
  blue: 4,
  蓝色: 4,
  藍色: 4,
}

interface Leveled {
  readonly severity?: unknown
  readonly parameter?: unknown
}

/**
 * The level of an info (§7 of the reference): the colour parameter of a sender whose profile names one, else its severity; null when a
 * person must say.
 */
export function warningLevel(info: Leveled, colorParameter: string | null = null): WarningLevel | null {
  const parameters = Array.isArray(info.parameter) ? info.parameter : []
  const color = parameters.find(({ valueName }) => colorParameter !== null && valueName === colorParameter)?.value
  return own(BY_COLOR, String(color).toLowerCase()) ?? own(BY_SEVERITY, String(info.severity)) ?? null
}
