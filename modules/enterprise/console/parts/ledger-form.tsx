import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import type { Ledger } from '../../model/ledgers.ts'
import { useRefreshFile } from '../file-api.ts'
import type { LedgerRow } from '../ledger-api.ts'
import { valueWords } from './field-value.ts'
import { FaultSummary, FieldsForm, type Typed } from './fields-form.tsx'

interface LedgerFormProps {
  enterpriseId: string
  ledger: Ledger
  /** The row to change; null adds one. */
  row: LedgerRow | null
  mayKeep: boolean
  onDone(): void
}

/** A ledger row to read, add, change or withdraw with a reason. */
export function LedgerForm({ enterpriseId, ledger, row, mayKeep, onDone }: LedgerFormProps) {
  const refresh = useRefreshFile(enterpriseId)
  const [typed, setTyped] = useState<Typed>({})
  const [reason, setReason] = useState<string | null>(null)
  const { busy, problem, run: tryTo } = useAct()
  const run = async (act: () => Promise<unknown>, done: string) => {
    const worked = await tryTo(async () => {
      await act()
      await refresh()
    }, done)
    if (worked) onDone()
  }
  if (!mayKeep && row) {
    return (
      <dl className="ag-fields" style={{ gridTemplateColumns: '1fr', margin: '-8px -16px' }}>
        {ledger.fields.map((field) => (
          <div key={field.key}>
            <dt>{field.label}</dt>
            <dd>{valueWords(field, row.data[field.key]) ?? '—'}</dd>
          </div>
        ))}
      </dl>
    )
  }
  // Personal data is masked here: what was not typed again is left out, and so stays as it is.
  const untouched = ledger.fields.filter((field) => row?.data[field.key] && field.personal && !(field.key in typed))
  const masked = new Set(untouched.map(({ key }) => key))
  const known = Object.fromEntries(Object.entries(row?.data ?? {}).filter(([key]) => !masked.has(key)))
  const save = () => {
    const data = Object.fromEntries(Object.entries({ ...known, ...typed }).map(([key, value]) => [key, value ?? null]))
    return row
      ? run(() => send('PUT', `/enterprise-records/${row.id}`, { body: { data }, version: row.version }), '已修改')
      : run(() => send('POST', `/enterprises/${enterpriseId}/records`, { body: { kind: ledger.kind, data } }), '已登记')
  }
  const withdraw = () =>
    run(
      () => send('POST', `/enterprise-records/${row?.id}/withdraw`, { body: { reason }, version: row?.version ?? 0 }),
      '已撤下，经过里还能查到',
    )
  return (
    <div className="ag-stack">
      {problem && <FaultSummary problem={problem} fields={ledger.fields} prefix="ledger" />}
      <FieldsForm
        fields={ledger.fields}
        present={row?.data ?? {}}
        typed={typed}
        onType={setTyped}
        problem={problem}
        masked={row !== null}
        prefix="ledger"
      />
      {untouched.length > 0 && (
        <p className="ag-soft">{untouched.map((field) => field.label).join('、')}打了码，不重新填就保持原样。</p>
      )}
      <div className="ag-row ag-wrap">
        <Button type="primary" disabled={busy || Object.keys(typed).length === 0} onClick={() => void save()}>
          {busy ? '正在保存…' : row ? '保存改动' : `登记${ledger.title}`}
        </Button>
        {row && reason === null && (
          <Button danger onClick={() => setReason('')}>
            撤下这条
          </Button>
        )}
      </div>
      {reason !== null && (
        <div className="ag-row">
          <Input
            autoFocus
            aria-label="撤下的原因"
            placeholder="撤下的原因"
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button danger disabled={busy || reason.trim().length < 2} onClick={() => void withdraw()}>
            撤下
          </Button>
        </div>
      )}
    </div>
  )
}
