/** A list of an office that still differs from the platform, for whoever publishes figures it puts in doubt. */
export interface OpenList {
  title: string
  gridName: string
  /** The office whose list it is. */
  body: string
  /** Last day the list is of. */
  to: string
  open: number
  /** Indicators in doubt. */
  figures: readonly string[]
  link: string
}
