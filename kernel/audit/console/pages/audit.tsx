import { Button, Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import { useAddress } from '#kernel/ui/address.ts'
import { ApiProblem, queryString, read } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { DayRange } from '#kernel/ui/day-range.tsx'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import type { AuditWords } from '../../words.ts'

interface AuditLine {
  seq: number
  at: string
  action: string
  actor: { name?: string; account?: string; seat?: string; body?: string }
  objectType: string | null
  objectId: string | null
  objectName: string | null
  gridCode: string | null
  detail: Record<string, unknown>
  ip: string
  agent: string
  requestId: string
}

const filtersOf = (words: AuditWords) => [
  {
    key: 'action',
    label: '做了什么',
    options: Object.entries(words.acts).map(([value, { name }]) => ({ value, label: name })),
  },
  {
    key: 'objectType',
    label: '对象',
    options: Object.entries(words.objects).map(([value, label]) => ({ value, label })),
  },
]

const keys = ['action', 'objectType', 'q', 'account', 'from', 'to', 'objectId'] as const

/**
 * Who did what and when, and whether the chain of records is whole.
 * @param words how the rooms say what they wrote
 */
export function AuditPage({ words }: { words: AuditWords }) {
  const { search, change } = useAddress()
  const filter = Object.fromEntries(keys.map((key) => [key, search[key]]))
  const list = useRead<{ items: AuditLine[]; nextCursor: string | null; total: number }>(
    `/audit-events${queryString({ ...filter, cursor: search.cursor })}`,
    { keep: true },
  )
  const [open, setOpen] = useState<AuditLine | null>(null)
  const trail = cursorTrail(`audit${queryString(filter)}`, search)
  const narrow = (patch: Record<string, string | undefined>) => change({ ...patch, cursor: undefined, page: undefined })
  const columns: readonly Column<AuditLine>[] = [
    {
      key: 'seq',
      head: '序号',
      align: 'right',
      width: 72,
      roomy: true,
      cell: (row) => <span className="ag-pale">{row.seq}</span>,
    },
    { key: 'at', head: '时间', width: 130, cell: (row) => time(row.at) },
    {
      key: 'who',
      head: '谁',
      width: 220,
      roomy: true,
      cell: (row) => whoOf(row) || '—',
    },
    {
      key: 'what',
      head: '做了什么',
      lead: true,
      width: 150,
      cell: (row) => (
        <button type="button" className="ag-link" onClick={() => setOpen(row)}>
          {words.acts[row.action]?.name ?? row.action}
        </button>
      ),
    },
    {
      key: 'detail',
      head: '内容',
      wide: true,
      cell: (row) => (
        <span className="ag-ellipsis" style={{ maxWidth: 380 }}>
          {told(words, row) || <span className="ag-pale">—</span>}
        </span>
      ),
    },
    {
      key: 'object',
      head: '对象',
      wide: true,
      width: 260,
      cell: (row) => (
        <span className="ag-ellipsis" style={{ maxWidth: 260 }} title={row.objectName ?? undefined}>
          {row.objectName ?? <span className="ag-pale">{kindOf(words, row) ?? '—'}</span>}
        </span>
      ),
    },
    { key: 'ip', head: '地址', width: 120, wide: true, cell: (row) => <span className="ag-code">{row.ip}</span> },
  ]
  return (
    <div className="ag-page">
      <PageHead
        meta="只增不改；每条都锁住上一条。"
        acts={
          <>
            <ChainCheck />
            <ExportButton path={(format) => `/audit-events/export${queryString({ ...filter, format })}`} />
          </>
        }
      >
        审计记录 {count(list.data?.total)} 条
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          label="找记录"
          placeholder="姓名、账号或办件编号"
          width={220}
          key={search.q ?? ''}
          text={search.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        <FilterChips
          filters={filtersOf(words)}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={() => narrow(Object.fromEntries(keys.map((key) => [key, undefined])))}
        />
        <DayRange label="日期" from={search.from} to={search.to} onChange={narrow} />
        {search.objectId && (
          <Button size="small" onClick={() => narrow({ objectId: undefined })}>
            只看一个对象 ×
          </Button>
        )}
      </search>
      {list.error ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="审计记录"
          columns={columns}
          rows={list.data?.items}
          rowKey={(row) => String(row.seq)}
          refreshing={list.isPlaceholderData}
          onOpen={(row) => setOpen(row)}
          under={(row) => [whoOf(row), row.objectName, told(words, row)].filter(Boolean).join(' · ')}
          empty={
            <Sheet>
              <EmptyState title="没有符合条件的记录" />
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
      <Drawer open={open !== null} onClose={() => setOpen(null)} size={520} title={open ? `第 ${open.seq} 条` : ''}>
        {open && (
          <Line
            line={open}
            words={words}
            onOnly={(objectId) => {
              setOpen(null)
              narrow({ objectId })
            }}
          />
        )}
      </Drawer>
    </div>
  )
}

interface LineProps {
  line: AuditLine
  words: AuditWords
  /** Shows the lines of one object alone. */
  onOnly(objectId: string): void
}

function Line({ line, words, onOnly }: LineProps) {
  const facts: [string, ReactNode][] = [
    ['时间', time(line.at)],
    ['谁', [whoOf(line), line.actor.body].filter(Boolean).join(' · ') || '—'],
    ['账号', line.actor.account ?? '—'],
    ['做了什么', words.acts[line.action]?.name ?? line.action],
    ['内容', told(words, line) || '—'],
    ['对象', <About key="object" line={line} words={words} onOnly={onOnly} />],
    ['网格', line.gridCode ?? '—'],
    ['来自', `${line.ip}　${line.agent}`],
    ['请求编号', line.requestId],
  ]
  return (
    <div className="ag-stack">
      <dl className="ag-facts">
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary className="ag-soft">原始记录</summary>
        <pre className="ag-code" style={{ margin: 0, font: 'inherit', whiteSpace: 'pre-wrap' }}>
          {JSON.stringify({ action: line.action, detail: line.detail }, null, 2)}
        </pre>
      </details>
    </div>
  )
}

function About({ line, words, onOnly }: LineProps) {
  const { objectId, objectType, objectName } = line
  if (!objectId) return kindOf(words, line) ?? '—'
  const link = objectType && words.links?.[objectType]?.(objectId)
  return (
    <>
      {kindOf(words, line)}{' '}
      {link ? <To to={link}>{objectName ?? '打开'}</To> : <span className="ag-code">{objectName ?? objectId}</span>}{' '}
      <button type="button" className="ag-link" onClick={() => onOnly(objectId)}>
        只看它的记录
      </button>
    </>
  )
}

const whoOf = ({ actor }: AuditLine): string => [actor.name, actor.seat || actor.account].filter(Boolean).join(' · ')

const kindOf = (words: AuditWords, { objectType }: AuditLine) => objectType && (words.objects[objectType] ?? objectType)

/** What a line tells; empty when its name says it all. */
const told = (words: AuditWords, line: AuditLine) => words.acts[line.action]?.tell?.(line.detail) ?? ''

interface Verdict {
  ok: boolean
  checked: number
  broken?: { seq: number; why: string }
}

function ChainCheck() {
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const check = async () => {
    setBusy(true)
    setProblem(null)
    try {
      setVerdict(await read<Verdict>('/audit-chain'))
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <span aria-live="polite" className="ag-row">
        {problem && <span className="ag-warn">{problem.detail || problem.title}</span>}
        {verdict?.ok && <StatusMark kind="done">链完整，核对了 {count(verdict.checked)} 条</StatusMark>}
        {verdict?.broken && (
          <StatusMark kind="late">
            第 {verdict.broken.seq} 条断开：{verdict.broken.why}
          </StatusMark>
        )}
      </span>
      <Button disabled={busy} onClick={() => void check()}>
        {busy ? '正在核对…' : '核对审计链'}
      </Button>
    </>
  )
}
