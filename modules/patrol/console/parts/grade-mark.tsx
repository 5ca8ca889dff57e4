import { type RiskLevel, RiskMark } from '#kernel/ui/marks.tsx'
import { type Grade, grades } from '../../model/codes.ts'

const LEVELS: Readonly<Record<Grade, RiskLevel | null>> = {
  red: '1',
  orange: '2',
  yellow: '3',
  blue: '4',
  place: null,
}

/** The grade by which an object is visited. */
export function GradeMark({ grade }: { grade: Grade }) {
  const level = LEVELS[grade]
  return level ? <RiskMark level={level} /> : <span className="ag-kind">{grades[grade]}</span>
}
