import { Button, Drawer } from 'antd'
import { useState } from 'react'
import type { Column } from '#kernel/ui/data-table.tsx'
import { DataTable } from '#kernel/ui/data-table.tsx'
import { day, daysUntil, today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { Clock, Moon } from '#kernel/ui/marks.tsx'
import type { Ledger } from '../../model/ledgers.ts'
import type { LedgerRow } from '../ledger-api.ts'
import { valueWords } from './field-value.ts'
import { LedgerForm } from './ledger-form.tsx'
import { expiryOf } from './part-tabs.tsx'

interface LedgerSectionProps {
  enterpriseId: string
  ledger: Ledger
  rows: readonly LedgerRow[]
  mayKeep: boolean
}

const SHOWN = 6

/** One ledger of the file: its rows as a table, a drawer to look at, add or change one. */
export function LedgerSection({ enterpriseId, ledger, rows, mayKeep }: LedgerSectionProps) {
  const [open, setOpen] = useState<LedgerRow | 'new' | null>(null)
  const expires = rows.some((row) => expiryOf(row) !== null)
  const shown = ledger.fields.filter((field) => field.type !== 'lng' && field.type !== 'lat').slice(0, SHOWN)
  const columns: Column<LedgerRow>[] = shown.map((field, at) => ({
    key: field.key,
    head: field.unit ? `${field.label} ${field.unit}` : field.label,
    align: field.type === 'number' || field.type === 'integer' ? 'right' : 'left',
    wide: at > 2,
    cell: (row) => {
      const words = valueWords({ ...field, unit: undefined }, row.data[field.key]) ?? '—'
      if (at > 0)
        return (
          <span className="ag-ellipsis" style={{ maxWidth: 240 }} title={words}>
            {words}
          </span>
        )
      return (
        <button
          type="button"
          className="ag-link"
          style={{ whiteSpace: 'normal', textAlign: 'left' }}
          onClick={() => setOpen(row)}
        >
          {words}
        </button>
      )
    },
  }))
  if (expires) columns.push({ key: '_until', head: '有效期', width: 130, cell: (row) => <Expiry on={expiryOf(row)} /> })
  return (
    <section className="ag-ledger">
      <header>
        <h3>{ledger.title}</h3>
        <span className="ag-meta">{rows.length > 0 ? `${rows.length} 条` : '还没有记录'}</span>
        <span className="ag-grow" />
        {mayKeep && (
          <Button size="small" icon={<Icon name="plus" />} onClick={() => setOpen('new')}>
            登记{ledger.title}
          </Button>
        )}
      </header>
      {rows.length > 0 && (
        <DataTable caption={ledger.title} columns={columns} rows={rows} rowKey={(row) => row.id} empty={null} />
      )}
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={560}
        title={open === 'new' ? `登记${ledger.title}` : ledger.title}
        destroyOnHidden
      >
        {open && (
          <LedgerForm
            enterpriseId={enterpriseId}
            ledger={ledger}
            row={open === 'new' ? null : open}
            mayKeep={mayKeep}
            onDone={() => setOpen(null)}
          />
        )}
      </Drawer>
    </section>
  )
}

const NEAR_DAYS = 60

function Expiry({ on }: { on: string | null }) {
  if (!on) return <span className="ag-pale">—</span>
  if (on < today()) return <Moon phase="dark">{day(on)} 过期</Moon>
  if (daysUntil(on) <= NEAR_DAYS) return <Clock due={on} soonDays={NEAR_DAYS / 2} />
  return <Moon phase="full">到 {day(on)}</Moon>
}
