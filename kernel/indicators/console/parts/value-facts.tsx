import type { Search } from '#kernel/ui/address.ts'
import { To } from '#kernel/ui/parts.tsx'
import type { Figure } from '../api.ts'
import { amountWords, changeWords, spanWords } from '../words.ts'

/** A figure with how it stands to the period before and to the same days last year. */
export function ValueFacts({ figure, open }: { figure: Figure; open?: Search }) {
  const { indicator, value, base, before, yearBefore } = figure
  const words = amountWords(value, indicator.unit)
  const span = (one: { from: string; to: string }) =>
    indicator.kind === 'stock' ? `截至 ${one.to}` : spanWords(one.from, one.to)
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
              : `${base.over.toLocaleString('zh-CN')} / ${base.under.toLocaleString('zh-CN')}`}
          </small>
        )}
      </dd>
      <dd title={span(before)}>较上期 {changeWords(value, before.value, indicator.unit)}</dd>
      <dd title={span(yearBefore)}>较上年同期 {changeWords(value, yearBefore.value, indicator.unit)}</dd>
    </dl>
  )
}
