import { Input } from 'antd'
import { useMe } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { DayRange } from '#kernel/ui/day-range.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { PERIODS } from '../../model/period.ts'
import { askOf, type Figure, keysText } from '../api.ts'
import { periodName, periodOf, USUAL } from '../period.ts'

const PERIOD = [
  {
    key: 'period',
    label: '期间',
    options: Object.entries(PERIODS).map(([value, label]) => ({ value, label })),
  },
]

/** Where, when, which keys, and as it was known when: all of it in the address. */
export function AskBar({ figure }: { figure: Pick<Figure, 'grid' | 'gridName' | 'keys'> | undefined }) {
  const { search, change } = useAddress()
  const period = periodName(search)
  const go = (patch: Search) => change({ cursor: undefined, page: undefined, ...patch })
  return (
    <search className="ag-bar" aria-label="统计范围">
      <div className="ag-chips">
        {figure && <GridChip grid={figure.grid} name={figure.gridName} onGo={(grid) => go({ grid })} />}
        {figure?.keys.map((one) => (
          <Chip
            key={one.name}
            label={`${one.title}：${one.label}`}
            drop={`去掉${one.title}`}
            onDrop={() => go({ key: keysText(askOf(search).keys.filter(([name]) => name !== one.name)) })}
          />
        ))}
      </div>
      <FilterChips
        filters={PERIOD}
        chosen={{ period }}
        onChoose={(_, value) => go({ period: value === USUAL ? undefined : value, from: undefined, to: undefined })}
        onClear={() => go({ period: undefined, from: undefined, to: undefined })}
      />
      <DayRange
        label="起止"
        from={search.from ?? periodOf(search).from}
        to={search.to ?? periodOf(search).to}
        onChange={(patch) => {
          const days = 'from' in patch && 'to' in patch ? patch : { ...periodOf(search), ...patch }
          go({ period: undefined, from: days.from, to: days.to })
        }}
      />
      <KnownOn asOf={search.asOf} onChange={(asOf) => go({ asOf })} />
    </search>
  )
}

/** The day at whose end it was known. */
function KnownOn({ asOf, onChange }: { asOf: string | undefined; onChange(asOf: string | undefined): void }) {
  return (
    <span className="ag-day-range">
      <span className="ag-pale" aria-hidden="true">
        数据日期
      </span>
      <Input
        type="date"
        size="small"
        aria-label="数据日期"
        value={asOf ?? ''}
        max={today()}
        onChange={({ target }) => onChange(target.value || undefined)}
      />
      {asOf && asOf < today() && <span>截至 {asOf} 当时所知</span>}
    </span>
  )
}

/** The grid one looks at; without it one is back at one's own. The line at the top chooses another. */
function GridChip({ grid, name, onGo }: { grid: string; name: string; onGo(grid: string | undefined): void }) {
  const me = useMe()
  const home = me.data?.gridCode
  if (grid === home) return <Chip label={`网格：${name}`} />
  return <Chip label={`网格：${name}`} drop="回到自己的网格" onDrop={() => onGo(undefined)} />
}

function Chip({ label, drop, onDrop }: { label: string; drop?: string; onDrop?: () => void }) {
  return (
    <span className={`ag-chip ${onDrop ? 'ag-chip-on' : ''}`}>
      <span className="ag-chip-words">{label}</span>
      {onDrop && (
        <button type="button" aria-label={drop} onClick={onDrop}>
          <Icon name="close" size={12} />
        </button>
      )}
    </span>
  )
}
