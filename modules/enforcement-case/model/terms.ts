/** What the administrator may change, since the source is not confirmed; money in yuan. */
export interface PenaltyTerms {
  /** A fine from which a unit, a person has a right to a hearing (听证). */
  hearingFineUnit: number
  hearingFinePerson: number
  /** A fine from which the leaders discuss (重大行政处罚). */
  discussFine: number
  /** Working days for statement and defence after the notice. */
  defenceDays: number
  /** Calendar days after which an announcement counts as served. */
  announceDays: number
  /** Months after the approval within which every instalment lies. */
  instalmentMonths: number
}

/** Until somebody chose others: Order 15 as amended by Order 77; all 未经核实. */
export const DEFAULT_TERMS: PenaltyTerms = {
  hearingFineUnit: 50_000,
  hearingFinePerson: 20_000,
  discussFine: 50_000,
  defenceDays: 5,
  announceDays: 30,
  instalmentMonths: 24,
}
