import { DatePicker } from 'antd'
import { useState } from 'react'
import { time } from '#kernel/ui/format.ts'
import { ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { type Field, fields } from '../../model/fields.ts'
import type { FieldChange, HistoryEntry, Page } from '../file-api.ts'
import { valueWords } from './field-value.ts'

const acts: Record<string, string> = {
  created: '登记企业',
  imported: '导入登记',
  updated: '修改档案',
  moved: '调整所在网格',
  approved: '企业申报，审核通过',
  settled: '核实后更正',
  merged: '合并档案',
  restored: '恢复',
}

/** The versions of a file, newest first; a press shows the file as it was that day. */
export function HistorySheet({ enterpriseId, onDay }: { enterpriseId: string; onDay(day: string): void }) {
  const [limit, setLimit] = useState(8)
  const history = useRead<Page<HistoryEntry>>(`/enterprises/${enterpriseId}/history?limit=${limit}`, { keep: true })
  return (
    <Sheet
      title="经过"
      meta={history.data ? `${history.data.total} 版` : undefined}
      acts={
        <DatePicker
          size="small"
          aria-label="看某一天的档案"
          placeholder="看某一天"
          style={{ width: 124 }}
          disabledDate={(day) => day.valueOf() > Date.now()}
          onChange={(_, text) => typeof text === 'string' && text && onDay(text)}
        />
      }
    >
      {history.error && <ProblemPanel error={history.error} retry={() => void history.refetch()} />}
      {!history.data && !history.error && <Waiting />}
      <ol className="ag-timeline">
        {history.data?.items.map((entry) => (
          <li key={entry.version}>
            <time dateTime={entry.at}>{time(entry.at)}</time>
            <div>
              <div>{acts[entry.act] ?? '修改档案'}</div>
              <div className="ag-meta">
                {[entry.actor.seat, entry.actor.name].filter(Boolean).join(' · ')}
                {entry.reason && `：${entry.reason}`}
              </div>
              <Changes changes={entry.changes} />
            </div>
          </li>
        ))}
      </ol>
      {history.data?.nextCursor && (
        <footer>
          <button type="button" className="ag-link" onClick={() => setLimit(Math.min(100, limit + 20))}>
            看更早的
          </button>
        </footer>
      )}
    </Sheet>
  )
}

/** Fields before and after, in words. */
export function Changes({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <div className="ag-change">
      {changes.map((change) => (
        <Change key={change.field} change={change} />
      ))}
    </div>
  )
}

function Change({ change }: { change: FieldChange }) {
  const field = (fields as readonly Field[]).find((candidate) => candidate.key === change.field)
  const words = (value: unknown) => (field ? valueWords(field, value) : value === null ? null : String(value)) ?? '空'
  return (
    <>
      <span className="ag-pale">{change.label}</span>
      <span>
        <del>{words(change.before)}</del> → <ins>{words(change.after)}</ins>
      </span>
    </>
  )
}
