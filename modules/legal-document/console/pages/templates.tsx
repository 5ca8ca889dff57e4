import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { day } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type TemplateLine, useTemplates } from '../api.ts'
import '../legal.css'

/** Templates in force today: the 58 of the catalogue, and those of the office. */
export function LegalTemplatesPage() {
  const may = useMay()
  const navigate = useNavigate()
  const read = useTemplates()
  const [words, setWords] = useState('')
  useTitle('文书模板')
  const rows = read.data?.items.filter(({ name, numberWord }) => `${name}${numberWord ?? ''}`.includes(words))
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/legal-documents">执法文书</To>}
        meta="今天有效的模板。改了存为新的一版，从定好的那天起用；已经起草的文书不变。"
      >
        文书模板
      </PageHead>
      <search className="ag-bar">
        <SearchBox
          label="在模板里找"
          placeholder="名称或字号"
          width={220}
          text={words}
          onSearch={(text) => setWords(text ?? '')}
        />
      </search>
      {read.error && !read.data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <DataTable
          caption="文书模板"
          columns={columns}
          rows={rows}
          rowKey={({ key }) => key}
          onOpen={({ key }) => may('legal-template.maintain') && void navigate({ to: `/legal-templates/${key}` })}
          under={({ numberWord, version }) => `${numberWord ?? '不编号'} · 第 ${version} 版`}
          empty={
            <Sheet>
              <EmptyState title="没有这样的模板">换几个字再找。</EmptyState>
            </Sheet>
          }
        />
      )}
    </div>
  )
}

const columns: readonly Column<TemplateLine>[] = [
  { key: 'no', head: '号', width: 48, roomy: true, cell: ({ no }) => no },
  { key: 'name', head: '文书', lead: true, cell: ({ key, name }) => <To to={`/legal-templates/${key}`}>{name}</To> },
  { key: 'word', head: '字号', width: 150, roomy: true, cell: ({ numberWord }) => numberWord ?? '—' },
  {
    key: 'audience',
    head: '用途',
    width: 110,
    wide: true,
    cell: ({ audience }) => (audience === 'external' ? '送达当事人' : '内部'),
  },
  {
    key: 'version',
    head: '版本',
    width: 160,
    roomy: true,
    cell: ({ version, fromOn }) => `第 ${version} 版${fromOn ? `，${day(fromOn)}起` : ''}`,
  },
  {
    key: 'verified',
    head: '依据',
    width: 170,
    wide: true,
    cell: ({ verified }) => (verified ? '2016年国家式样' : <span className="ag-pale">自拟，式样未经核实</span>),
  },
]
