import { Popover } from 'antd'
import type { ReactNode } from 'react'
import { daysUntil } from './format.ts'

export { type RiskLevel, RiskMark, riskLevel, riskShape, riskWords } from './risk-mark.tsx'

const statuses = {
  open: <circle cx="6" cy="6" r="4.7" />,
  going: (
    <>
      <circle cx="6" cy="6" r="4.7" />
      <path d="M6 1.3a4.7 4.7 0 0 1 0 9.4z" fill="currentColor" />
    </>
  ),
  waiting: <path d="M2.5 1h7M2.5 11h7M3.3 1c0 3 5.4 3.6 5.4 0M3.3 11c0-5 5.4-5 5.4 0" />,
  back: <path d="M4 2 1.5 4.5 4 7M1.5 4.5H8a2.8 2.8 0 0 1 0 5.6H5" />,
  done: <path d="M1.5 6.5 4.6 9.6 10.6 2.8" strokeWidth="1.8" />,
  off: (
    <>
      <circle cx="6" cy="6" r="4.7" />
      <path d="M2.7 2.7l6.6 6.6" />
    </>
  ),
  late: (
    <>
      <path d="M3.4 1h5.2L11 6 8.600 11H3.400L1 6z" />
      <path d="M6 3.400v3.200M6 8.300v.2" />
    </>
  ),
} as const

/** Kinds of state a thing can be in, each with its own shape and colour. */
export type StatusKind = keyof typeof statuses

/** A state: shape and word. */
export function StatusMark({ kind, children }: { kind: StatusKind; children: ReactNode }) {
  return (
    <span className={`ag-status ag-status-${kind}`}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
      >
        {statuses[kind]}
      </svg>
      {children}
    </span>
  )
}

/** Phase of the moon by the share of validity left; `dark` when none is. */
export type MoonPhase = 'full' | 'gibbous' | 'half' | 'crescent' | 'dark'

/** Phase of a confirmation that lasts `lastsDays` and is good until a date; `dark` when it ended or never was. */
export function moonPhase(goodUntil: string | null | undefined, lastsDays: number): MoonPhase {
  if (!goodUntil) return 'dark'
  const left = daysUntil(goodUntil)
  if (left < 0) return 'dark'
  const share = left / lastsDays
  if (share > 0.75) return 'full'
  if (share > 0.5) return 'gibbous'
  return share > 0.25 ? 'half' : 'crescent'
}

/** The worst of some phases; `full` for none. */
export function worstPhase(phases: MoonPhase[]): MoonPhase {
  const order: MoonPhase[] = ['dark', 'crescent', 'half', 'gibbous', 'full']
  return order.find((phase) => phases.includes(phase)) ?? 'full'
}

const moons: Record<Exclude<MoonPhase, 'dark'>, string> = {
  full: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1z',
  gibbous: 'M6 1a5 5 0 0 1 0 10c-3.6-1.6-3.6-8.4 0-10z',
  half: 'M6 1a5 5 0 0 1 0 10z',
  crescent: 'M6 1a5 5 0 0 1 0 10c2.8-2.8 2.8-7.2 0-10z',
}

/** Freshness: how much of its validity a confirmed value has left, always with words. */
export function Moon({ phase, children, hint }: { phase: MoonPhase; children: ReactNode; hint?: ReactNode }) {
  const tone = phase === 'dark' ? 'stale' : phase === 'crescent' ? 'aging' : 'good'
  const mark = (
    <span className={`ag-moon ag-moon-${tone}`}>
      <svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">
        <circle
          cx="6"
          cy="6"
          r="5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.2"
          {...(phase === 'dark' ? { strokeDasharray: '2 1.6' } : {})}
        />
        {phase !== 'dark' && <path d={moons[phase]} fill="currentColor" />}
      </svg>
      {children}
    </span>
  )
  return hint ? <Popover content={hint}>{mark}</Popover> : mark
}

/** A deadline in words: 剩 9 天, 今天止, 逾期 3 天; `soonDays` before it the words turn 赭. */
export function Clock({ due, soonDays = 2 }: { due: string; soonDays?: number }) {
  const left = daysUntil(due)
  if (left < 0) return <span className="ag-clock ag-clock-late">逾期 {-left} 天</span>
  const tone = left <= soonDays ? 'soon' : 'calm'
  return <span className={`ag-clock ag-clock-${tone}`}>{left === 0 ? '今天止' : `剩 ${left} 天`}</span>
}
