import type { Search } from '#kernel/ui/address.ts'
import { count, percent } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import type { PointSummary } from '../api.ts'

interface PointFiguresProps {
  summary: PointSummary | undefined
  of: Search
}

/** How many points there are, speak, alarm, are put aside; every figure opens its points. */
export function PointFigures({ summary, of }: PointFiguresProps) {
  const lines = [
    { key: 'total', label: '测点', value: summary?.total, search: {} },
    { key: 'serious', label: '一二级报警', value: summary?.serious, search: { standing: 'serious' } },
    { key: 'alarm', label: '有报警', value: summary?.alarming, search: { standing: 'alarm' } },
    {
      key: 'silent',
      label: '没有数据',
      value: summary && summary.total - summary.online,
      search: { standing: 'silent' },
    },
    { key: 'shelved', label: '搁置', value: summary?.shelved, search: { standing: 'shelved' } },
    { key: 'window', label: '检定检修', value: summary?.inWindow, search: { standing: 'window' } },
  ]
  return (
    <ul className="ag-point-figures" aria-label="测点数量">
      {lines.map(({ key, label, value, search }) => (
        <li key={key}>
          <span className="ag-soft">{label}</span>
          {value ? (
            <To to="/monitoring/points" search={{ ...of, ...search }} className="ag-opens">
              <b className={key === 'serious' ? 'ag-warn' : undefined}>{count(value)}</b>
            </To>
          ) : (
            <b>{count(value)}</b>
          )}
        </li>
      ))}
      <li>
        <span className="ag-soft">在线率</span>
        <b>{summary ? percent(summary.online, summary.total) : '—'}</b>
      </li>
    </ul>
  )
}
