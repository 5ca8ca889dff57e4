import { useEffect, useRef } from 'react'
import { type Search, useAddress, usePart } from '#kernel/ui/address.ts'
import { day, time, today } from '#kernel/ui/format.ts'
import { PageHead, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type Ask, askOf, type Figure, searchOf, useDictionary, useFigure, useMonths, useParts } from '../api.ts'
import { AskBar } from '../parts/ask-bar.tsx'
import { MonthSheet, within } from '../parts/month-sheet.tsx'
import { type GridMap, PartSheet } from '../parts/part-sheet.tsx'
import { PartingTabs, partingsFor } from '../parts/parting-tabs.tsx'
import { RatioParts, RowList } from '../parts/row-list.tsx'
import { ValueFacts } from '../parts/value-facts.tsx'
import { figureWords, whenWords } from '../words.ts'
import '../figures.css'

/** One indicator: its figure, its months, its parts, and the rows it is made of; everything in the address. */
export function FigurePage({ map }: { map: GridMap }) {
  const code = usePart('code')
  const { search, change } = useAddress()
  const ask = askOf(search)
  const read = useFigure(code, ask)
  const figure = read.data
  useTitle(figure?.indicator.name)
  const trail = <To to="/indicators">指标字典</To>
  if (read.error && !figure)
    return (
      <div className="ag-page">
        <PageHead trail={trail}>指标</PageHead>
        <AskBar figure={undefined} />
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      </div>
    )
  return (
    <div className="ag-page">
      <PageHead trail={trail} meta={figure && <Meaning figure={figure} />}>
        {figure ? headWords(figure) : '指标'}
      </PageHead>
      <AskBar figure={figure} />
      {figure ? (
        <Body
          figure={figure}
          ask={ask}
          map={map}
          onOpen={(next) =>
            change({ cursor: undefined, page: undefined, by: undefined, at: undefined, period: undefined, ...next })
          }
        />
      ) : (
        <Waiting lines={10} />
      )}
    </div>
  )
}

interface BodyProps {
  figure: Figure
  ask: Ask
  map: GridMap
  onOpen(search: Search): void
}

function Body({ figure, ask, map, onOpen }: BodyProps) {
  const { search, change } = useAddress()
  const { indicator } = figure
  const partings = partingsFor(figure)
  const open = partings.filter(({ why }) => !why)
  const by = open.find(({ name }) => name === search.by)?.name ?? open[0]?.name
  const months = useMonths(indicator.code, ask)
  const parts = useParts(indicator.code, ask, by)
  const dictionary = useDictionary()
  const names = new Map(dictionary.data?.items.map(({ code, name }) => [code, name]))
  const rows = useRef<HTMLDivElement>(null)
  const [toRows, isThere] = [search.at === 'rows', parts.data !== undefined && months.data !== undefined]
  useEffect(() => {
    if (toRows && isThere) rows.current?.scrollIntoView({ block: 'start' })
  }, [toRows, isThere])
  return (
    <div className="ag-stack">
      <div className="ag-values">
        <ValueFacts figure={figure} />
      </div>
      {months.error && !months.data ? (
        <ProblemPanel error={months.error} retry={() => void months.refetch()} />
      ) : months.data ? (
        <MonthSheet
          title={`${indicator.name}逐月`}
          ask={ask}
          of={[{ figure, read: months.data }]}
          onPick={(month) => onOpen(searchOf({ ...ask, ...within(month, ask) }, { by: search.by }))}
        />
      ) : (
        <Waiting lines={6} />
      )}
      <PartingTabs partings={partings} by={by} onChoose={(name) => change({ by: name })} />
      {by !== undefined &&
        (parts.error && !parts.data ? (
          <ProblemPanel error={parts.error} retry={() => void parts.refetch()} />
        ) : parts.data ? (
          <PartSheet
            both
            title={`${indicator.name}按${partings.find(({ name }) => name === by)?.title}`}
            figure={figure}
            parts={parts.data}
            by={by}
            ask={ask}
            map={map}
            onOpen={onOpen}
          />
        ) : (
          <Waiting lines={8} />
        ))}
      <div ref={rows}>
        {indicator.kind === 'ratio' ? (
          <RatioParts figure={figure} ask={ask} names={names} />
        ) : indicator.personal ? (
          <p className="ag-meta">
            数的是个人：按 5 取整，各部分取整后相加不一定等于总数；只给过完的整月和镇街以上，不列明细。
          </p>
        ) : (
          <RowList figure={figure} ask={ask} />
        )}
      </div>
    </div>
  )
}

/** What is counted, by whose word, and up to when. */
function Meaning({ figure: { indicator, enteredAt, asOf } }: { figure: Figure }) {
  return (
    <>
      <span>{indicator.definition}</span>
      <span>口径负责：{indicator.owner}</span>
      <span>{asOf && asOf < today() ? `截至 ${asOf} 当时所知` : `数据截至 ${time(enteredAt)}`}</span>
      {indicator.until && <span>用到 {day(indicator.until)} 为止</span>}
    </>
  )
}

function headWords(figure: Figure): string {
  const { indicator, gridName, keys, value, base } = figure
  const under = keys.map(({ label }) => `（${label}）`).join('')
  return `${whenWords(figure)}，${gridName}${indicator.name}${under} ${indicator.personal && value !== null ? '约 ' : ''}${figureWords(value, indicator.unit, base)}`
}
