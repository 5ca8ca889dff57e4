import type { StockRow } from '#modules/enterprise/server/store/major-hazard.ts'

/** The five big classes by which the city counts its enterprises. */
export type RegulatorClass = 'industry_trade' | 'hazchem' | 'fireworks' | 'non_coal_mine' | 'other'

/** A chemical as a trade handles it; tonnes are what its store holds at most, from–to. */
export interface Chemical {
  name: string
  cas: string
  /** Code of the ledger: 1 生产 2 使用 3 经营 4 储存. */
  role: '1' | '2' | '3' | '4'
  /** Code of the ledger: 1 气 2 液 3 固 4 液化气 5 溶液. */
  state: '1' | '2' | '3' | '4' | '5'
  /** Code of the ledger: 1 储罐 2 仓库 3 气瓶 4 桶装 5 袋装. */
  kept: '1' | '2' | '3' | '4' | '5'
  tonnes: readonly [number, number]
  priority?: boolean
  toxic?: boolean
  /** Tonnes a cubic metre, where it is kept in tanks. */
  density?: number
}

/** A machine or vessel of a trade: name, code of its kind, special equipment or not. */
export type Machine = readonly [name: string, kind: string, special?: 'special']

/** A unit that may reach the threshold of GB 18218 in a trade. */
export interface HazardUnit {
  name: string
  unitType: 'production' | 'tank_farm' | 'warehouse'
  stock: StockRow['chemical']
  tonnes: readonly [number, number]
}

/** A key process (重点监管工艺) by the code of the ledger. */
export interface KeyProcess {
  name: string
  code: string
  medium: string
}

/** One line of business of the demo city: everything a file of it may hold, so that no file mixes two of them. */
export interface Trade {
  /** GB/T 4754 class. */
  industry: string
  /** What the name of such an enterprise ends in before its legal form. */
  words: readonly string[]
  /** Legal form at the end of the name. */
  form: string
  entKind: 'legal_person' | 'branch' | 'sole_trader' | 'institution'
  /** How often it occurs among those of its class. */
  weight: number
  category: string
  staff: readonly [number, number]
  /** Registered capital in 万元; none for an institution. */
  capitalWan: readonly [number, number] | null
  risk: readonly string[]
  danger: readonly string[]
  /** In an industrial park, in a village, on a street of the town. */
  place: 'park' | 'village' | 'street'
  scope: string
  chemicals?: readonly Chemical[]
  units?: readonly HazardUnit[]
  machines?: readonly Machine[]
  processes?: readonly KeyProcess[]
  /** Special operations (特种作业) its people hold certificates for. */
  operators?: readonly string[]
  /** Occupational hazard: kind by the code of the ledger, name, workplace. */
  factors?: readonly (readonly [kind: string, name: string, workplace: string])[]
  /** Licence of its class beside the business licence: code of the ledger and how its number begins. */
  licence?: readonly [kind: string, prefix: string]
  drill: string
}
