import { useNavigate } from '@tanstack/react-router'
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { ApiProblem, queryString, send } from '#kernel/ui/api.ts'
import { DayInput } from '#kernel/ui/day-input.tsx'
import { FileDrop } from '#kernel/ui/file-drop.tsx'
import { today } from '#kernel/ui/format.ts'
import { ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { GridChoice } from '#modules/grid/console/parts/grid-choice.tsx'
import type { Reconciliation, ReconciliationListView } from '../../model/schema.ts'

/** A list of the office's own: which one, of which grid and day, and the file. */
export function UploadSheet({ lists }: { lists: readonly ReconciliationListView[] }) {
  const navigate = useNavigate()
  const me = useMe()
  const [name, setName] = useState(lists[0]?.name ?? '')
  const [chosen, setGrid] = useState<string | undefined>()
  const [from, setFrom] = useState(`${today().slice(0, 7)}-01`)
  const [to, setTo] = useState(today())
  const [busy, setBusy] = useState<string | null>(null)
  const [refused, setRefused] = useState<{ problem: ApiProblem; file: File } | null>(null)
  const list = lists.find((one) => one.name === name)
  const grid = chosen ?? me.data?.gridCode
  const take = async (file: File | undefined, sheet?: number) => {
    if (!file || !list || !grid) return
    setBusy(file.name)
    setRefused(null)
    try {
      const about = { list: name, grid, from: list.isStanding ? undefined : from, to, sheet, filename: file.name }
      const body = new Blob([file], { type: 'application/octet-stream' })
      const started = await send<Reconciliation>('POST', `/reconciliations${queryString(about)}`, { body })
      await navigate({ to: `/reconciliations/${started.id}` })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setRefused({ problem: error, file })
    } finally {
      setBusy(null)
    }
  }
  return (
    <Sheet title="上传一份台账">
      <div className="ag-recon-form">
        <div className="ag-field">
          <label htmlFor="recon-list">哪种台账</label>
          <small>
            {list && (
              <>
                表里至少要有{list.needed}。
                <a className="ag-link" href={`/api/v1/reconciliation-lists/${list.name}/sample`} download>
                  下载样表
                </a>
              </>
            )}
          </small>
          <Segmented<string>
            id="recon-list"
            aria-label="哪种台账"
            value={name}
            options={lists.map((one) => ({ value: one.name, label: one.title.replace('台账', '') }))}
            onChange={setName}
          />
        </div>
        <div className="ag-field">
          <label htmlFor="recon-grid">哪个网格的</label>
          <small>不选就是自己的网格</small>
          <GridChoice id="recon-grid" value={grid} onChange={setGrid} />
        </div>
        {list && !list.isStanding && (
          <DayField id="recon-from" label="从哪天起" hint="台账记的这段时间" value={from} max={to} onChange={setFrom} />
        )}
        <DayField
          id="recon-to"
          label={list?.isStanding ? '哪一天的' : '到哪天止'}
          hint={list?.isStanding ? '台账统计到的那一天' : '含这一天'}
          value={to}
          max={today()}
          onChange={setTo}
        />
      </div>
      <FileDrop
        accept=".xlsx,.csv"
        title={busy ? `正在读 ${busy}` : '把 Excel 或 CSV 拖到这里'}
        hint="表头在第几行、怎么写都行，读完给您看认得对不对。电话、身份证、姓名这些列不保留。"
        busyLabel="正在读…"
        busy={busy !== null}
        onFile={(file) => void take(file)}
      />
      {refused && <ProblemPanel error={refused.problem} />}
      {refused && <SheetChoice problem={refused.problem} onChoose={(sheet) => void take(refused.file, sheet)} />}
    </Sheet>
  )
}

interface DayFieldProps {
  id: string
  label: string
  hint: string
  value: string
  max: string
  onChange(value: string): void
}

const DayField = ({ id, label, hint, value, max, onChange }: DayFieldProps) => (
  <div className="ag-field">
    <label htmlFor={id}>{label}</label>
    <small>{hint}</small>
    <DayInput id={id} value={value} max={max} onChange={(day) => day && onChange(day)} />
  </div>
)

/** Of several sheets that look like the list, the one that is meant. */
function SheetChoice({ problem, onChoose }: { problem: ApiProblem; onChoose(sheet: number): void }) {
  const sheets =
    problem.type === 'reconciliation/which-sheet' ? (problem.body.sheets as { at: number; name: string }[]) : []
  if (sheets.length === 0) return null
  return (
    <div className="ag-pad">
      <Select
        aria-label="用哪张工作表"
        placeholder="用哪张工作表"
        style={{ width: 260 }}
        options={sheets.map(({ at, name }) => ({ value: at, label: name }))}
        onChange={(sheet: number) => onChoose(sheet)}
      />
    </div>
  )
}
