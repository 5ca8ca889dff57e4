import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { send } from '#kernel/ui/api.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { TotpSheet } from '../parts/totp-sheet.tsx'

interface Session {
  id: string
  current: boolean
  createdAt: string
  lastSeenAt: string
  ip: string
  agent: string
}

/** Where one is signed in, and how to end it from here. */
export function SessionsPage() {
  const list = useRead<{ items: Session[] }>('/sessions', { staleTime: 0 })
  const client = useQueryClient()
  const { message } = App.useApp()
  const end = async (session: Session) => {
    await send('DELETE', `/sessions/${session.id}`).catch(() => null)
    void message.success('那边已退出')
    await client.invalidateQueries({ queryKey: ['/sessions'] })
  }
  const columns: readonly Column<Session>[] = [
    { key: 'agent', head: '设备', lead: true, cell: (row) => <span title={row.agent}>{device(row.agent)}</span> },
    { key: 'ip', head: '地址', cell: (row) => <span className="ag-code">{row.ip}</span> },
    { key: 'since', head: '登录', wide: true, cell: (row) => time(row.createdAt) },
    { key: 'seen', head: '最近使用', cell: (row) => time(row.lastSeenAt) },
    {
      key: 'act',
      head: '状态',
      align: 'right',
      cell: (row) =>
        row.current ? (
          <StatusMark kind="going">就是这里</StatusMark>
        ) : (
          <Button size="small" danger onClick={() => void end(row)}>
            让它退出
          </Button>
        ),
    },
  ]
  if (list.error) return <ProblemPanel error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Waiting />
  return (
    <div className="ag-page">
      <PageHead>您在 {list.data.items.length} 处登录</PageHead>
      <div className="ag-stack">
        <DataTable
          caption="我的登录"
          columns={columns}
          rows={list.data.items}
          rowKey={(row) => row.id}
          empty={null}
          dense={false}
        />
        <TotpSheet />
      </div>
    </div>
  )
}

/** Browser and system out of a user agent, as far as people know them. */
function device(agent: string): string {
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : '其他程序'
  const system = /Windows/.test(agent)
    ? 'Windows'
    : /Android/.test(agent)
      ? 'Android'
      : /iPhone|iPad/.test(agent)
        ? 'iOS'
        : /Mac OS/.test(agent)
          ? 'macOS'
          : /Linux/.test(agent)
            ? 'Linux'
            : ''
  return [browser, system].filter(Boolean).join(' · ')
}
