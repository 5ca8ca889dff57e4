/** Everything that can be wrong with the input of a major-hazard calculation. */
export type MajorHazardProblem =
  | 'InvalidInput'
  | 'EmptyStocks'
  | 'InvalidPeople'
  | 'InvalidTonnes'
  | 'UnknownChemical'
  | 'AmbiguousChemical'
  | 'ConditionMismatch'
  | 'UnknownSymbol'
  | 'InvalidBeta'

/** A refused input, with a Chinese sentence saying how to go on; `chemical` is the name as it was given. */
export class MajorHazardError extends Error {
  readonly type: MajorHazardProblem
  readonly chemical: string | undefined
  /** Conditions or names to choose from. */
  readonly choices: readonly string[]

  constructor(type: MajorHazardProblem, message: string, chemical?: string, choices: readonly string[] = []) {
    super(message)
    this.name = type
    this.type = type
    this.chemical = chemical
    this.choices = choices
  }
}
