import type { CaseOne } from '#kernel/cases/console/api.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { day } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { type TierName, tierNames } from '#standards/penalty/discretion.ts'
import { type OtherPenalty, otherPenalties, type PartyKind, partyKinds } from '../../model/codes.ts'
import { yuanWords } from '../../model/words.ts'
import { type Similar, useSimilar } from '../api.ts'

const tierWords = ({ tier }: Similar) => tierNames[tier as TierName] ?? '—'

/** Decisions of the whole city on the same conduct in three years: equal cases are decided alike. */
export function SimilarList({ one }: { one: CaseOne }) {
  const read = useSimilar(one.id)
  if (read.error && !read.data) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  const fines = (read.data?.items ?? []).map(({ fine }) => fine).toSorted((a, b) => a - b)
  const middle = fines[Math.floor(fines.length / 2)]
  return (
    <>
      {middle !== undefined && (
        <p className="ag-soft ag-pen-gap">
          全市三年内同一违法行为、同一阶段处罚 {fines.length} 件，罚款
          {fines[0] === fines.at(-1)
            ? `都是 ${yuanWords(middle)}`
            : ` ${yuanWords(fines[0] ?? 0)} 至 ${yuanWords(fines.at(-1) ?? 0)}，居中的 ${yuanWords(middle)}`}
          。
        </p>
      )}
      <DataTable
        caption="同类案件"
        columns={COLUMNS}
        rows={read.data?.items}
        rowKey={({ id }) => id}
        under={(row) => `${tierWords(row)} · ${day(row.decidedOn)}`}
        empty={
          <Sheet>
            <EmptyState title="三年内没有同类处罚">
              定了违法行为和阶段以后，这里列出全市同一违法行为的处罚，不显示当事人。
            </EmptyState>
          </Sheet>
        }
      />
    </>
  )
}

const COLUMNS: readonly Column<Similar>[] = [
  {
    key: 'county',
    head: '地方',
    lead: true,
    cell: ({ county, partyKind }) => `${county}　${partyKinds[partyKind as PartyKind]}`,
  },
  { key: 'tier', head: '阶次', width: 90, roomy: true, cell: tierWords },
  { key: 'fine', head: '罚款', width: 130, align: 'right', cell: ({ fine }) => yuanWords(fine) },
  {
    key: 'others',
    head: '其他处罚',
    roomy: true,
    cell: ({ others }) => others.map((other) => otherPenalties[other as OtherPenalty]).join('、') || '—',
  },
  { key: 'decided', head: '决定日期', width: 120, roomy: true, cell: ({ decidedOn }) => day(decidedOn) },
]
