import { Button, Drawer, Segmented } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { type Standing, standings } from '../../model/codes.ts'
import { type Certificate, useCertificates } from '../api.ts'
import { type Move, MoveForm, NewCertificateForm, RenewForm } from '../parts/certificate-form.tsx'
import '../officer.css'

const KINDS: Record<Standing, StatusKind> = {
  ok: 'done',
  expiring: 'waiting',
  early: 'open',
  expired: 'late',
  suspended: 'back',
  revoked: 'off',
}

/** Certificates of the officers of one's region; those that end soon are marked. */
export function OfficersPage() {
  const { search, change } = useAddress()
  const may = useMay()
  const filter = { q: search.q, standing: search.standing }
  const list = useCertificates({ ...filter, cursor: search.cursor })
  const trail = cursorTrail(`officers${queryString(filter)}`, search)
  const [open, setOpen] = useState<string | 'new' | null>(null)
  const one = list.data?.items.find(({ id }) => id === open)
  const narrow = (patch: Record<string, string | undefined>) => change({ ...patch, cursor: undefined, page: undefined })
  return (
    <div className="ag-page">
      <PageHead
        meta={list.data ? <Figures expiring={list.data.expiring} unfit={list.data.unfit} onOpen={narrow} /> : undefined}
        acts={
          may('officer.maintain') && (
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpen('new')}>
              登记证件
            </Button>
          )
        }
      >
        {list.data ? `执法证件 ${count(list.data.total)} 本` : '执法人员'}
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          key={search.q ?? ''}
          label="找执法人员"
          placeholder="姓名或证号"
          width={220}
          text={search.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        <FilterChips
          filters={[
            {
              key: 'standing',
              label: '证件情形',
              options: [...Object.entries(standings), ['unfit', '过期或暂扣'] as const].map(([value, label]) => ({
                value,
                label,
              })),
            },
          ]}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={() => narrow({ standing: undefined })}
        />
      </search>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="执法证件"
          columns={columns(setOpen)}
          rows={list.data?.items}
          rowKey={({ id }) => id}
          refreshing={list.isPlaceholderData}
          onOpen={({ id }) => setOpen(id)}
          under={({ number, gridName, validTo }) => `${number} · ${gridName} · ${validTo} 到期`}
          empty={
            <Sheet>
              <EmptyState icon="people" title="没有符合条件的执法证件">
                {search.q || search.standing ? '换个条件再看。' : '登记后，检查和办案时从这里选人。'}
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={480}
        destroyOnHidden
        title={open === 'new' ? '登记执法证件' : one?.name}
      >
        {open === 'new' && <NewCertificateForm onDone={() => setOpen(null)} />}
        {one && <Card key={`${one.id}${one.version}`} one={one} />}
      </Drawer>
    </div>
  )
}

interface FiguresProps {
  expiring: number
  unfit: number
  onOpen(patch: { standing: string | undefined }): void
}

/** What asks for an act: each figure opens its rows. */
function Figures({ expiring, unfit, onOpen }: FiguresProps) {
  if (expiring + unfit === 0) return <>证件都在有效期内</>
  return (
    <span className="ag-row ag-wrap">
      {expiring > 0 && (
        <button type="button" className="ag-link" onClick={() => onOpen({ standing: 'expiring' })}>
          60 天内到期 {count(expiring)} 本
        </button>
      )}
      {unfit > 0 && (
        <button type="button" className="ag-link" onClick={() => onOpen({ standing: 'unfit' })}>
          过期或暂扣、不能执法 {count(unfit)} 本
        </button>
      )}
    </span>
  )
}

const columns = (open: (id: string) => void): readonly Column<Certificate>[] => [
  {
    key: 'name',
    head: '姓名',
    lead: true,
    width: 140,
    cell: ({ id, name }) => (
      <button type="button" className="ag-link" onClick={() => open(id)}>
        {name}
      </button>
    ),
  },
  {
    key: 'number',
    head: '证号',
    width: 170,
    roomy: true,
    cell: ({ number }) => <span className="ag-code">{number}</span>,
  },
  { key: 'grid', head: '执法机关所在网格', roomy: true, cell: ({ gridName }) => gridName },
  { key: 'field', head: '执法领域', wide: true, cell: ({ field }) => field },
  { key: 'issuer', head: '发证机关', wide: true, cell: ({ issuer }) => issuer },
  {
    key: 'term',
    head: '有效期',
    width: 210,
    roomy: true,
    cell: ({ validFrom, validTo }) => <span className="ag-code">{`${validFrom} 至 ${validTo}`}</span>,
  },
  {
    key: 'standing',
    head: '情形',
    width: 110,
    cell: ({ standing }) => <StatusMark kind={KINDS[standing]}>{standings[standing]}</StatusMark>,
  },
]

const ACTS = { renew: '换发', suspend: '暂扣', restore: '解除暂扣', revoke: '注销' } as const
type Act = keyof typeof ACTS

const OPEN: Record<Certificate['state'], readonly Act[]> = {
  valid: ['renew', 'suspend', 'revoke'],
  suspended: ['restore', 'revoke'],
  revoked: [],
}

function Card({ one }: { one: Certificate }) {
  const may = useMay()
  const acts = may('officer.maintain') ? OPEN[one.state] : []
  const [act, setAct] = useState<Act | undefined>(acts[0])
  const [done, setDone] = useState(false)
  return (
    <div className="ag-stack">
      <dl className="ag-officer-facts">
        <Fact label="情形">
          <StatusMark kind={KINDS[one.standing]}>{standings[one.standing]}</StatusMark>
        </Fact>
        {one.reason && <Fact label="理由">{one.reason}</Fact>}
        <Fact label="证号">{one.number}</Fact>
        <Fact label="发证机关">{one.issuer}</Fact>
        <Fact label="执法领域">{one.field}</Fact>
        <Fact label="有效期">{`${one.validFrom} 至 ${one.validTo}`}</Fact>
        <Fact label="所在网格">{one.gridName}</Fact>
        <Fact label="最近修改">{`${time(one.changedAt)} ${one.changedBy}`}</Fact>
      </dl>
      {acts.length > 0 && act && !done && (
        <>
          <Segmented
            options={acts.map((value) => ({ value, label: ACTS[value] }))}
            value={act}
            onChange={(next) => setAct(next)}
          />
          {act === 'renew' ? (
            <RenewForm one={one} onDone={() => setDone(true)} />
          ) : (
            <MoveForm key={act} one={one} move={act as Move} onDone={() => setDone(true)} />
          )}
        </>
      )}
    </div>
  )
}

const Fact = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
)
