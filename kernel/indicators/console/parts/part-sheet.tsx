import { type ComponentType, type ReactNode, useMemo } from 'react'
import type { Search } from '#kernel/ui/address.ts'
import { Bars, MOST_BARS } from '#kernel/ui/chart/bars.tsx'
import { ChartSheet } from '#kernel/ui/chart/chart-sheet.tsx'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { count, percent, time } from '#kernel/ui/format.ts'
import type { AreaValue } from '#kernel/ui/map/value-map.tsx'
import { EmptyState, To } from '#kernel/ui/parts.tsx'
import { type Ask, exportPath, type Figure, type Part, type Parts, searchOf } from '../api.ts'
import { cellWords, FEW, footWords, partingTitle } from '../words.ts'
import { SumLine } from './sum-line.tsx'

/** A map of the grids below one, each with its figure; the console knows where they lie. */
export type GridMap = ComponentType<{
  grid: string
  label: string
  values: readonly AreaValue[]
  onPick?: ((code: string) => void) | undefined
}>

interface PartSheetProps {
  title: string
  figure: Figure
  parts: Parts
  by: string
  ask: Ask
  map?: GridMap | undefined
  /** Chart and table together. */
  both?: boolean
  acts?: ReactNode
  onOpen(search: Search): void
}

/** A figure in parts by one dimension: bars by size, the same as a table, grids as a map; each part opens itself. */
export function PartSheet({ title, figure, parts, by, ask, map: GridValues, both, acts, onOpen }: PartSheetProps) {
  const { indicator } = figure
  const isGrid = by === 'grid'
  const bars = parts.items.map((part) => ({
    key: part.keys[0] ?? '',
    title: part.titles.join(' '),
    value: part.value,
    words: cellWords(part.value, indicator.unit, part.base),
  }))
  const open = (key: string) => onOpen(intoPart(ask, by, key, figure.grid))
  const text = JSON.stringify(bars)
  const values = useMemo(
    () => (JSON.parse(text) as typeof bars).map(({ key, value, words }): AreaValue => ({ code: key, value, words })),
    [text],
  )
  const foot = footWords(figure, time(parts.enteredAt))
  const rest = bars.length > MOST_BARS ? `，图中为最多的 ${MOST_BARS} 个，全部 ${bars.length} 个见表` : ''
  const most = bars.reduce<(typeof bars)[number] | undefined>(
    (a, b) => ((b.value ?? 0) > (a?.value ?? 0) ? b : a),
    undefined,
  )
  if (parts.items.length === 0)
    return (
      <ChartSheet
        title={title}
        foot={foot}
        chart={() => (
          <EmptyState
            title={isGrid ? `${figure.gridName}没有下级网格` : `${figure.gridName}这段时间没有${indicator.name}`}
          >
            总数为 {cellWords(figure.value, indicator.unit)}。
            {isGrid ? '看上一级网格。' : '换一段时间，或看上一级网格。'}
          </EmptyState>
        )}
        table={null}
      />
    )
  return (
    <ChartSheet
      title={title}
      meta={`${indicator.unit}${rest}`}
      foot={foot}
      both={both ?? false}
      acts={
        <>
          {acts}
          <ExportButton bare prints size="small" path={(format) => exportPath(indicator.code, ask, by, format)} />
        </>
      }
      chart={(ref) => (
        <Bars
          ref={ref}
          label={`${title}。${most ? `最多的是${most.title}，${most.words} ${indicator.unit}` : ''}。各部分的数见「看数据」`}
          bars={bars}
          onPick={open}
        />
      )}
      beside={
        isGrid && GridValues && <GridValues grid={figure.grid} label={`${title}的地图`} values={values} onPick={open} />
      }
      table={<PartTable title={title} figure={figure} parts={parts} by={by} ask={ask} />}
      sum={parts.sum !== null && <SumLine indicator={indicator} parts={parts} ask={ask} />}
    />
  )
}

/** Where pressing a part leads: one grid down, or the same figure under its key. */
export const intoPart = (ask: Ask, by: string, key: string, grid: string): Search =>
  by === 'grid'
    ? // What lies in none of the grids below stands under the grid itself: its rows are shown.
      searchOf({ ...ask, grid: key }, { by, at: key === grid ? 'rows' : undefined })
    : searchOf({ ...ask, keys: [...ask.keys.filter(([name]) => name !== by), [by, key]] })

function PartTable({
  title,
  figure,
  parts,
  by,
  ask,
}: Pick<PartSheetProps, 'title' | 'figure' | 'parts' | 'by' | 'ask'>) {
  const { indicator } = figure
  const isRatio = indicator.kind === 'ratio'
  const whole = parts.value ?? 0
  const columns: Column<Part>[] = [
    {
      key: 'title',
      head: partingTitle(indicator, by),
      lead: true,
      cell: ({ keys, titles }) => (
        <To to={`/indicators/${indicator.code}`} search={intoPart(ask, by, keys[0] ?? '', figure.grid)}>
          {titles.join(' ')}
        </To>
      ),
    },
    {
      key: 'value',
      head: `${indicator.name}（${indicator.unit}）`,
      align: 'right',
      cell: ({ value, base }) => cellWords(value, indicator.unit, base),
    },
    isRatio
      ? {
          key: 'base',
          head: '分子 / 分母',
          align: 'right',
          cell: ({ base }) => (base ? `${count(base.over)} / ${count(base.under)}` : '—'),
        }
      : {
          key: 'share',
          head: '占总数',
          align: 'right',
          cell: ({ value }) => (whole < FEW ? `${count(value)} / ${count(whole)}` : percent(value ?? 0, whole)),
        },
  ]
  return (
    <DataTable caption={title} columns={columns} rows={parts.items} rowKey={({ keys }) => keys.join()} empty={null} />
  )
}
