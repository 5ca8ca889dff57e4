import { dayNumber, type LocalDate } from '#standards/calendar/local-date.ts'

/** How many days after the last one something was done; 0 in time. */
export const daysLate = (dueOn: LocalDate, on: LocalDate): number => Math.max(0, dayNumber(on) - dayNumber(dueOn))

/** The average of what was rated, to one decimal; null where nothing was. What is not rated is no zero. */
export function averageOf(points: readonly (number | null)[]): number | null {
  const rated = points.filter((point) => point !== null)
  return rated.length === 0 ? null : Math.round((sumOf(rated) / rated.length) * 10) / 10
}

/** The sum of what was rated; null where nothing was. */
export function totalOf(points: readonly (number | null)[]): number | null {
  const rated = points.filter((point) => point !== null)
  return rated.length === 0 ? null : Math.round(sumOf(rated) * 100) / 100
}

const sumOf = (points: readonly number[]) => points.reduce((sum, point) => sum + point, 0)

export type Level = 'county' | 'town' | 'village' | 'cell'

/** Level of a grid by the digits of its code; a task is handed to counties and below. */
export function levelOf(gridCode: string): Level {
  if (gridCode.length <= 6) return 'county'
  if (gridCode.length <= 9) return 'town'
  return gridCode.length <= 12 ? 'village' : 'cell'
}

export const levelNames: Readonly<Record<Level, string>> = {
  county: '县区',
  town: '镇街',
  village: '村居',
  cell: '单元网格',
}
