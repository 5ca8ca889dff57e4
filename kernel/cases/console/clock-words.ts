import { day, daysUntil, time } from '#kernel/ui/format.ts'
import type { CaseClockValue } from './api.ts'

export type ClockTone = 'calm' | 'soon' | 'late' | 'stopped'

/** A clock as it is said and drawn. */
export interface SaidClock {
  words: string
  tone: ClockTone
  /** Share of the term that is used, 0 to 1. */
  used: number
}

const HOUR = 3_600_000
const SOON = 0.8

/** How a clock stands at a moment: words first, and how they sound. */
export function sayClock(clock: CaseClockValue, now = Date.now()): SaidClock {
  const start = Date.parse(clock.startedAt)
  const end = Date.parse(clock.overdueAt)
  const used = end > start ? Math.min(1, Math.max(0, (now - start) / (end - start))) : 1
  if (clock.stoppedSince) return { words: '停表', tone: 'stopped', used }
  const inHours = clock.dueOn.length > 10
  if (now >= end)
    return { words: inHours ? hoursLate(now - end) : `逾期 ${-daysUntil(clock.dueOn)} 天`, tone: 'late', used }
  const left = daysUntil(clock.dueOn.slice(0, 10))
  const tone = used >= SOON || left === 0 ? 'soon' : 'calm'
  if (inHours && end - now < 24 * HOUR)
    return { words: `剩 ${Math.max(1, Math.floor((end - now) / HOUR))} 小时`, tone, used }
  return { words: left === 0 ? '今天止' : `剩 ${left} 天`, tone, used }
}

function hoursLate(late: number): string {
  return late < 24 * HOUR
    ? `逾期 ${Math.max(1, Math.floor(late / HOUR))} 小时`
    : `逾期 ${Math.floor(late / 24 / HOUR)} 天`
}

/** From, to, rule and clause of a clock. */
export function basisOf(clock: CaseClockValue): string {
  const until = clock.dueOn.length > 10 ? clock.dueOn.slice(5, 16) : day(clock.dueOn)
  const unsure = clock.provisional ? '；跨到的年份还没有公布放假安排，按周一到周五估算' : ''
  return `${clock.title}：${time(clock.startedAt)} 起，${until} 止。${clock.basis}${unsure}`
}

/** Groups of an inbox, the most urgent first. */
export const urgencies = { late: '已逾期', today: '今天到期', days: '三天内', later: '以后', none: '没有时限' } as const

export type Urgency = keyof typeof urgencies

/** How urgent a case is by its clock. */
export function urgencyOf(clock: CaseClockValue | null): Urgency {
  if (!clock || clock.stoppedSince) return 'none'
  if (Date.now() >= Date.parse(clock.overdueAt)) return 'late'
  const left = daysUntil(clock.dueOn.slice(0, 10))
  if (left <= 0) return 'today'
  return left <= 3 ? 'days' : 'later'
}
