import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiProblem, queryString, send } from '#kernel/ui/api.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FileDrop } from '#kernel/ui/file-drop.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import type { Page } from '../file-api.ts'
import { type EnterpriseImport, stateOf } from '../import-api.ts'
import '../import.css'

/** Uploads so far, and the place to drop the next one. */
export function ImportsPage() {
  const list = useRead<Page<EnterpriseImport>>('/enterprise-imports', { staleTime: 0 })
  return (
    <div className="ag-page">
      <PageHead meta="先检查，不写入；有错的行逐行说明，其余照样能写。">导入企业表格</PageHead>
      <div className="ag-stack">
        <Upload />
        {list.error ? (
          <ProblemPanel error={list.error} retry={() => void list.refetch()} />
        ) : (
          <DataTable
            caption="导入记录"
            columns={columns}
            rows={list.data?.items}
            rowKey={(row) => row.id}
            skeletonRows={4}
            empty={
              <Sheet>
                <EmptyState title="还没有导入过">第一次导入后，在这里看每次写了多少、退了多少。</EmptyState>
              </Sheet>
            }
          />
        )}
      </div>
    </div>
  )
}

const columns: readonly Column<EnterpriseImport>[] = [
  {
    key: 'filename',
    head: '文件',
    lead: true,
    cell: (row) => <To to={`/enterprise-imports/${row.id}`}>{row.filename}</To>,
  },
  {
    key: 'state',
    head: '状态',
    cell: (row) => <StatusMark kind={stateOf(row).kind}>{stateOf(row).word}</StatusMark>,
  },
  { key: 'rows', head: '行', align: 'right', cell: (row) => count(row.counts.rows) },
  { key: 'fresh', head: '新登记', align: 'right', cell: (row) => count(row.counts.fresh) },
  { key: 'changed', head: '有更新', align: 'right', cell: (row) => count(row.counts.changed) },
  { key: 'wrong', head: '有错误', align: 'right', cell: (row) => count(row.counts.wrong) },
  { key: 'by', head: '谁', wide: true, cell: (row) => row.startedBy },
  { key: 'at', head: '时间', wide: true, cell: (row) => time(row.createdAt) },
]

function Upload() {
  const navigate = useNavigate()
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(file.name)
    setProblem(null)
    try {
      const body = new Blob([file], { type: 'application/octet-stream' })
      const started = await send<EnterpriseImport>(
        'POST',
        `/enterprise-imports${queryString({ filename: file.name })}`,
        { body },
      )
      await navigate({ to: `/enterprise-imports/${started.id}` })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
    } finally {
      setBusy(null)
    }
  }
  return (
    <Sheet>
      <FileDrop
        accept=".xlsx,.csv"
        title={busy ? `正在上传 ${busy}` : '把 Excel 或 CSV 拖到这里'}
        hint="表头怎么写都行，先认列再检查。统一社会信用代码用来认同一家企业。"
        busyLabel="正在上传…"
        busy={busy !== null}
        onFile={(file) => void take(file)}
      />
      {problem && <ProblemPanel error={problem} />}
    </Sheet>
  )
}
