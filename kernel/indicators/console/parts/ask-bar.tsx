import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { DayInput } from '#kernel/ui/day-input.tsx'
import { today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { gridAbove } from '#standards/code/grid-code.ts'
import { PERIODS, type PeriodName } from '../../model/period.ts'
import { askOf, type Figure, keysText } from '../api.ts'
import { periodName, periodOf, USUAL } from '../period.ts'

interface AskBarProps {
  figure: Pick<Figure, 'grid' | 'gridName' | 'keys'> | undefined
  /** What else the page can be narrowed by. */
  children?: ReactNode
}

/** Where, when, which keys, and as it was known when: all of it in the address. */
export function AskBar({ figure, children }: AskBarProps) {
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
      <PeriodChip
        period={period}
        onChoose={(name) => go({ period: name === USUAL ? undefined : name, from: undefined, to: undefined })}
      />
      <Days {...periodOf(search)} onChange={(days) => go({ period: undefined, ...days })} />
      <KnownOn asOf={search.asOf} onChange={(asOf) => go({ asOf })} />
      {children}
    </search>
  )
}

/** A period by its name; days of one's own have none. */
function PeriodChip({ period, onChoose }: { period: PeriodName | undefined; onChoose(name: PeriodName): void }) {
  const menu = {
    items: Object.entries(PERIODS).map(([key, label]) => ({ key, label })),
    selectable: true,
    selectedKeys: period ? [period] : [],
    onClick: ({ key }: { key: string }) => onChoose(key as PeriodName),
  }
  return (
    <span className={`ag-chip ${period === USUAL ? '' : 'ag-chip-on'}`}>
      <Dropdown menu={menu} trigger={['click']}>
        <button type="button" aria-haspopup="menu">
          期间：{period ? PERIODS[period] : '自选'}
          {period === USUAL && <Icon name="down" size={12} />}
        </button>
      </Dropdown>
      {period !== USUAL && (
        <button type="button" aria-label={`回到${PERIODS[USUAL]}`} onClick={() => onChoose(USUAL)}>
          <Icon name="close" size={12} />
        </button>
      )}
    </span>
  )
}

interface DaysProps {
  from: string
  to: string
  onChange(days: { from: string; to: string }): void
}

/** First and last day; both are always set. */
function Days({ from, to, onChange }: DaysProps) {
  const day = (label: string, value: string, bound: object, change: (text: string) => void) => (
    <DayInput size="small" aria-label={label} value={value} {...bound} onChange={(text) => text && change(text)} />
  )
  return (
    <fieldset className="ag-day-range" aria-label="起止">
      {day('从哪天起', from, { max: to }, (text) => onChange({ from: text, to }))}
      <span className="ag-pale">至</span>
      {day('到哪天止', to, { min: from, max: today() }, (text) => onChange({ from, to: text }))}
    </fieldset>
  )
}

/** The day at whose end it was known. */
function KnownOn({ asOf, onChange }: { asOf: string | undefined; onChange(asOf: string | undefined): void }) {
  return (
    <span className="ag-day-range">
      <span className="ag-pale" aria-hidden="true">
        数据日期
      </span>
      <DayInput
        size="small"
        aria-label="数据日期"
        value={asOf ?? ''}
        max={today()}
        onChange={(day) => onChange(day || undefined)}
      />
      {asOf && asOf < today() && <span>截至 {asOf} 当时所知</span>}
    </span>
  )
}

/** The grid one looks at; one step up, or back at one's own. The line at the top chooses another. */
function GridChip({ grid, name, onGo }: { grid: string; name: string; onGo(grid: string | undefined): void }) {
  const me = useMe()
  const home = me.data?.gridCode
  if (grid === home) return <Chip label={`网格：${name}`} />
  const above = gridAbove(grid)
  return (
    <>
      <Chip label={`网格：${name}`} drop="回到自己的网格" onDrop={() => onGo(undefined)} />
      {home && above.length > home.length && (
        <span className="ag-chip">
          <button type="button" onClick={() => onGo(above)}>
            上一级
          </button>
        </span>
      )}
    </>
  )
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
