import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { type FieldGrade, fieldGrades, gradeOfAll } from '../../model/grade.ts'
import type { GradeCounts } from '../../model/schema.ts'

const KINDS: Record<FieldGrade, StatusKind> = { 'on-site': 'done', delayed: 'waiting', 'back-filled': 'late' }

/** One grade with its mark. */
export const GradeMark = ({ grade }: { grade: FieldGrade }) => (
  <StatusMark kind={KINDS[grade]}>{fieldGrades[grade]}</StatusMark>
)

/** How the records of a case were made: the weakest of them as its mark, all of them when pointed at; a dash for none of a device. */
export function GradesMark({ grades }: { grades: GradeCounts | null | undefined }) {
  if (!grades) return <span className="ag-pale">—</span>
  return (
    <span title={gradesWords(grades)}>
      <GradeMark grade={gradeOfAll(grades)} />
    </span>
  )
}

/** How the records of one case were made, each grade counted; opens them. */
export const RecordsOf = ({ id, grades }: { id: string; grades: GradeCounts }) => (
  <span>
    <To to="/field-records" search={{ aboutId: id }}>
      {gradesSentence(grades)}
    </To>
  </span>
)

/** 用设备记了 4 条，都是现场; where they differ, each grade with its count. */
function gradesSentence(grades: GradeCounts): string {
  const all = grades.onSite + grades.delayed + grades.backFilled
  const isAlike = [grades.onSite, grades.delayed, grades.backFilled].includes(all)
  if (isAlike) return `用设备记了 ${all} 条，${all > 1 ? '都是' : '是'}${fieldGrades[gradeOfAll(grades)]}`
  return `用设备记了 ${all} 条：${gradesWords(grades)}`
}

/** All grades of a case in words: 现场 3 条，补录 1 条. */
function gradesWords({ onSite, delayed, backFilled }: GradeCounts): string {
  const counts = [
    [fieldGrades['on-site'], onSite],
    [fieldGrades.delayed, delayed],
    [fieldGrades['back-filled'], backFilled],
  ] as const
  return counts.flatMap(([words, n]) => (n > 0 ? [`${words} ${n} 条`] : [])).join('，')
}
