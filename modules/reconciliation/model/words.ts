import type { ListKind } from './list.ts'
import type { Matched, Unclear } from './match.ts'
import type { ReconciliationResult } from './schema.ts'

const whole = new Intl.NumberFormat('zh-CN')

/** Why it is not clear which row it is. */
export const unclearWords: Record<Unclear, string> = {
  several: '平台上有几条都可能是它',
  'other-code': '名称相同，两边的代码都有效却不相同',
  weak: '平台上有相近的一条，不能确定就是它',
  'same-code-other-name': '代码和另一行相同，名称不同',
  unread: '没有能认出它的内容',
}

export type Counts = ReconciliationResult['counts']

export function countsOf({ lines, extra }: Matched, outside: number): Counts {
  const of = (kind: string) => lines.filter((fate) => fate.kind === kind).length
  return {
    ...{ same: of('same'), different: of('different'), missing: of('missing'), extra: extra.length },
    ...{ duplicate: of('duplicate'), unclear: of('unclear'), outside },
  }
}

/** How many the platform has, step by step to how many the sheet has. It adds up because each row of either side stands in one step or in none. */
export function bridgeOf(counts: Counts, doubted: number): ReconciliationResult['bridge'] {
  const both = counts.same + counts.different
  const steps = [
    { word: '台账没有', amount: -counts.extra },
    { word: '平台上待认', amount: -doubted },
    { word: '平台没有', amount: counts.missing },
    { word: '台账里认不出', amount: counts.unclear },
    { word: '台账重复', amount: counts.duplicate },
    { word: '不在本网格或期内', amount: counts.outside },
  ].filter(({ amount }) => amount !== 0)
  const platform = both + counts.extra + doubted
  return { platform, steps, office: platform + steps.reduce((sum, { amount }) => sum + amount, 0) }
}

/** 平台 865 − 台账没有 12 + 平台没有 9 = 台账 862 */
export function bridgeText({ platform, steps, office }: ReconciliationResult['bridge']): string {
  const said = steps.map(({ word, amount }) => ` ${amount < 0 ? '−' : '+'} ${word} ${whole.format(Math.abs(amount))}`)
  return `平台 ${whole.format(platform)}${said.join('')} = 台账 ${whole.format(office)}`
}

/** 截至 2026-11-23, or 2026-10-01 至 2026-10-31. */
export const periodText = ({ from, to }: { from: string | null; to: string }): string =>
  from === null ? `截至 ${to}` : `${from} 至 ${to}`

/** What there is to say of a list as a whole: how many agree, how many are open. */
export function headlineOf(about: {
  gridName: string
  title: ListKind['title']
  result: ReconciliationResult | null
  open: number
}): string {
  const { gridName, title, result, open } = about
  if (!result) return `${gridName}${title}`
  const { same, different, missing, extra, duplicate, unclear } = result.counts
  const all = different + missing + extra + duplicate + unclear
  const agreed = `${gridName}${title}：一致 ${whole.format(same)}`
  if (all === 0) return `${agreed}，没有差异`
  return `${agreed}，差异 ${whole.format(all)} 处${open > 0 ? `，未决 ${whole.format(open)} 处` : '，都处理了'}`
}
