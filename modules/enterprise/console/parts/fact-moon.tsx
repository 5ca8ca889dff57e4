import { day, daysUntil, time } from '#kernel/ui/format.ts'
import { Moon, type MoonPhase, moonPhase } from '#kernel/ui/marks.tsx'
import type { Field } from '../../model/fields.ts'
import type { EnterpriseFile } from '../api.ts'

/** How a value came to be known, as the server names it. */
export const methodWords: Record<string, string> = {
  import: '导入',
  office: '机关核对',
  enterprise: '企业确认',
  visit: '现场核实',
  exchange: '数据交换',
  document: '资料核对',
}

type Fact = EnterpriseFile['facts'][number]

/** Phase of a key field by its last confirmation. */
export const factPhase = (field: Field, fact: Fact | undefined): MoonPhase =>
  moonPhase(fact?.goodUntil, field.freshDays ?? 1)

/** Freshness of one key field: moon, day and source; the whole story when pointed at. */
export function FactMoon({ field, fact, disputed }: { field: Field; fact: Fact | undefined; disputed: boolean }) {
  if (disputed) return <Moon phase="dark">说法不一</Moon>
  if (!fact) return <Moon phase="dark">未核实</Moon>
  const phase = factPhase(field, fact)
  const expired = phase === 'dark'
  const words = expired
    ? `${day(fact.goodUntil)} 过期`
    : phase === 'crescent'
      ? `${day(fact.goodUntil)} 将过期`
      : day(fact.confirmedAt)
  return (
    <Moon
      phase={phase}
      hint={
        <div style={{ maxWidth: 260 }}>
          {fact.confirmedBy}，{time(fact.confirmedAt)}，{methodWords[fact.method] ?? fact.method}
          <br />
          {field.freshDays} 天内有效，到 {fact.goodUntil}
          {expired ? `，已过 ${-daysUntil(fact.goodUntil)} 天` : `，还有 ${daysUntil(fact.goodUntil)} 天`}
        </div>
      }
    >
      {words} {!expired && phase !== 'crescent' && (methodWords[fact.method] ?? fact.method)}
    </Moon>
  )
}
