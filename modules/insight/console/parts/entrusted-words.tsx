import { day } from '#kernel/ui/format.ts'
import type { Line } from '../api.ts'

/** Who handed a finding to whom, with what word and until when. */
export function EntrustedWords({ one: { entrusted } }: { one: Pick<Line, 'entrusted'> }) {
  if (!entrusted) return null
  const { by, to, words, dueOn, isLate } = entrusted
  return (
    <span>
      {by} 交办 {to}：{words}；{day(dueOn)} 前处理{isLate && <span className="ag-warn">，已过期限</span>}
    </span>
  )
}
