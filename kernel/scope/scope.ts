/**
 * What part of the world a request may see: one subtree of the grid, or one supervised object of its own.
 * The subtree is a range of prefix codes, so the same two bounds serve every `where` and every row-level policy.
 */
export interface Scope {
  /** First grid code inside, inclusive. */
  gridFrom: string
  /** First grid code after the subtree, exclusive. Equal to gridFrom when no grid is visible. */
  gridTo: string
  /** The supervised object this account belongs to; its rows are visible wherever they lie. */
  objectId: string | null
}

/** Everything: for jobs, sign-in and the operator's tool, never for a request. */
export const wholeTree: Scope = { gridFrom: '0', gridTo: ':', objectId: null }

/** The subtree below one grid prefix, itself included. */
export function subtree(prefix: string): Scope {
  return { gridFrom: prefix, gridTo: endOfSubtree(prefix), objectId: null }
}

/** One supervised object and nothing else. */
export function ownObject(objectId: string): Scope {
  return { gridFrom: '', gridTo: '', objectId }
}

/** The narrower of a scope and a subtree asked for; empty when they do not meet. */
export function narrow(scope: Scope, prefix: string): Scope {
  const wish = subtree(prefix)
  const [gridFrom, gridTo] = [later(wish.gridFrom, scope.gridFrom), later(wish.gridTo, scope.gridTo, -1)]
  return gridFrom < gridTo ? { ...scope, gridFrom, gridTo } : { ...scope, gridFrom: '', gridTo: '' }
}

/** The code that sorts later of two; the earlier one with direction -1. */
function later(a: string, b: string, direction: 1 | -1 = 1): string {
  return (a > b ? 1 : -1) === direction ? a : b
}

/** Whether a grid code lies inside. */
export function covers(scope: Scope, gridCode: string): boolean {
  return gridCode >= scope.gridFrom && gridCode < scope.gridTo
}

/** Smallest string after every code that starts with the prefix; codes are digits, so adding one to the last is enough. */
export function endOfSubtree(prefix: string): string {
  if (!/^\d+$/.test(prefix)) throw new Error(`not a grid prefix: ${prefix}`)
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)
}

/** Lengths of the codes of a grid and all grids above it. */
export const LEVELS = [4, 6, 9, 12, 15]

/** The grid a scope is the subtree of; null when it is none (an object's own, everything, nothing): then nothing is tallied. */
export function topOf({ objectId, gridFrom, gridTo }: Scope): string | null {
  const isSubtree = objectId === null && LEVELS.includes(gridFrom.length) && /^\d+$/.test(gridFrom)
  return isSubtree && endOfSubtree(gridFrom) === gridTo ? gridFrom : null
}
