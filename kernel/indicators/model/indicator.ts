/** Where the rows of figures come from: one view of one room, and what may be asked of it. */
export interface FactSource {
  /** Name of the source; its view is `<name>_fact` (row_id, measure, grid_code, dims, eff_on, rec_on, amount). */
  name: string
  /** What one row is, in the words of the field, such as 隐患. */
  title: string
  /** Permission word somebody needs to see its rows, and so its figures. */
  permission: string
  /** By what figures are parted, in the order of the view's `dims`. */
  dimensions: readonly FactDimension[]
  /** Pairs of dimensions asked for together, each by name in the order of `dimensions`. */
  pairs?: readonly (readonly [string, string])[]
}

export interface FactDimension {
  name: string
  title: string
  /** What a key is called; an empty key is what has none. */
  labels?: Readonly<Record<string, string>>
  /** The keys are grid codes, named by the grid. */
  isGrid?: boolean
  /** One row may stand under several keys; then the parts add up to more than the whole, and the page names the rows. */
  several?: boolean
}

/** How a figure is made of lines. */
export type Figure =
  /** What came in during a period (流量). */
  | { kind: 'flow'; of: readonly string[]; less?: readonly string[] }
  /** What stands at the end of a day (存量). */
  | { kind: 'stock'; of: readonly string[]; less?: readonly string[] }
  /** One figure out of another, by code: a share, or so many per hundred. */
  | { kind: 'ratio'; over: string; under: string; times: number }

/** One indicator (指标): declared once, and every figure anywhere comes from here. */
export interface Indicator {
  /** `<source>.<word>`, kept for ever. */
  code: string
  name: string
  /** What is counted, in one sentence, with the day it is counted by. */
  definition: string
  unit: string
  source: FactSource
  figure: Figure
  /** Dimensions (or `grid`) whose parts must add up to the whole. */
  partitions: readonly string[]
  /** Which office answers for the definition. */
  owner: string
  /** First day for which it is asked; figures before it are not the platform's. */
  from: string
  /** Its last day, when the definition is no longer used. */
  until?: string
  /** Digits kept after the point of a ratio; 0 unless said. */
  digits?: number
  /** The value as it is kept is so many times the unit, such as fen for yuan. */
  per?: number
  /** It counts people: told as `model/disclosure.ts` says, and its rows are not listed. */
  personal?: boolean
  /** A higher figure is better (true), worse (false), or neither. */
  better?: boolean
}

/** All sources and indicators of the platform. */
export class IndicatorTable {
  readonly sources: readonly FactSource[]
  readonly indicators: ReadonlyMap<string, Indicator>

  /** @throws Error when two indicators share a code, or one asks for what its source does not have */
  constructor(indicators: readonly Indicator[]) {
    const found = new Map<string, Indicator>()
    for (const one of indicators) {
      if (found.has(one.code)) throw new Error(`two indicators are called ${one.code}`)
      const wrong = one.partitions.find(
        (name) => name !== 'grid' && !one.source.dimensions.some((d) => d.name === name),
      )
      if (wrong) throw new Error(`${one.code} cannot be parted by ${wrong}`)
      found.set(one.code, one)
    }
    for (const { code, figure } of indicators) {
      if (figure.kind !== 'ratio') continue
      for (const part of [figure.over, figure.under])
        if (!found.has(part) || found.get(part)?.figure.kind === 'ratio') throw new Error(`${code} is made of ${part}`)
    }
    this.indicators = found
    this.sources = [...new Set(indicators.map(({ source }) => source))]
  }
}

/** Name of a parting: nothing, one dimension, or two joined in the order of the source. */
export const partingOf = (source: FactSource, names: readonly string[]): string => {
  const known = source.dimensions.map(({ name }) => name)
  return [...names].sort((a, b) => known.indexOf(a) - known.indexOf(b)).join(',')
}

/** Every parting whose cells are kept. */
export const partingsOf = (source: FactSource): string[] => [
  '',
  ...source.dimensions.map(({ name }) => name),
  ...(source.pairs ?? []).map((pair) => partingOf(source, pair)),
]

/** Between the keys of two dimensions. */
export const PAIRED = '|'
/** Between several keys of one dimension of one row. */
export const JOINED = '+'

/** Before a wanted key: the row stands under these keys and no other, where it would otherwise stand under these and perhaps more. */
export const ONLY = '='

/** Rows that stand under exactly these keys of one dimension, as a key to ask for. */
export const exactly = (keys: readonly string[]): string => ONLY + keys.join(JOINED)
