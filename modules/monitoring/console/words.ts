import type { StatusKind } from '#kernel/ui/marks.tsx'
import { alarmKinds, alarmLevels } from '../model/codes.ts'
import type { PointLine } from './api.ts'

/** A value with as many digits as say something, and its unit. */
export const valueWords = (value: number | null, unit: string): string =>
  value === null ? '—' : `${Number(value.toPrecision(5))}${unit && ` ${unit}`}`

/** How a point stands, in one word with its mark; what is most pressing first. */
export function standingOf(point: Pick<PointLine, 'alarm' | 'isOnline' | 'at' | 'windowUntil' | 'shelvedUntil'>): {
  kind: StatusKind
  words: string
} {
  if (point.alarm && point.alarm.level <= 2) return { kind: 'late', words: alarmKinds[point.alarm.kind] }
  if (point.windowUntil) return { kind: 'off', words: '检定检修' }
  if (point.alarm && point.shelvedUntil) return { kind: 'waiting', words: `${alarmKinds[point.alarm.kind]}，搁置` }
  if (point.alarm) return { kind: 'late', words: alarmKinds[point.alarm.kind] }
  if (point.at === null) return { kind: 'open', words: '还没有数据' }
  if (!point.isOnline) return { kind: 'off', words: '没有数据' }
  return { kind: 'done', words: '正常' }
}

export const levelWords = (level: number): string => alarmLevels[level as keyof typeof alarmLevels] ?? ''

const LIMITS = { highHigh: '高高', high: '高', low: '低', lowLow: '低低' } as const

/** Limits of a point in one line: 高 8.5，高高 9. */
export const limitWords = (limits: PointLine['limits']): string =>
  (Object.keys(LIMITS) as (keyof typeof LIMITS)[])
    .flatMap((key) => (limits[key] === null ? [] : [`${LIMITS[key]} ${limits[key]}`]))
    .join('，') || '没有限值'
