import type { CaseOne } from '../api.ts'
import { daysBetween } from '../life.ts'

/** The levels a case went through, with the days it lay at each; nothing to say where it stayed at one. */
export function LevelLine({ levels }: Pick<CaseOne, 'levels'>) {
  if (levels.length < 2) return null
  return (
    <p className="ag-life-branch">
      经过的层级：
      {levels.map(({ name, since, until }, at) => (
        <span key={since}>
          {at > 0 && ' → '}
          <b>{name ?? '对象本身'}</b> {daysWords(since, until)}
        </span>
      ))}
    </p>
  )
}

function daysWords(since: string, until: string | null): string {
  const days = daysBetween(since, until === null ? Date.now() : Date.parse(until))
  if (until === null) return days === 0 ? '今天到' : `已 ${days} 天`
  return days === 0 ? '当天' : `${days} 天`
}
