/** One substance of table 1. Tonnes and β are decimal text: arithmetic is exact, nothing passes through a float. */
export interface NamedRow {
  readonly row: number
  readonly name: string
  readonly condition: string | null
  readonly aliases: readonly string[]
  readonly english: string
  readonly cas: readonly string[]
  readonly thresholdTonnes: string
  readonly betaTable3: string | null
  /** Plausible table 2/4 symbols: a derived aid, not part of the standard. */
  readonly symbols: readonly string[]
  readonly suggestedBeta: string | null
  readonly betaStatus: string
}

/** One hazard category of tables 2 and 4. */
export interface CategoryRow {
  readonly symbol: string
  readonly className: string
  readonly criteria: string
  readonly thresholdTonnes: string
  readonly beta: string
}

/** One toxic gas of table 3. */
export interface ToxicGasRow {
  readonly name: string
  readonly cas: string
  readonly beta: string
}

/** One band of table 5: α applies from this many people upward. */
export interface AlphaBand {
  readonly label: string
  readonly fromPeople: number
  readonly alpha: string
}

/** One band of table 6: the level applies from this R upward. */
export interface LevelBand {
  readonly level: number
  readonly name: string
  readonly fromR: string
}
