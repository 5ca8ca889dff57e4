import { lazy, Suspense, useMemo, useState } from 'react'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { boundsOf } from '#kernel/ui/map/areas.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import type { GridNode } from '../../api.ts'
import type { BoundaryFeature, Quality } from '../../boundary-api.ts'
import { findingKinds } from '../../plan-words.ts'

const BoundaryMap = lazy(() => import('./boundary-map.tsx'))

type Finding = Quality['findings'][number]
type Stray = Quality['strays']['items'][number]

/** What is wrong with the boundaries below a node, and which enterprises lie outside their grid. */
export function QualitySheet({ node, shapes }: { node: GridNode; shapes: ReadonlyMap<string, BoundaryFeature> }) {
  const [now, setNow] = useState(false)
  const read = useRead<Quality>(`/grids/${node.code}/quality${now ? '?now=true' : ''}`, { keep: true })
  const [shown, setShown] = useState<readonly string[]>([])
  if (read.error) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  if (!read.data)
    return (
      <>
        <Waiting lines={6} />
        <p className="ag-meta">正在比对每一对相邻的边界，约几秒</p>
      </>
    )
  const { findings, strays } = read.data
  return (
    <div className="ag-stack">
      <Sheet
        title={
          findings.length === 0 && strays.total === 0
            ? `${node.name}的下级边界没有重叠，没有空白，企业都在自己的网格里`
            : `边界有 ${count(findings.length)} 处问题，${count(strays.total)} 家企业不在自己的网格里`
        }
        meta={`${time(read.data.madeAt)} 核对，${count(read.data.children)} 个下级网格，${count(read.data.withoutBoundary)} 个没有边界`}
        acts={
          <button
            type="button"
            className="ag-link"
            disabled={read.isFetching}
            onClick={() => (now ? void read.refetch() : setNow(true))}
          >
            {read.isFetching ? '正在核对…' : '现在核对'}
          </button>
        }
      >
        {findings.length === 0 && strays.total === 0 && (
          <EmptyState icon="tick" title="都对上了">
            每天夜里核对一遍；边界调整后当场重新核对。
          </EmptyState>
        )}
      </Sheet>
      {shown.length > 0 && <Shown node={node} shapes={shapes} codes={shown} onClose={() => setShown([])} />}
      {findings.length > 0 && <FindingTable findings={findings} shapes={shapes} onShow={setShown} />}
      {strays.total > 0 && <StrayTable strays={strays} />}
    </div>
  )
}

interface FindingTableProps {
  findings: readonly Finding[]
  shapes: ReadonlyMap<string, BoundaryFeature>
  onShow(codes: readonly string[]): void
}

function FindingTable({ findings, shapes, onShow }: FindingTableProps) {
  const columns: readonly Column<Finding>[] = [
    {
      key: 'kind',
      head: '问题',
      width: 110,
      cell: ({ kind, severity }) => (
        <StatusMark kind={severity === 'refuse' ? 'late' : 'waiting'}>{findingKinds[kind]}</StatusMark>
      ),
    },
    { key: 'message', head: '说明', lead: true, cell: ({ message }) => message },
    {
      key: 'show',
      head: '地图',
      width: 110,
      cell: ({ codes }) =>
        codes.some((code) => shapes.has(code)) ? (
          <button type="button" className="ag-link" onClick={() => onShow(codes)}>
            在地图上看
          </button>
        ) : (
          '—'
        ),
    },
  ]
  return (
    <DataTable
      caption="边界问题"
      columns={columns}
      rows={findings}
      rowKey={({ kind, codes }) => `${kind}${codes.join()}`}
      empty={null}
    />
  )
}

interface ShownProps {
  node: GridNode
  shapes: ReadonlyMap<string, BoundaryFeature>
  codes: readonly string[]
  onClose(): void
}

function Shown({ node, shapes, codes, onClose }: ShownProps) {
  const areas = useMemo(() => [...shapes.values()].filter(({ code }) => code !== node.code), [shapes, node.code])
  const goTo = useMemo(() => boundsOf(codes.flatMap((code) => shapes.get(code) ?? [])), [codes, shapes])
  const names = codes.map((code) => shapes.get(code)?.name ?? code).join('、')
  return (
    <Sheet
      title={names}
      acts={
        <button type="button" className="ag-link" onClick={onClose}>
          收起地图
        </button>
      }
    >
      <div className="ag-boundary-canvas ag-boundary-low">
        <Suspense fallback={<Waiting />}>
          <BoundaryMap label={`${names}的边界`} areas={areas} marked={codes} goTo={goTo} />
        </Suspense>
      </div>
    </Sheet>
  )
}

const strayColumns: readonly Column<Stray>[] = [
  { key: 'name', head: '企业', lead: true, cell: (row) => <To to={`/enterprises/${row.id}`}>{row.name}</To> },
  { key: 'grid', head: '登记在', cell: (row) => <To to={`/grids/${row.gridCode}`}>{row.gridName}</To> },
  {
    key: 'proposed',
    head: '坐标落在',
    cell: (row) =>
      row.proposed ? (
        <To to={`/grids/${row.proposed}`}>{row.proposedName}</To>
      ) : (
        <span className="ag-soft">不在任何下级网格</span>
      ),
  },
]

function StrayTable({ strays }: { strays: Quality['strays'] }) {
  return (
    <Sheet title="不在自己网格里的企业" meta={`${count(strays.total)} 家；打开企业可以调整网格或改坐标`}>
      <DataTable
        caption="不在自己网格里的企业"
        columns={strayColumns}
        rows={strays.items}
        rowKey={({ id }) => id}
        empty={null}
      />
      {strays.total > strays.items.length && (
        <footer>只列前 {count(strays.items.length)} 家，到下级网格里看其余的</footer>
      )}
    </Sheet>
  )
}
