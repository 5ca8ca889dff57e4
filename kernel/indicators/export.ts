import type { Cell } from '#kernel/sheet/sheet.ts'
import type { Column } from '#kernel/sheet/write.ts'
import type { IndicatorRoom } from './room.ts'
import { type Question, readChecks, readFigure, readMonths, readParts } from './service.ts'

/** A figure with its parts as a spreadsheet. */
export interface FigureSheet {
  /** Name of the file: what, where, when, and as it was known when. */
  name: string
  columns: Column[]
  rows: Cell[][]
  /** What stands above and below it on paper. */
  about: { title: string; gridName: string; period: string; note: string }
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
  const period = indicator.kind === 'stock' ? `截至 ${figure.to}` : `${figure.from} 至 ${figure.to}`
  const heading = `${indicator.name}${figure.keys.map(({ label }) => `（${label}）`).join('')}`
  const note = `${indicator.definition}口径负责：${indicator.owner}。${figure.asOf ? `按 ${figure.asOf} 结束时已知的数。` : `数据截至 ${figure.enteredAt.slice(0, 10)}。`}`
  const about = { title: heading, gridName: figure.gridName, period, note }
  const amount = { head: `${indicator.name}（${indicator.unit}）`, width: 20 }
  if (by === MONTHS) {
    const { items } = await readMonths(room, question)
    return {
      ...{ name, about },
      columns: [{ head: '月份' }, amount],
      rows: items.map((one) => [one.month.slice(0, 7), one.value]),
    }
  }
  const names = by.split(',')
  const { items, sum } = await readParts(room, question, names)
  const rest = names.slice(1).map(() => '')
  return {
    ...{ name, about },
    columns: [...names.map((one) => ({ head: titleOf(indicator.partitions, one), width: 24 })), amount],
    rows: [
      ...items.map(({ titles, value: part }): Cell[] => [...titles, part]),
      ...(sum === null ? [] : [['各部分合计', ...rest, sum]]),
      ['总数', ...rest, value],
    ],
  }
}

/** Every declared partition with its sum and the whole, those that differ first; what stands in several parts is told in words. */
export async function sheetOfChecks(
  room: IndicatorRoom,
  question: Omit<Question, 'code'>,
): Promise<Omit<FigureSheet, 'about'>> {
  const { gridName, from, to, asOf, items } = await readChecks(room, question)
  const known = asOf ? `-${asOf}当时所知` : ''
  return {
    name: `数自洽-${gridName}-${from}至${to}${known}`,
    columns: [
      { head: '指标', width: 24 },
      { head: '单位', width: 8 },
      { head: '分法' },
      { head: '总数' },
      { head: '各部分合计' },
      { head: '合计减总数' },
      { head: '同时算在几个部分里的', width: 48 },
      { head: '没有填这一项的' },
    ],
    rows: items.map((one) => [
      ...[one.name, one.unit, one.byTitle, one.value, one.sum, one.sum - one.value],
      one.shared.map(({ titles, value }) => `${titles.join('且')} ${value}`).join('；'),
      one.unkeyed,
    ]),
  }
}

const titleOf = (partitions: readonly { name: string; title: string }[], name: string) =>
  partitions.find((one) => one.name === name)?.title ?? name
