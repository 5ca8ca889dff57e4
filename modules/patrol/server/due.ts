import type { LocalDate } from '#standards/calendar/local-date.ts'
import { type Grade, grades, type PatrolLevel } from '../model/codes.ts'
import { type Cycles, daysBetween, dueOf, gradeOf, priorityOf } from '../model/rules.ts'
import type { Subject } from './store.ts'

/** An object that is due, with why it stands where it stands. */
export interface Due extends Subject {
  grade: Grade
  cycleDays: number
  dueOn: LocalDate
  overdueDays: number
  priority: number
  reasons: string[]
}

/** What falls due within some days at a level, the most pressing first; what has no cycle never does. */
export function dueList(
  subjects: readonly Subject[],
  level: PatrolLevel,
  cycles: Cycles,
  on: LocalDate,
  within: number,
): Due[] {
  return subjects
    .flatMap((subject): Due[] => {
      const due = dueAt(subject, cycles[level], on)
      return due && due.overdueDays >= -within ? [due] : []
    })
    .sort((a, b) => b.priority - a.priority || (a.dueOn < b.dueOn ? -1 : 1))
}

function dueAt(subject: Subject, cycles: Cycles[PatrolLevel], on: LocalDate): Due | null {
  const grade = gradeOf(subject)
  const cycleDays = cycles[grade]
  if (cycleDays === 0) return null
  const dueOn = dueOf(subject.lastOn, cycleDays, on)
  const overdueDays = daysBetween(dueOn, on)
  const { openHazards, openMajor, lastOn } = subject
  const pressure = { grade, overdueDays, cycleDays, neverVisited: lastOn === null, openHazards, openMajor }
  return {
    ...subject,
    grade,
    cycleDays,
    dueOn,
    overdueDays,
    priority: priorityOf(pressure),
    reasons: reasonsOf(subject, pressure),
  }
}

/** Why, in words: the grade and where it comes from, how late, what is not put right. */
function reasonsOf(
  subject: Subject,
  { grade, overdueDays, neverVisited, cycleDays }: Parameters<typeof priorityOf>[0],
): string[] {
  const { kind, riskLevel, openHazards, openMajor } = subject
  const rated = kind === 'place' || riskLevel !== null
  const late = neverVisited
    ? '还没有走访过'
    : overdueDays > 0
      ? `逾期 ${overdueDays} 天`
      : overdueDays === 0
        ? '今天到期'
        : `还有 ${-overdueDays} 天`
  return [
    rated ? grades[grade] : `没有定级，按${grades[grade]}`,
    `${cycleDays} 天一次，${late}`,
    ...(openMajor > 0 ? [`${openMajor} 条重大隐患没有改完`] : []),
    ...(openHazards - openMajor > 0 ? [`${openHazards - openMajor} 条隐患没有改完`] : []),
  ]
}
