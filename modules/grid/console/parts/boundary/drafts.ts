import { useMemo, useReducer } from 'react'
import type { Area } from '#kernel/geo/polygon.ts'
import type { Drafts } from '../../../model/boundary-edit.ts'

interface History {
  past: readonly Drafts[]
  present: Drafts
  future: readonly Drafts[]
}

type Step =
  | { do: 'draw'; shapes: ReadonlyMap<string, Area> }
  | { do: 'drop'; code: string }
  | { do: 'undo' | 'redo' | 'clear' }

const nothing: Drafts = new Map()

/** Boundaries on the drawing table, with every step to be taken back. */
export function useDrafts(first: Drafts = nothing) {
  const [history, step] = useReducer(next, { past: [], present: first, future: [] })
  return useMemo(
    () => ({
      present: history.present,
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      /** Lays these boundaries over what was drawn. */
      draw: (shapes: ReadonlyMap<string, Area>) => step({ do: 'draw', shapes }),
      /** Leaves one node as it stands. */
      drop: (code: string) => step({ do: 'drop', code }),
      undo: () => step({ do: 'undo' }),
      redo: () => step({ do: 'redo' }),
      clear: () => step({ do: 'clear' }),
    }),
    [history],
  )
}

/** The drawing table of a page. */
export type DraftTable = ReturnType<typeof useDrafts>

function next(history: History, step: Step): History {
  const { past, present, future } = history
  const to = (changed: Drafts): History => ({ past: [...past, present], present: changed, future: [] })
  switch (step.do) {
    case 'draw':
      return to(new Map([...present, ...step.shapes]))
    case 'drop':
      return to(new Map([...present].filter(([code]) => code !== step.code)))
    case 'clear':
      return present.size === 0 ? history : to(nothing)
    case 'undo': {
      const before = past.at(-1)
      return before ? { past: past.slice(0, -1), present: before, future: [present, ...future] } : history
    }
    case 'redo': {
      const [after, ...rest] = future
      return after ? { past: [...past, present], present: after, future: rest } : history
    }
  }
}
