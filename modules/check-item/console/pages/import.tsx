import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { queryString, send } from '#kernel/ui/api.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, Sheet, To } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { sheetColumns } from '../../model/columns.ts'
import { type Preview, type PreviewRow, useForgetLibrary } from '../api.ts'
import { WhyField } from '../parts/why-field.tsx'
import '../check-item.css'

const OUTCOMES: Record<PreviewRow['outcome'], { kind: StatusKind; words: string }> = {
  new: { kind: 'going', words: '新增' },
  typo: { kind: 'waiting', words: '更正错字' },
  unchanged: { kind: 'off', words: '没有变化' },
  refused: { kind: 'late', words: '不能写入' },
}

/** Checks out of a spreadsheet: first what every row would do, then all of them at once. */
export function ImportChecksPage() {
  const may = useMay()
  const act = useAct()
  const input = useRef<HTMLInputElement>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  if (!may('check-item.maintain'))
    return (
      <EmptyState whole icon="none" title="检查项由市、县应急部门维护" acts={<To to="/check-items">看检查项</To>}>
        需要新的检查项，请向县级应急部门提出。
      </EmptyState>
    )
  const take = (file: File | undefined) =>
    file &&
    act.run(async () => {
      const body = new Blob([file], { type: 'application/octet-stream' })
      setPreview(null)
      const path = `/check-item-imports/preview${queryString({ filename: file.name })}`
      setPreview(await send<Preview>('POST', path, { body }))
    })
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/check-items">检查项</To>}
        meta="列与导出的相同：先导出一份，在它上面改。编码相同的是更正错字，新编码是新增"
        acts={<ExportButton path={(format) => `/check-items/export${queryString({ place: 'local', format })}`} />}
      >
        导入检查项
      </PageHead>
      <div className="ag-stack">
        <Sheet>
          <div className="ag-check-body ag-stack">
            <Refusal problem={act.problem} />
            <div className="ag-row ag-wrap">
              <Button
                type={preview ? 'default' : 'primary'}
                icon={<Icon name="inbound" />}
                disabled={act.busy}
                onClick={() => input.current?.click()}
              >
                {act.busy ? '正在检查…' : preview ? '换一个文件' : '选 xlsx 或 csv 文件'}
              </Button>
              <span className="ag-meta">
                {preview
                  ? preview.filename
                  : '只检查，不写入；5 MB、2,000 行以内。本地编码以区划开头，如 370523-GEN-EMG-001'}
              </span>
            </div>
            <input
              ref={input}
              type="file"
              hidden
              accept=".xlsx,.csv"
              aria-label="选文件"
              onChange={(event) => {
                void take(event.target.files?.[0])
                event.target.value = ''
              }}
            />
          </div>
        </Sheet>
        {preview ? <Judged preview={preview} /> : <Columns />}
      </div>
    </div>
  )
}

/** What the sheet holds, column by column. */
const Columns = () => (
  <Sheet title="表格的列" meta="表头用英文名或中文名都行，顺序不限，一列都不能少">
    <ul className="ag-check-body ag-check-columns">
      {sheetColumns.map(({ head, also, note }) => (
        <li key={head}>
          <strong>{also}</strong> <span className="ag-check-code">{head}</span> <span className="ag-meta">{note}</span>
        </li>
      ))}
    </ul>
  </Sheet>
)

function Judged({ preview }: { preview: Preview }) {
  const navigate = useNavigate()
  const forget = useForgetLibrary()
  const [why, setWhy] = useState('')
  const { counts } = preview
  const rows = preview.items.flatMap(({ input }) => input ?? [])
  return (
    <>
      <Sheet
        title={`新增 ${count(counts.new)} 项，更正 ${count(counts.typo)} 项，没有变化 ${count(counts.unchanged)} 项，不能写入 ${count(counts.refused)} 行`}
      >
        <div className="ag-check-body">
          {rows.length === 0 ? (
            <p className="ag-meta">没有可写入的行。改好表格再选一次。</p>
          ) : (
            <ActForm
              request={{
                method: 'POST',
                path: '/check-item-imports',
                body: { filename: preview.filename, rows, why },
              }}
              label={`写入 ${count(rows.length)} 项`}
              busyLabel="正在写入…"
              done={`已写入 ${count(rows.length)} 项`}
              isReady={why.trim().length > 1}
              onDone={async () => {
                await forget()
                await navigate({ to: '/check-items', search: { place: 'local' } as never })
              }}
            >
              {counts.refused > 0 && <p className="ag-meta">不能写入的行会留下不写，其余一次写完。</p>}
              <WhyField value={why} hint="这批检查项从哪里来，如哪个文件" onChange={setWhy} />
            </ActForm>
          )}
        </div>
      </Sheet>
      <DataTable
        caption="每一行会怎样"
        columns={COLUMNS}
        rows={preview.items}
        rowKey={({ row }) => String(row)}
        under={({ code, reasons }) => [code, ...reasons].join(' · ')}
        empty={null}
      />
    </>
  )
}

const COLUMNS: readonly Column<PreviewRow>[] = [
  { key: 'row', head: '行', width: 56, align: 'right', cell: ({ row }) => row },
  { key: 'question', head: '检查内容', lead: true, cell: ({ question }) => question || '—' },
  { key: 'code', head: '编码', width: 180, roomy: true, cell: ({ code }) => code || '—' },
  {
    key: 'outcome',
    head: '会怎样',
    width: 116,
    cell: ({ outcome }) => <StatusMark kind={OUTCOMES[outcome].kind}>{OUTCOMES[outcome].words}</StatusMark>,
  },
  { key: 'reasons', head: '原因', roomy: true, cell: ({ reasons }) => reasons.join('；') },
]
