import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { SavedViews, type View } from '#kernel/ui/saved-views.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type DocumentLine, filterKeys, filterOf, useDocuments, useTemplates } from '../api.ts'
import { standOf } from '../stand.ts'
import '../legal.css'

const VIEWS: readonly View[] = [
  { name: '全部', search: {} },
  { name: '草稿', search: { state: 'draft' } },
  { name: '待送达', search: { served: 'no' } },
  { name: '待签收', search: { served: 'yes', received: 'no' } },
]
const OWN_VIEWS: readonly View[] = [
  { name: '全部', search: {} },
  { name: '待签收', search: { received: 'no' } },
]

const emptied: Search = Object.fromEntries(filterKeys.map((key) => [key, undefined]))

/** Documents of the region, or those served on one's own enterprise. */
export function LegalDocumentListPage() {
  const me = useMe()
  const may = useMay()
  const navigate = useNavigate()
  const { search, change } = useAddress()
  const own = Boolean(me.data?.objectId)
  const title = own ? '送达本企业的文书' : '执法文书'
  useTitle(title)
  const list = useDocuments(search)
  const templates = useTemplates(may('legal-document.draft'))
  const trail = cursorTrail(`legal-documents${queryString(filterOf(search))}`, search)
  const narrow = (patch: Search) => change({ ...patch, cursor: undefined, page: undefined })
  const isNarrowed = Object.keys(filterOf(search)).length > 0
  const data = list.data
  return (
    <div className="ag-page">
      <div className="ag-bar" style={{ marginBottom: 6 }}>
        <h1 style={{ fontSize: 18 }}>{title}</h1>
        <SavedViews
          page={own ? 'own-legal-documents' : 'legal-documents'}
          given={own ? OWN_VIEWS : VIEWS}
          present={filterOf(search)}
          onChoose={(chosen) => narrow({ ...emptied, ...chosen })}
        />
        <span className="ag-grow" />
        {may('legal-template.maintain') && (
          <To to="/legal-templates">
            <Button size="small">文书模板</Button>
          </To>
        )}
        {may('legal-document.draft') && !own && (
          <>
            <To to="/legal-agency">
              <Button size="small">机关和文号</Button>
            </To>
            <To to="/legal-documents/new">
              <Button size="small" type="primary" icon={<Icon name="plus" />}>
                起草文书
              </Button>
            </To>
          </>
        )}
      </div>
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          label="在文书里找"
          placeholder="文号、当事人、文书名称"
          width={220}
          key={search.q ?? ''}
          text={search.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        {!own && (
          <FilterChips
            filters={[
              {
                key: 'state',
                label: '状态',
                options: [
                  { value: 'draft', label: '草稿' },
                  { value: 'issued', label: '已制发' },
                  { value: 'replaced', label: '已更正' },
                  { value: 'withdrawn', label: '已撤回' },
                ],
              },
              {
                key: 'key',
                label: '文种',
                options: (templates.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name })),
              },
            ]}
            chosen={search}
            onChoose={(key, value) => narrow({ [key]: value })}
            onClear={() => narrow(emptied)}
          />
        )}
        <span className="ag-grow" />
        <span className="ag-pale ag-nowrap" aria-live="polite">
          {data ? `${count(data.total)} 份` : '正在数…'}
        </span>
      </search>
      {list.error && !data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption={title}
          columns={columnsFor(own)}
          rows={data?.items}
          rowKey={({ id }) => id}
          refreshing={list.isPlaceholderData}
          onOpen={(row) => void navigate({ to: `/legal-documents/${row.id}` })}
          under={(row) => `${row.number ?? '还没有文号'} · ${own ? day(row.servedOn ?? row.createdAt) : row.partyName}`}
          empty={
            <Sheet>
              <EmptyState
                title={isNarrowed ? '没有符合条件的文书' : own ? '还没有送达本企业的文书' : '还没有文书'}
                acts={
                  isNarrowed ? (
                    <button type="button" className="ag-link" onClick={() => narrow(emptied)}>
                      清空筛选
                    </button>
                  ) : (
                    may('legal-document.draft') && <To to="/legal-documents/new">起草第一份文书</To>
                  )
                }
              >
                {own
                  ? '监管部门经平台送达的文书会出现在这里，请及时签收。'
                  : '选文种和企业，平台知道的内容会自动填好。'}
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={data} onTurn={change} />
    </div>
  )
}

const columnsFor = (own: boolean): readonly Column<DocumentLine>[] => [
  {
    key: 'name',
    head: '文书',
    lead: true,
    cell: (row) => <To to={`/legal-documents/${row.id}`}>{row.name}</To>,
  },
  {
    key: 'number',
    head: '文号',
    width: 250,
    roomy: true,
    cell: (row) => row.number ?? <span className="ag-pale">还没有文号</span>,
  },
  ...(own
    ? []
    : [
        {
          key: 'party',
          head: '当事人',
          roomy: true,
          cell: (row: DocumentLine) => (
            <span className="ag-ellipsis" style={{ maxWidth: 260 }} title={row.partyName}>
              {row.partyName || '—'}
            </span>
          ),
        },
      ]),
  {
    key: 'state',
    head: '到哪一步',
    width: 110,
    cell: (row) => {
      const { kind, word } = standOf(row)
      return <StatusMark kind={kind}>{word}</StatusMark>
    },
  },
  { key: 'issued', head: '落款日期', width: 100, wide: true, cell: (row) => (row.issuedOn ? day(row.issuedOn) : '—') },
  { key: 'served', head: '送达日期', width: 100, wide: true, cell: (row) => (row.servedOn ? day(row.servedOn) : '—') },
  ...(own ? [] : [{ key: 'by', head: '起草人', width: 90, wide: true, cell: (row: DocumentLine) => row.createdBy }]),
]
