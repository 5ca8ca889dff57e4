import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { count } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { actOf } from '../../model/fields.ts'
import { useActSheet } from '../act-sheet.ts'
import { type BulkAnswer, type BulkJob, type CaseLine, useRefreshCases } from '../api.ts'
import type { CaseFace } from '../face.ts'
import { ActFields, FaultSummary } from './act-fields.tsx'

/** Acts that may be done to many at once, the usual ones. */
const ACTS = ['urge', 'assign', 'copy', 'supervise'] as const

/** Everything the list is narrowed to, chosen at once. */
export interface AllMatching {
  total: number
  filter: Readonly<Record<string, unknown>>
}

interface BulkBarProps {
  face: CaseFace
  chosen: ReadonlyMap<string, CaseLine>
  /** What choosing all would mean; null where the list is no longer than its page. */
  all: AllMatching | null
  onClear(): void
  /** The worker has begun with everything. */
  onBegun(job: BulkJob): void
}

/** What can be done with the chosen rows, and what became of it. */
export function BulkBar({ face, chosen, all, onClear, onBegun }: BulkBarProps) {
  const [whole, setWhole] = useState(false)
  const [act, setAct] = useState<string | null>(null)
  const [receipt, setReceipt] = useState<{
    answer: BulkAnswer
    title: string
    lines: ReadonlyMap<string, CaseLine>
  } | null>(null)
  const title = (name: string) => actOf(face.type, name)?.title ?? name
  const everything = whole ? all : null
  const number = everything?.total ?? chosen.size
  const clear = () => {
    setWhole(false)
    onClear()
  }
  return (
    <>
      {receipt && <Receipt {...receipt} unit={face.unit} onClose={() => setReceipt(null)} />}
      {chosen.size > 0 && (
        <section className="ag-bulk" aria-label="批量办理">
          <b aria-live="polite">
            {everything ? '已选符合条件的全部' : '已选'} {count(number)} {face.unit}
          </b>
          {all && chosen.size > 0 && (
            <button type="button" className="ag-link" onClick={() => setWhole(!whole)}>
              {whole ? `只选勾中的 ${chosen.size} ${face.unit}` : `全选符合条件的 ${count(all.total)} ${face.unit}`}
            </button>
          )}
          {ACTS.map((name) => (
            <Button key={name} size="small" onClick={() => setAct(name)}>
              {title(name)}
            </Button>
          ))}
          <span className="ag-grow" />
          <button type="button" className="ag-link" onClick={clear}>
            取消选择
          </button>
        </section>
      )}
      <Drawer
        open={act !== null}
        size={480}
        destroyOnHidden
        title={act ? `${title(act)} ${count(number)} ${face.unit}` : '批量办理'}
        onClose={() => setAct(null)}
      >
        {act && (
          <BulkForm
            face={face}
            act={act}
            chosen={chosen}
            all={everything}
            onDone={(answer) => {
              setReceipt({ answer, title: title(act), lines: chosen })
              setAct(null)
              clear()
            }}
            onBegun={(job) => {
              setAct(null)
              clear()
              onBegun(job)
            }}
          />
        )}
      </Drawer>
    </>
  )
}

interface BulkFormProps {
  face: CaseFace
  act: string
  chosen: ReadonlyMap<string, CaseLine>
  all: AllMatching | null
  onDone(answer: BulkAnswer): void
  onBegun(job: BulkJob): void
}

function BulkForm({ face, act, chosen, all, onDone, onBegun }: BulkFormProps) {
  const sheet = useActSheet(face, act, `bulk.${face.type.name}.${act}`)
  const refresh = useRefreshCases(face.type.path)
  const first = chosen.values().next().value
  const submit = async () => {
    if (sheet.check().length > 0) return
    if (all) {
      const job = await sheet.sendAll<BulkJob>(`/${face.type.path}/bulk-jobs`, act, all.filter, all.total)
      if (!job) return refresh()
      sheet.draft.clear()
      return onBegun(job)
    }
    const items = [...chosen.values()].map(({ id, acts }) => ({ id, version: acts }))
    const answer = await sheet.sendMany<BulkAnswer>(`/${face.type.path}/bulk-acts`, act, items)
    if (!answer) return
    sheet.draft.clear()
    await refresh()
    onDone(answer)
  }
  return (
    <form
      className="ag-act-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {all && <p className="ag-soft">由后台逐件办，可以离开这一页；办不成的逐件给出原因，中途可以停止。</p>}
      <Refusal problem={sheet.problem} />
      <FaultSummary faults={sheet.faults} fields={sheet.shown} prefix="bulk" />
      <ActFields
        face={face}
        fields={sheet.shown}
        values={sheet.draft.values}
        faults={sheet.faults}
        prefix="bulk"
        caseId={first?.id ?? null}
        onSet={sheet.draft.set}
      />
      <Button type="primary" htmlType="submit" block disabled={sheet.busy}>
        {sheet.busy ? '正在办…' : `${sheet.declared?.title} ${count(all?.total ?? chosen.size)} ${face.unit}`}
      </Button>
    </form>
  )
}

interface ReceiptProps {
  answer: BulkAnswer
  title: string
  unit: string
  lines: ReadonlyMap<string, CaseLine>
  onClose(): void
}

/** How many were done and how many refused; the refused open with their reasons. */
function Receipt({ answer, title, unit, lines, onClose }: ReceiptProps) {
  const refused = answer.items.filter(({ done }) => !done)
  return (
    <div
      className={`ag-notice ${refused.length > 0 ? 'ag-notice-soon' : 'ag-notice-ok'}`}
      role="status"
      style={{ marginBottom: 10 }}
    >
      <span className="ag-row">
        <b className="ag-grow">
          {title}：办成 {answer.done} {unit}
          {answer.refused > 0 && `，没办成 ${answer.refused} ${unit}`}
        </b>
        <button type="button" className="ag-link" onClick={onClose}>
          知道了
        </button>
      </span>
      {refused.length > 0 && (
        <details>
          <summary>看没办成的原因</summary>
          <ul>
            {refused.map(({ id, why }) => (
              <li key={id}>
                <To to={lines.get(id)?.link ?? ''}>{lines.get(id)?.title ?? id}</To>：{why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
