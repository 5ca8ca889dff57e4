/** Whose turn it was from an act on: the seat's grid, or none for the seat of an object. */
export interface Turn {
  at: string
  /** Null when nobody's turn it was, as after an end. */
  holder: { gridCode: string; objectId: string | null } | null
}

/** A stand of a case at one level of the grid. */
export interface LevelStand {
  /** Grid whose office had it; null while the object itself had it. */
  gridCode: string | null
  since: string
  /** When it went on or ended; null while it is there. */
  until: string | null
}

/** The levels a case went through, one after the other; what a level did within itself is one stand. */
export function levelsOf(turns: readonly Turn[]): LevelStand[] {
  const stands: LevelStand[] = []
  let open: LevelStand | null = null
  for (const { at, holder } of turns) {
    const gridCode = holder && holder.objectId === null ? holder.gridCode : null
    if (open && holder && open.gridCode === gridCode) continue
    if (open) open.until = at
    open = holder ? { gridCode, since: at, until: null } : null
    if (open) stands.push(open)
  }
  return stands
}
