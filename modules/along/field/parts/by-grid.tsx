import { useState } from 'react'
import { useHeld, usePerson } from '#kernel/sync/field/hooks.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { ConfirmTake, type Wanted } from './confirm-take.tsx'

interface Node {
  code: string
  name: string
}

/** A grid of one's own: stepping down from one's own to a town, a village, a cell. */
export function ByGrid({ onTake }: { onTake(wanted: Wanted): void }) {
  const { gridCode } = usePerson()
  const [code, setCode] = useState(gridCode)
  const grid = useHeld<Node & { path: Node[] }>(`/grids/${code}`).held?.body
  const below = useHeld<{ items: Node[] }>(`/grids/${code}/children`).held?.body.items ?? []
  if (!grid) return <p className="fd-pad fd-pale">正在读网格…</p>
  const above = grid.path.filter((one) => one.code.startsWith(gridCode) && one.code !== code)
  return (
    <section aria-label="按网格">
      {above.length > 0 && (
        <p className="fd-pad fd-row">
          {above.map((one) => (
            <button key={one.code} type="button" className="fd-plain" onClick={() => setCode(one.code)}>
              <Icon name="left" /> {one.name}
            </button>
          ))}
        </p>
      )}
      <ConfirmTake key={code} title={grid.name} choice={{ grid: code }} onTake={onTake} />
      {below.length > 0 && <h2 className="fd-part">只带 {grid.name} 的一部分</h2>}
      <ul className="fd-list">
        {below.map((one) => (
          <li key={one.code}>
            <button type="button" className="fd-open" onClick={() => setCode(one.code)}>
              <span>{one.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
