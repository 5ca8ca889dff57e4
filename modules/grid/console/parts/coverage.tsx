import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, percent } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { objectClasses } from '../../model/businesses.ts'
import type { Coverage } from '../duty-api.ts'

type Finding = Coverage['findings'][number]

const faults: Record<string, string> = {
  gap: '无人负责',
  overlap: '重复负责',
  empty_post: '空岗',
  unauthorised: '缺授权',
}

const columns: readonly Column<Finding>[] = [
  { key: 'fault', head: '问题', width: 110, cell: (row) => <StatusMark kind="late">{row.faultName}</StatusMark> },
  { key: 'business', head: '业务', width: 110, cell: (row) => row.businessName },
  {
    key: 'grid',
    head: '网格',
    lead: true,
    cell: (row) => (
      <To to={`/grids/${row.gridCode}`} search={{ view: 'duties' }}>
        {row.gridName}
      </To>
    ),
  },
  {
    key: 'class',
    head: '管什么',
    width: 90,
    cell: (row) => objectClasses[row.objectClass as keyof typeof objectClasses],
  },
  { key: 'objects', head: '对象 个', align: 'right', width: 80, cell: (row) => <Objects finding={row} /> },
  {
    key: 'seats',
    head: '涉及岗位',
    cell: (row) => <Seats finding={row} />,
  },
]

/** The objects of a line, opened: the very enterprises, the places, or the grids below. */
function Objects({ finding }: { finding: Finding }) {
  const { objectClass, gridCode, objects } = finding
  const classes = finding.regulatorClasses.join()
  const [to, search] =
    objectClass === 'B'
      ? ['/enterprises', { grid: gridCode, ...(classes ? { regulatorClass: classes } : {}) }]
      : objectClass === 'C'
        ? ['/places', { grid: gridCode }]
        : [`/grids/${gridCode}`, {}]
  return (
    <To to={to} search={search}>
      {count(objects)}
    </To>
  )
}

/** The seats a line names, each opened among the seats. */
function Seats({ finding }: { finding: Finding }) {
  if (finding.seats.length === 0) return '—'
  return finding.seats.map((seat, at) => (
    <span key={`${seat.title}${seat.bodyName}`}>
      {at > 0 && '、'}
      <To to="/seats" search={{ grid: finding.gridCode, q: seat.title }}>
        {seat.title}（{seat.bodyName}）
      </To>
    </span>
  ))
}

/** The proof that every enterprise has exactly one seat for every business, and every place where it fails. */
export function CoverageSheet({ code, layer }: { code: string; layer: string }) {
  const read = useRead<Coverage>(`/grids/${code}/coverage?layer=${layer}&limit=200`)
  if (read.error) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  if (!read.data)
    return (
      <>
        <Waiting lines={6} />
        <p className="ag-meta">正在逐家逐项核对责任，约几秒</p>
      </>
    )
  const { data } = read
  const wrong = data.pairs - data.answered
  return (
    <div className="ag-stack">
      <Sheet
        title={wrong === 0 ? '每家企业、每项业务都恰好有一个岗位负责' : `${count(wrong)} 处没有恰好一个岗位负责`}
        meta={`截至 ${data.on}`}
      >
        <p className="ag-pad">
          {count(data.objects)} 个对象 × {count(data.businesses)} 项业务 = {count(data.pairs)} 处，其中{' '}
          {count(data.answered)} 处恰好一个岗位负责，占 {percent(data.answered, data.pairs)}
          {Object.entries(data.byFault)
            .filter(([, objects]) => objects > 0)
            .map(([fault, objects]) => `；${faults[fault] ?? fault} ${count(objects)} 处`)}
          。
        </p>
      </Sheet>
      <DataTable
        caption="责任问题"
        columns={columns}
        rows={data.findings}
        rowKey={(row) => `${row.fault}${row.business}${row.gridCode}${row.objectClass}${row.regulatorClasses.join()}`}
        empty={
          <Sheet>
            <EmptyState icon="tick" title="没有缺口、没有重复、没有空岗、授权齐全" />
          </Sheet>
        }
      />
      {data.findingsTotal > data.findings.length && (
        <p className="ag-meta">另有 {count(data.findingsTotal - data.findings.length)} 条，到下级网格里看。</p>
      )}
    </div>
  )
}
