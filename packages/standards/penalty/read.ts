import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Share, Tier, TierName } from './discretion.ts'
import type { PenaltyStage } from './items.ts'

type Row = Record<string, string>

let tiers: readonly Tier[] | undefined

/** The discretion standard of the seed (裁量基准): cut points are defaults, statutory bounds were checked. Read once, in Node only. */
export function discretionTiers(): readonly Tier[] {
  tiers ??= (
    parse(readFileSync(new URL('./seeds/discretion-tiers.csv', import.meta.url)), { columns: true, bom: true }) as Row[]
  ).map(tierOf)
  return tiers
}

const tierOf = (row: Row): Tier => ({
  item: row.penalty_item ?? '',
  stage: row.stage as PenaltyStage,
  tier: row.tier as TierName,
  condition: row.condition_zh ?? '',
  min: row.min_yuan ? Number(row.min_yuan) : null,
  max: row.max_yuan ? Number(row.max_yuan) : null,
  share: shareIn(row.other_measure_zh ?? ''),
  measures: (row.other_measure_zh ?? '')
    .replace(/(?:^|；)[^；]*(?:年收入比例|改按倍数|按罚款数额倍数):[\d.%-]+/g, '')
    .replace(/^；/, ''),
  source: row.source_zh ?? '',
  verified: row.verified === '1',
})

/** How the guide writes ranges that are no amounts in yuan (check-items.md §5). */
function shareIn(measures: string): Share | null {
  const income = /年收入比例:(\d+)%-(\d+)%/.exec(measures)
  if (income) return { of: 'income', from: Number(income[1]) / 100, to: Number(income[2]) / 100 }
  const multiple = /改按倍数:([\d.]+)-([\d.]+)/.exec(measures)
  if (multiple) return { of: 'illegal-income', from: Number(multiple[1]), to: Number(multiple[2]) }
  const fine = /按罚款数额倍数:([\d.]+)-([\d.]+)/.exec(measures)
  return fine ? { of: 'fine', from: Number(fine[1]), to: Number(fine[2]) } : null
}
