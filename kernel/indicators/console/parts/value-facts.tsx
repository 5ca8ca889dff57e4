import type { Search } from '#kernel/ui/address.ts'
import { To } from '#kernel/ui/parts.tsx'
import type { Figure } from '../api.ts'
import { amountWords, changeWords, FEW, figureWords, isOfFew, spanWords } from '../words.ts'

/** A figure with how it stands to the period before and to the same days last year. */
export function ValueFacts({ figure, open }: { figure: Figure; open?: Search }) {
  const { indicator, value, base, before, yearBefore } = figure
  const words = figureWords(value, indicator.unit, base)
  const isFew = isOfFew(indicator.unit, base)
  const span = (one: { from: string; to: string }) =>
    indicator.kind === 'stock' ? `截至 ${one.to}` : spanWords(one.from, one.to)
  // A share of few says nothing against another: both stand side by side.
  const changed = (then: number | null) =>
    isFew ? amountWords(then, indicator.unit) : changeWords(value, then, indicator.unit)
  return (
    <dl className="ag-value">
      <dt title={indicator.definition}>{indicator.name}</dt>
      <dd className="ag-value-figure">
        {open ? (
          <To to={`/indicators/${indicator.code}`} search={open} className="ag-opens">
            {words}
          </To>
        ) : (
          words
        )}
        {base && (
          <small>
            {base.under === 0
              ? '分母为 0'
              : isFew
                ? `不足 ${FEW}，不折成百分比`
                : `${base.over.toLocaleString('zh-CN')} / ${base.under.toLocaleString('zh-CN')}`}
          </small>
        )}
      </dd>
      <dd title={span(before)}>
        {isFew ? '上期' : '较上期'} {changed(before.value)}
      </dd>
      <dd title={span(yearBefore)}>
        {isFew ? '上年同期' : '较上年同期'} {changed(yearBefore.value)}
      </dd>
    </dl>
  )
}
