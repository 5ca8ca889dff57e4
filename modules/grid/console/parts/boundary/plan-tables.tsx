import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { squareMetres } from '../../../model/boundary-quality.ts'
import type { Plan } from '../../boundary-api.ts'
import { findingKinds, moveReasons } from '../../plan-words.ts'

type Finding = Plan['findings'][number]
type Move = Plan['enterprises']['items'][number]
type Duty = Plan['duties'][number]

interface NodeLine {
  key: string
  what: 'changed' | 'created' | 'retired'
  code: string
  name: string
  more: string
}

const whats = {
  changed: <StatusMark kind="going">改边界</StatusMark>,
  created: <StatusMark kind="open">新设</StatusMark>,
  retired: <StatusMark kind="off">撤销</StatusMark>,
}

const nodeColumns: readonly Column<NodeLine>[] = [
  { key: 'what', head: '怎么变', width: 100, cell: (row) => whats[row.what] },
  { key: 'name', head: '网格', lead: true, cell: (row) => row.name },
  { key: 'code', head: '编码', width: 150, wide: true, cell: (row) => <span className="ag-code">{row.code}</span> },
  { key: 'more', head: '说明', cell: (row) => row.more },
]

/** Nodes that change, come and go. */
export function PlanNodes({ plan }: { plan: Plan }) {
  const rows: NodeLine[] = [
    ...plan.retired.map(({ code, name, into }) => ({
      key: `-${code}`,
      what: 'retired' as const,
      code,
      name,
      more: `${into.length > 1 ? '分成' : '并入'} ${into.join('、')}`,
    })),
    ...plan.created.map(({ code, name, from, areaM2 }) => ({
      key: `+${code}`,
      what: 'created' as const,
      code,
      name,
      more: `来自 ${from.join('、')}${areaM2 === null ? '' : `，${squareMetres(areaM2)}`}`,
    })),
    ...plan.changed.map(({ code, name, areaM2, formerAreaM2 }) => ({
      key: `=${code}`,
      what: 'changed' as const,
      code,
      name,
      more: `${formerAreaM2 === null ? '没有边界' : squareMetres(formerAreaM2)} → ${areaM2 === null ? '没有边界' : squareMetres(areaM2)}`,
    })),
  ]
  return (
    <Sheet title="网格怎么变" meta={`${count(rows.length)} 个`}>
      <DataTable
        caption="网格怎么变"
        columns={nodeColumns}
        rows={rows.slice(0, 200)}
        rowKey={({ key }) => key}
        empty={null}
      />
      {rows.length > 200 && <footer>只列前 200 个，执行时全部生效</footer>}
    </Sheet>
  )
}

const findingColumns: readonly Column<Finding>[] = [
  {
    key: 'severity',
    head: '轻重',
    width: 120,
    cell: ({ severity }) =>
      severity === 'refuse' ? (
        <StatusMark kind="late">不能执行</StatusMark>
      ) : (
        <StatusMark kind="waiting">请核对</StatusMark>
      ),
  },
  { key: 'kind', head: '问题', width: 100, wide: true, cell: ({ kind }) => findingKinds[kind] },
  { key: 'message', head: '说明', cell: ({ message }) => message },
]

/** Overlaps, gaps and the like that the change would leave. */
export function Findings({ findings, title }: { findings: readonly Finding[]; title: string }) {
  if (findings.length === 0) return null
  return (
    <Sheet title={title} meta={`${count(findings.length)} 处`}>
      <DataTable
        caption={title}
        columns={findingColumns}
        rows={findings.slice(0, 200)}
        rowKey={({ message }) => message}
        empty={null}
      />
      {findings.length > 200 && <footer>只列前 200 处</footer>}
    </Sheet>
  )
}

const moveColumns = (enterprises: boolean): readonly Column<Move>[] => [
  {
    key: 'name',
    head: enterprises ? '企业' : '场所',
    lead: true,
    cell: (row) => (enterprises ? <To to={`/enterprises/${row.id}`}>{row.name}</To> : row.name),
  },
  { key: 'from', head: '从', cell: (row) => <Place code={row.from} name={row.fromName} /> },
  { key: 'to', head: '到', cell: (row) => <Place code={row.to} name={row.toName} /> },
  { key: 'because', head: '为什么', width: 150, wide: true, cell: (row) => moveReasons[row.because] },
]

const Place = ({ code, name }: { code: string; name: string }) => (
  <>
    {name} <span className="ag-code ag-pale ag-wide">{code}</span>
  </>
)

interface MovesProps {
  title: string
  unit: string
  moves: { total: number; items: readonly Move[] }
  enterprises?: boolean
}

/** Objects that move, from where to where. */
export function PlanMoves({ title, unit, moves, enterprises = false }: MovesProps) {
  if (moves.total === 0) return null
  return (
    <Sheet title={title} meta={`${count(moves.total)} ${unit}`}>
      <DataTable
        caption={title}
        columns={moveColumns(enterprises)}
        rows={moves.items}
        rowKey={({ id }) => id}
        empty={null}
      />
      {moves.total > moves.items.length && (
        <footer>
          只列前 {count(moves.items.length)} {unit}，执行时全部移动
        </footer>
      )}
    </Sheet>
  )
}

const dutyColumns: readonly Column<Duty>[] = [
  { key: 'seat', head: '岗位', lead: true, cell: (row) => row.seatTitle },
  { key: 'body', head: '单位', wide: true, cell: (row) => row.bodyName },
  { key: 'from', head: '现在负责', cell: (row) => <Place code={row.gridCode} name={row.gridName} /> },
  {
    key: 'becomes',
    head: '以后负责',
    cell: (row) =>
      row.becomes.length > 0 ? <span className="ag-code">{row.becomes.join('、')}</span> : '不变，边界改了',
  },
]

/** Duties on the touched nodes: which go over to new ones. */
export function PlanDuties({ plan }: { plan: Plan }) {
  if (plan.duties.length === 0) return null
  return (
    <Sheet title="涉及的监管责任" meta={`${count(plan.duties.length)} 项`}>
      <DataTable
        caption="涉及的监管责任"
        columns={dutyColumns}
        rows={plan.duties}
        rowKey={({ id }) => id}
        empty={null}
      />
    </Sheet>
  )
}
