import { levelWords } from '../words.ts'
import '../monitoring.css'

/** Severity of an alarm: a colour of the warning scheme and its word. */
export function LevelMark({ level }: { level: number }) {
  return (
    <span className="ag-alarm-level" data-level={level}>
      {levelWords(level)}
    </span>
  )
}
