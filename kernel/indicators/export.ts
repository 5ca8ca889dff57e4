import type { Cell } from '#kernel/sheet/sheet.ts'
import type { Column } from '#kernel/sheet/write.ts'
import type { IndicatorRoom } from './room.ts'
import { type Question, readFigure, readMonths, readParts } from './service.ts'

/** A figure with its parts as a spreadsheet. */
export interface FigureSheet {
  /** Name of the file: what, where, when, and as it was known when. */
  name: string
  columns: Column[]
  rows: Cell[][]
}

/** Parting by the month, beside those by grid and dimension. */
export const MONTHS = 'month'

/** The parts of a figure as rows, then their sum and the whole: where parts overlap the two differ, and both are told. */
export async function sheetOf(room: IndicatorRoom, question: Question, by: string): Promise<FigureSheet> {
  const figure = await readFigure(room, question)
  const { indicator, value } = figure
  const known = figure.asOf ? `-${figure.asOf}当时所知` : ''
  const under = figure.keys.map(({ label }) => `-${label}`).join('')
  const name = `${indicator.name}-${figure.gridName}${under}-${figure.from}至${figure.to}${known}`
  const amount = { head: `${indicator.name}（${indicator.unit}）`, width: 20 }
  if (by === MONTHS) {
    const { items } = await readMonths(room, question)
    return {
      name,
      columns: [{ head: '月份' }, amount],
      rows: items.map((one) => [one.month.slice(0, 7), one.value]),
    }
  }
  const names = by.split(',')
  const { items, sum } = await readParts(room, question, names)
  const rest = names.slice(1).map(() => '')
  return {
    name,
    columns: [...names.map((one) => ({ head: titleOf(indicator.partitions, one), width: 24 })), amount],
    rows: [
      ...items.map(({ titles, value: part }): Cell[] => [...titles, part]),
      ...(sum === null ? [] : [['各部分合计', ...rest, sum]]),
      ['总数', ...rest, value],
    ],
  }
}

const titleOf = (partitions: readonly { name: string; title: string }[], name: string) =>
  partitions.find((one) => one.name === name)?.title ?? name
