import { pointName, pointResults } from '../../model/codes.ts'
import type { OversightFacts } from '../facts.ts'

/** What came of every point, folded away: what matters stands in the findings. */
export function PointList({ points }: Pick<OversightFacts, 'points'>) {
  const counted = (result: keyof typeof pointResults) => points.filter((one) => one.result === result).length
  return (
    <details>
      <summary>
        符合 {counted('ok')} 项，不符合 {counted('not_ok')} 项，不适用 {counted('na')} 项
      </summary>
      <ul className="ag-oversight-findings">
        {points.map(({ code, result, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several findings beside the list share its code
          <li key={at}>
            <span>
              {pointName(code)}　<span className="ag-meta">{pointResults[result]}</span>
            </span>
            {text && <span className="ag-soft">{text}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
