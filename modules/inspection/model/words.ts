import type { ReinspectValue, SignaturesValue, TeamMemberInput } from './inspection.ts'

/** 2026-03 as 2026 年 3 月. */
export const monthWords = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`

/** What was entered in a field only inspections have, as pages and the bound file say it; undefined for a field of another kind. */
export function inspectionWords(
  widget: string,
  value: unknown,
  nameOf: (code: string) => string | undefined = () => undefined,
): string | undefined {
  if (widget === 'inspection-template') return nameOf(String(value)) ?? `编号 ${String(value)}，现在不用`
  if (widget === 'inspection-month') return monthWords(String(value))
  if (widget === 'inspection-plan') return '按检查计划'
  if (widget === 'inspection-member') return '见检查人员'
  if (widget === 'inspection-position') {
    const { accuracyM } = value as { accuracyM: number | null }
    return accuracyM === null ? '已定位' : `已定位，误差 ${accuracyM} 米`
  }
  if (widget === 'inspection-signatures') return signatureWords(value as SignaturesValue)
  if (!Array.isArray(value)) return undefined
  if (widget === 'inspection-team')
    return (value as TeamMemberInput[]).map(({ name, certNo }) => `${name}（${certNo}）`).join('、')
  if (widget === 'inspection-items') {
    const count = (wanted: string) => (value as { result: string }[]).filter(({ result }) => result === wanted).length
    return `登记 ${value.length} 项，不符合 ${count('not_met')} 项，没有查 ${count('not_checked')} 项`
  }
  if (widget === 'inspection-findings')
    return (value as { what: string }[]).map(({ what }, at) => `${at + 1}. ${what}`).join('　') || '没有'
  if (widget === 'inspection-results')
    return (value as ReinspectValue[]).map(({ passed, text }) => `${passed ? '已整改' : '未整改'}：${text}`).join('　')
  if (widget === 'inspection-terms')
    return (value as { no: number; dueOn: string }[]).map(({ no, dueOn }) => `第 ${no} 项 ${dueOn}`).join('、')
  return undefined
}

const signatureWords = ({ officers, party }: SignaturesValue): string =>
  `检查人员 ${officers.length} 人签字；${
    party.kind === 'signed'
      ? `${party.post}${party.signer}签字`
      : `${party.signer}拒签：${party.reason}，见证人${party.witness}`
  }`
