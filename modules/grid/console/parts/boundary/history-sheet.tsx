import { lazy, Suspense, useMemo, useState } from 'react'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { time } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import type { GridNode } from '../../api.ts'
import { type BoundaryFeature, type GridChange, useChanges } from '../../boundary-api.ts'

const BoundaryMap = lazy(() => import('./boundary-map.tsx'))

const kinds: Record<GridChange['kind'], string> = {
  loaded: '载入',
  boundary: '改边界',
  renamed: '改名',
  split: '拆分，原网格撤销',
  merged: '合并',
  created: '新设',
  retired: '撤销',
}

/** Everything that was changed about a node, and the boundary it had before and after each change. */
export function HistorySheet({ node, shapes }: { node: GridNode; shapes: ReadonlyMap<string, BoundaryFeature> }) {
  const read = useChanges(node.code)
  const [shown, setShown] = useState<string>()
  if (read.error) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  const change = read.data?.items.find(({ id }) => id === shown)
  return (
    <div className="ag-stack">
      {change && (
        <Version node={node} change={change} own={shapes.get(node.code)} onClose={() => setShown(undefined)} />
      )}
      <DataTable
        caption={`${node.name}的变更记录`}
        columns={columns(setShown)}
        rows={read.data?.items}
        rowKey={({ id }) => id}
        marked={({ id }) => id === shown}
        skeletonRows={4}
        empty={
          <Sheet>
            <EmptyState icon="document" title="还没有变更记录">
              调整过边界、拆分或合并以后，改了什么、谁改的、依据什么文件都在这里。
            </EmptyState>
          </Sheet>
        }
      />
    </div>
  )
}

const columns = (onShow: (id: string) => void): readonly Column<GridChange>[] => [
  { key: 'at', head: '时间', width: 120, cell: (row) => time(row.at) },
  { key: 'kind', head: '改了什么', lead: true, cell: (row) => <What change={row} /> },
  { key: 'by', head: '谁', width: 90, cell: (row) => row.by ?? '—' },
  { key: 'document', head: '依据', width: 170, cell: (row) => row.documentNumber ?? '—' },
  { key: 'reason', head: '理由', cell: (row) => row.reason ?? '—' },
  {
    key: 'show',
    head: '边界',
    width: 120,
    cell: (row) =>
      row.before?.geometry || row.after?.geometry ? (
        <button type="button" className="ag-link" onClick={() => onShow(row.id)}>
          看当时的边界
        </button>
      ) : (
        '—'
      ),
  },
]

function What({ change: { kind, before, after } }: { change: GridChange }) {
  const renamed = before?.name && after?.name && before.name !== after.name
  return (
    <>
      {kinds[kind]}
      {renamed && `，${before.name} 改名为 ${after.name}`}
      <Codes word="，去向" codes={after?.into} />
      <Codes word="，来自" codes={before?.from} />
    </>
  )
}

function Codes({ word, codes }: { word: string; codes: string[] | undefined }) {
  if (!codes?.length) return null
  return (
    <>
      {word}{' '}
      {codes.map((code) => (
        <span key={code}>
          <To to={`/grids/${code}/boundaries`} search={{ view: 'history' }} className="ag-code">
            {code}
          </To>{' '}
        </span>
      ))}
    </>
  )
}

interface VersionProps {
  node: GridNode
  change: GridChange
  own: BoundaryFeature | undefined
  onClose(): void
}

function Version({ node, change, own, onClose }: VersionProps) {
  const outlines = useMemo(
    () => ({
      before: change.before?.geometry ? [change.before.geometry] : [],
      after: change.after?.geometry ? [change.after.geometry] : [],
      points: [],
    }),
    [change],
  )
  const focus = useMemo(
    () => [...outlines.before, ...outlines.after].map((geometry) => ({ code: change.id, geometry })),
    [outlines, change.id],
  )
  const areas = useMemo(() => (own ? [own] : []), [own])
  return (
    <Sheet
      title={`${node.name}在 ${time(change.at)} 的边界`}
      meta={
        <span className="ag-legend">
          <i className="ag-line-before" /> 改前 <i className="ag-line-after" /> 改后
        </span>
      }
      acts={
        <button type="button" className="ag-link" onClick={onClose}>
          收起地图
        </button>
      }
    >
      <div className="ag-boundary-canvas ag-boundary-low">
        <Suspense fallback={<Waiting />}>
          <BoundaryMap label={`${node.name}当时的边界`} areas={areas} focus={focus} outlines={outlines} />
        </Suspense>
      </div>
    </Sheet>
  )
}
