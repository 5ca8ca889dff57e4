import { day } from '#kernel/ui/format.ts'
import type { CaseOne } from '../api.ts'
import { sayClock } from '../clock-words.ts'
import type { CaseFace } from '../face.ts'
import { daysBetween, type LifeStep, lifeOf } from '../life.ts'
import { LevelLine } from './level-line.tsx'

/** The way of a case as squares on a line: done, now, later, and what else it may come to. */
export function Lifecycle({ face, one }: { face: CaseFace; one: CaseOne }) {
  const { steps, branches } = lifeOf(face.type, one)
  const late = one.clock ? sayClock(one.clock).tone === 'late' : false
  return (
    <section
      className="ag-sheet ag-life"
      aria-label="办理进程"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it is pushed along by keyboard too
      tabIndex={0}
    >
      <ol>
        {steps.map((step, at) => (
          <li
            key={`${step.state}-${step.at ?? at}`}
            data-phase={step.phase}
            data-late={step.phase === 'now' && late ? '' : undefined}
            aria-current={step.phase === 'now' ? 'step' : undefined}
          >
            <span className="ag-life-days">{daysWords(step, one, late)}</span>
            <Square step={step} late={late} />
            <b>{step.title}</b>
            <small>{dateWords(step, one)}</small>
          </li>
        ))}
      </ol>
      <LevelLine levels={one.levels} />
      {branches.length > 0 && <p className="ag-life-branch">也可能：{branches.join('、')}</p>}
    </section>
  )
}

function Square({ step: { phase }, late }: { step: LifeStep; late: boolean }) {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      <rect x="1" y="1" width="16" height="16" rx="2" />
      {phase === 'done' && <path d="M4.5 9.4 7.6 12.400 13.500 6" />}
      {phase === 'now' && late && <path d="M9 4.500v5.500M9 12.600v.4" />}
      {phase === 'now' && !late && <circle cx="9" cy="9" r="2.600" />}
    </svg>
  )
}

function daysWords({ phase, days }: LifeStep, one: CaseOne, late: boolean): string {
  if (days === null || phase === 'later') return ''
  if (phase === 'done') return days === 0 ? '当天' : `${days} 天`
  if (!one.clock) return days === 0 ? '' : `已 ${days} 天`
  // A term over several states began before this one.
  const gone = Math.max(days, daysBetween(one.clock.startedAt, Date.now()))
  const limit = Math.max(1, daysBetween(one.clock.startedAt, Date.parse(one.clock.overdueAt) - 1))
  if (gone === 0 && !late) return `限 ${limit} 天`
  return late ? `已 ${gone} 天 / 限 ${limit} 天` : `限 ${limit} 天，已 ${gone} 天`
}

function dateWords({ phase, at }: LifeStep, one: CaseOne): string {
  if (phase === 'later') return ''
  if (phase === 'now' && one.clock)
    return one.clock.stoppedSince ? '停表' : `应在 ${day(one.clock.dueOn.slice(0, 10))} 前`
  return day(at)
}
