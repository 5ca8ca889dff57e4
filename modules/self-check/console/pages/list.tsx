import { useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { PageHead, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { useTitle } from '#kernel/ui/title.ts'
import { checkStates } from '../../model/codes.ts'
import { CheckTable } from '../parts/check-table.tsx'
import { OfficeChecks } from '../parts/office-checks.tsx'
import { OwnChecks } from '../parts/own-checks.tsx'
import '../self-check.css'

/** Self-checks: one's own enterprise's, those of all enterprises of a grid, or of one of them. */
export function SelfCheckListPage() {
  const me = useMe()
  const { search } = useAddress()
  useTitle('企业自查')
  if (!me.data) return <Waiting />
  if (me.data.objectId) return <OwnChecks objectId={me.data.objectId} />
  return search.objectId ? <ChecksOfOne objectId={search.objectId} /> : <OfficeChecks />
}

const filters = [
  {
    key: 'state',
    label: '状态',
    options: Object.entries(checkStates).map(([value, label]) => ({ value, label })),
  },
]

function ChecksOfOne({ objectId }: { objectId: string }) {
  const { search, change } = useAddress()
  const file = useRead<{ values: { name: string } }>(`/enterprises/${objectId}`)
  if (file.error) return <ProblemPanel whole error={file.error} retry={() => void file.refetch()} />
  return (
    <div className="ag-page">
      <PageHead trail={<To to="/self-checks">企业自查</To>} acts={<To to={`/enterprises/${objectId}`}>企业档案</To>}>
        {file.data?.values.name ?? '企业自查'}
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <FilterChips
          filters={filters}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value, cursor: undefined, page: undefined })}
          onClear={() => change({ state: undefined, cursor: undefined, page: undefined })}
        />
      </search>
      <CheckTable objectId={objectId} state={search.state} />
    </div>
  )
}
