import type { Column } from '#kernel/ui/data-table.tsx'
import { day, daysUntil } from '#kernel/ui/format.ts'
import { Moon, moonPhase, RiskMark, riskLevel, type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { findIndustry } from '#standards/industry/industry.ts'
import { codeName } from '../../model/codes.ts'
import type { EnterpriseRow } from '../api.ts'

/** A column one may leave out. */
export interface ChosenColumn extends Column<EnterpriseRow> {
  title: string
  /** Shown until somebody chooses otherwise. */
  usual: boolean
}

/** The shortest validity of a key field; the moon of a whole file is measured by it. */
const SHORTEST_DAYS = 90

const dash = <span className="ag-pale">—</span>

/** Freshness of a whole file: the first key field to expire decides. */
export function FileMoon({ staleOn }: { staleOn: string | null }) {
  const phase = moonPhase(staleOn, SHORTEST_DAYS)
  const words = !staleOn ? '未核实' : daysUntil(staleOn) < 0 ? `${day(staleOn)} 过期` : `${day(staleOn)} 到期`
  return <Moon phase={phase}>{words}</Moon>
}

/** State of operation: shape and word. */
export function OperatingState({ value }: { value: string }) {
  const kinds: Record<string, StatusKind> = {
    producing: 'done',
    stopped: 'waiting',
    suspended: 'late',
    preparing: 'going',
    moved: 'off',
    closed: 'off',
  }
  return <StatusMark kind={kinds[value] ?? 'open'}>{codeName('operatingState', value)}</StatusMark>
}

const industryName = (code: string | null) => {
  if (!code) return dash
  const found = findIndustry(code)
  return (
    <span className="ag-ellipsis" style={{ maxWidth: 190 }} title={`${code} ${found?.name ?? ''}`}>
      <span className="ag-code">{code}</span> {found?.name}
    </span>
  )
}

/** Every column the list can have, in their order. */
export const enterpriseColumns: readonly ChosenColumn[] = [
  {
    key: 'name',
    sort: 'name',
    title: '企业名称',
    head: '企业名称',
    usual: true,
    lead: true,
    cell: (row) => (
      <To to={`/enterprises/${row.id}`} className="ag-ellipsis">
        <span title={row.name}>{row.name}</span>
      </To>
    ),
  },
  {
    key: 'riskLevel',
    title: '风险',
    head: '风险',
    width: 52,
    usual: true,
    cell: (row) => <RiskMark level={riskLevel(row.riskLevel)} />,
  },
  {
    key: 'regulatorClasses',
    title: '监管行业',
    head: '监管行业',
    width: 104,
    usual: true,
    cell: (row) => row.regulatorClasses.map((key) => codeName('regulatorClass', key)).join('、') || dash,
  },
  {
    key: 'industry',
    title: '国民经济行业',
    head: '国民经济行业',
    width: 200,
    usual: true,
    wide: true,
    cell: (row) => industryName(row.industryCode),
  },
  {
    key: 'grid',
    title: '网格',
    head: '网格',
    width: 150,
    usual: true,
    cell: (row) => (
      <span className="ag-ellipsis" style={{ maxWidth: 140 }} title={`${row.gridName} ${row.gridCode}`}>
        {row.gridName}
      </span>
    ),
  },
  {
    key: 'scale',
    title: '规模',
    head: '规模',
    width: 60,
    usual: true,
    wide: true,
    cell: (row) => codeName('scale', row.scale) || dash,
  },
  {
    key: 'majorHazard',
    title: '重大危险源',
    head: '重大危险源',
    width: 92,
    usual: true,
    wide: true,
    cell: (row) => (row.hasMajorHazard ? <span className="ag-kind">涉及</span> : dash),
  },
  {
    key: 'contact',
    title: '联系人',
    head: '联系人',
    width: 160,
    usual: true,
    wide: true,
    cell: (row) =>
      row.contact ? <span className="ag-nowrap">{`${row.contact} ${row.contactPhone ?? ''}`}</span> : dash,
  },
  {
    key: 'creditCode',
    title: '统一社会信用代码',
    head: '统一社会信用代码',
    width: 170,
    usual: false,
    wide: true,
    cell: (row) => (row.creditCode ? <span className="ag-code">{row.creditCode}</span> : dash),
  },
  {
    key: 'address',
    title: '生产经营地址',
    head: '生产经营地址',
    width: 240,
    usual: false,
    wide: true,
    cell: (row) => (
      <span className="ag-ellipsis" style={{ maxWidth: 240 }} title={row.address ?? ''}>
        {row.address ?? dash}
      </span>
    ),
  },
  {
    key: 'updatedAt',
    sort: 'updated',
    title: '最近修改',
    head: '最近修改',
    width: 92,
    usual: false,
    wide: true,
    cell: (row) => day(row.updatedAt),
  },
  {
    key: 'operatingState',
    title: '状态',
    head: '状态',
    width: 104,
    usual: true,
    cell: (row) => <OperatingState value={row.operatingState} />,
  },
  {
    key: 'staleOn',
    sort: 'staleOn',
    title: '档案时效',
    head: '档案时效',
    width: 122,
    usual: true,
    cell: (row) => <FileMoon staleOn={row.staleOn} />,
  },
]
