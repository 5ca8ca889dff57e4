import type { Search } from '#kernel/ui/address.ts'
import { today } from '#kernel/ui/format.ts'
import { Moon, worstPhase } from '#kernel/ui/marks.tsx'
import { To } from '#kernel/ui/parts.tsx'
import type { EnterpriseFile } from '../api.ts'
import type { LedgerRow } from '../ledger-api.ts'
import { factPhase } from './fact-moon.tsx'
import { type FilePart, fileParts } from './file-parts.ts'

interface PartTabsProps {
  file: EnterpriseFile
  records: readonly LedgerRow[] | undefined
  hazards: number | undefined
  present: FilePart
  search: Search
}

/** The six parts with how much of each is in date. */
export function PartTabs({ file, records, hazards, present, search }: PartTabsProps) {
  return (
    <nav className="ag-parts" aria-label="档案的部分">
      {fileParts.map((part) => (
        <To
          key={part.key}
          to={`/enterprises/${file.id}`}
          search={{ ...search, part: part.key === 'base' ? undefined : part.key, edit: undefined }}
          className={part.key === present.key ? 'ag-part-on' : ''}
        >
          <em aria-hidden="true">{part.numeral}</em>
          <span>
            <b>{part.title}</b>
            {part.fields.length > 0 ? (
              <FieldsLine part={part} file={file} />
            ) : (
              <LedgersLine part={part} records={records} hazards={hazards} />
            )}
          </span>
        </To>
      ))}
    </nav>
  )
}

function FieldsLine({ part, file }: { part: FilePart; file: EnterpriseFile }) {
  const key = part.fields.filter((field) => field.freshDays)
  const phases = key.map((field) =>
    factPhase(
      field,
      file.facts.find((fact) => fact.field === field.key),
    ),
  )
  const good = phases.filter((phase) => phase !== 'dark').length
  return (
    <Moon phase={worstPhase(phases)}>
      {good} / {key.length} 项在期
    </Moon>
  )
}

function LedgersLine({
  part,
  records,
  hazards,
}: {
  part: FilePart
  records: readonly LedgerRow[] | undefined
  hazards: number | undefined
}) {
  if (!records) return <span className="ag-meta">正在读取</span>
  const own = records.filter((row) => part.ledgers.some((ledger) => ledger.kind === row.kind))
  const ended = own.filter((row) => expiryOf(row) !== null && (expiryOf(row) as string) < today()).length
  const total = own.length + (part.key === 'safety' ? (hazards ?? 0) : 0)
  if (total === 0) return <span className="ag-meta">还没有记录</span>
  if (ended > 0) return <Moon phase="dark">{`${total} 条，${ended} 条过期`}</Moon>
  return <Moon phase="full">{`${total} 条`}</Moon>
}

/** Last day a ledger row is good for; null when it has none. */
export function expiryOf(row: LedgerRow): string | null {
  for (const key of ['validTo', 'insuranceUntil', 'nextCheckOn', 'assessDue', 'expiresOn']) {
    const value = row.data[key]
    if (typeof value === 'string') return value
  }
  return null
}
