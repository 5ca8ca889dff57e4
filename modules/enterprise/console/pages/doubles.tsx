import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString, send } from '#kernel/ui/api.ts'
import { day } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { Refusal } from '#kernel/ui/text-field.tsx'

interface Member {
  id: string
  name: string
  creditCode: string | null
  gridName: string
  address: string | null
  contact: string | null
  createdAt: string
}

interface Group {
  county: string
  members: Member[]
}

/** Enterprises that may be on the books twice, to be merged into one with both histories kept. */
export function DoublesPage() {
  const { search, change } = useAddress()
  const list = useRead<{ items: Group[]; nextCursor: string | null }>(
    `/enterprise-doubles${queryString({ cursor: search.cursor, limit: 30 })}`,
    { keep: true, staleTime: 0 },
  )
  return (
    <div className="ag-page">
      <PageHead meta="同一县区内名称相近的企业。合并后两边的历史都在，旧地址会指到合并后的档案。">
        {list.data?.items.length === 0 ? '没有疑似重复的企业' : '疑似重复登记的企业'}
      </PageHead>
      {list.error && <ProblemPanel error={list.error} retry={() => void list.refetch()} />}
      {!list.data && !list.error && <Waiting lines={6} />}
      <div className="ag-stack">
        {list.data?.items.length === 0 && (
          <Sheet>
            <EmptyState icon="tick" title="没有要看的">
              导入和登记以后再来看一次。
            </EmptyState>
          </Sheet>
        )}
        {list.data?.items.map((group) => (
          <GroupSheet key={group.members.map(({ id }) => id).join()} group={group} />
        ))}
        {list.data?.nextCursor && (
          <button
            type="button"
            className="ag-link"
            onClick={() => change({ cursor: list.data?.nextCursor ?? undefined })}
          >
            下一页
          </button>
        )}
      </div>
    </div>
  )
}

function GroupSheet({ group }: { group: Group }) {
  const client = useQueryClient()
  const act = useAct()
  const [kept, setKept] = useState<string>()
  const [reason, setReason] = useState('')
  const others = group.members.filter(({ id }) => id !== kept)
  const merge = () =>
    act.run(async () => {
      for (const other of others)
        await send('POST', `/enterprises/${kept}/merge`, { body: { otherId: other.id, reason } })
      await client.invalidateQueries({
        predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/enterprise'),
      })
    }, '合并好了')
  return (
    <Sheet>
      <div className="ag-table-frame">
        <table className="ag-table ag-dense">
          <caption className="ag-spoken">可能是同一家</caption>
          <thead>
            <tr>
              <th scope="col" style={{ width: 64 }}>
                留下
              </th>
              <th scope="col">企业</th>
              <th scope="col">统一社会信用代码</th>
              <th scope="col">网格</th>
              <th scope="col" className="ag-wide">
                地址
              </th>
              <th scope="col" className="ag-wide">
                联系人
              </th>
              <th scope="col" className="ag-wide">
                登记
              </th>
            </tr>
          </thead>
          <tbody>
            {group.members.map((member) => (
              <tr key={member.id} className={member.id === kept ? 'ag-marked' : undefined}>
                <td>
                  <Radio
                    aria-label={`留下${member.name}`}
                    checked={member.id === kept}
                    onChange={() => setKept(member.id)}
                  />
                </td>
                <th scope="row" className="ag-lead">
                  <To to={`/enterprises/${member.id}`}>{member.name}</To>
                </th>
                <td className="ag-code">{member.creditCode ?? '—'}</td>
                <td>{member.gridName}</td>
                <td className="ag-wide">{member.address ?? '—'}</td>
                <td className="ag-wide">{member.contact ?? '—'}</td>
                <td className="ag-wide">{day(member.createdAt.slice(0, 10))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Refusal problem={act.problem} />
      {kept && (
        <footer>
          <Input
            style={{ maxWidth: 320 }}
            aria-label="合并理由"
            placeholder="合并理由，写入两边的经过"
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button type="primary" disabled={act.busy || reason.trim().length < 2} onClick={() => void merge()}>
            {act.busy ? '正在合并…' : `把另外 ${others.length} 份并进来`}
          </Button>
          <span className="ag-soon">合并不能撤回</span>
        </footer>
      )}
    </Sheet>
  )
}
