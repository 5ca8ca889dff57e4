import type { Figure } from '../api.ts'

/** One way to part a figure, and why it cannot be parted so now. */
export interface Parting {
  name: string
  title: string
  why: string | null
}

/** Length of the code of the lowest grid: nothing lies below. */
const LOWEST = 15

/** The ways to part a figure as it is narrowed now; under a key only what is kept together with it. */
export function partingsFor({ indicator, grid, keys }: Figure): Parting[] {
  const chosen = keys.map(({ name }) => name)
  const title = keys.map((one) => one.title).join('、')
  const together = (name: string) =>
    chosen.length === 0 ||
    (chosen.length === 1 && indicator.pairs.some((pair) => pair.includes(name) && pair.includes(chosen[0] as string)))
  return indicator.partitions
    .filter(({ name }) => !chosen.includes(name))
    .map(({ name, title: word }) => ({
      name,
      title: word,
      why:
        name === 'grid'
          ? grid.length >= LOWEST
            ? '下面没有网格'
            : null
          : together(name)
            ? null
            : `不与${title}同时分`,
    }))
}

interface PartingTabsProps {
  partings: readonly Parting[]
  by: string | undefined
  onChoose(name: string): void
}

/** By what the figure is parted; what cannot be now says why. */
export function PartingTabs({ partings, by, onChoose }: PartingTabsProps) {
  return (
    <nav className="ag-views ag-bar" aria-label="分法">
      {partings.map(({ name, title, why }) => (
        <button
          key={name}
          type="button"
          className="ag-view"
          aria-current={name === by}
          disabled={why !== null}
          onClick={() => onChoose(name)}
        >
          按{title}
          {why && <small>{why}</small>}
        </button>
      ))}
    </nav>
  )
}
