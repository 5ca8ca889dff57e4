import { DAILY_TIER } from '#standards/penalty/daily.ts'
import { discretionTiers } from '#standards/penalty/read.ts'
import type { LawVersion } from '../model/discretion.ts'

/**
 * The versions of law and steps the platform knows. The seed follows the Work Safety Law as amended in 2021 (in force since 2021-09-01);
 * its cut points are defaults, not confirmed.
 */
export const lawVersions = (): readonly LawVersion[] => [
  {
    name: '安全生产法（2021 年修正）和裁量基准',
    from: '2021-09-01',
    to: null,
    tiers: [...discretionTiers(), DAILY_TIER],
  },
]
