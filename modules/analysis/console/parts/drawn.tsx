import { useNavigate } from '@tanstack/react-router'
import { type Ask, searchOf, useFigure, useMonths, useParts } from '#kernel/indicators/console/api.ts'
import { HeatSheet } from '#kernel/indicators/console/parts/heat-sheet.tsx'
import { MonthSheet, within } from '#kernel/indicators/console/parts/month-sheet.tsx'
import { type GridMap, PartSheet } from '#kernel/indicators/console/parts/part-sheet.tsx'
import type { Search } from '#kernel/ui/address.ts'
import { ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import type { BoardFigure } from '../../model/boards.ts'

interface DrawnProps {
  figure: BoardFigure
  ask: Ask
  map: GridMap
}

/** One figure of a board as its declaration says. */
export function Drawn({ figure, ask, map }: DrawnProps) {
  if (figure.draw === 'months') return <DrawnMonths figure={figure} ask={ask} />
  return <DrawnParts figure={figure} ask={ask} map={map} />
}

/** Goes to the page of an indicator. */
function useOpen() {
  const navigate = useNavigate()
  return (code: string, search: Search) => void navigate({ to: `/indicators/${code}`, search: search as never })
}

function DrawnMonths({ figure: { title, of }, ask }: { figure: BoardFigure & { draw: 'months' }; ask: Ask }) {
  const [code, beside = null] = of
  const [first, second] = [useFigure(code, ask), useFigure(beside, ask)]
  const [months, others] = [useMonths(code, ask), useMonths(beside, ask)]
  const open = useOpen()
  const error = first.error ?? months.error ?? second.error ?? others.error
  if (first.data && months.data && (!beside || (second.data && others.data))) {
    const pair = second.data && others.data ? [{ figure: second.data, read: others.data }] : []
    return (
      <MonthSheet
        title={title}
        ask={ask}
        of={[{ figure: first.data, read: months.data }, ...pair]}
        onPick={(month) => open(code, searchOf({ ...ask, ...within(month, ask) }))}
      />
    )
  }
  return <NotYet title={title} error={error} retry={() => void months.refetch()} />
}

function DrawnParts({
  figure,
  ask,
  map,
}: {
  figure: Exclude<BoardFigure, { draw: 'months' }>
  ask: Ask
  map: GridMap
}) {
  const { title, of } = figure
  const whole = useFigure(of, ask)
  const parts = useParts(of, ask, figure.draw === 'heat' ? figure.by.join() : figure.by)
  const open = useOpen()
  const go = (search: Search) => open(of, search)
  if (!whole.data || !parts.data)
    return <NotYet title={title} error={whole.error ?? parts.error} retry={() => void parts.refetch()} />
  const read = { title, figure: whole.data, parts: parts.data, ask, onOpen: go }
  if (figure.draw === 'heat') return <HeatSheet {...read} by={figure.by} />
  const more = (
    <To to={`/indicators/${of}`} search={searchOf(ask, { by: figure.by })}>
      看明细
    </To>
  )
  return <PartSheet {...read} by={figure.by} map={figure.wide ? map : undefined} acts={more} />
}

function NotYet({ title, error, retry }: { title: string; error: unknown; retry(): void }) {
  return <Sheet title={title}>{error ? <ProblemPanel error={error} retry={retry} /> : <Waiting lines={6} />}</Sheet>
}
