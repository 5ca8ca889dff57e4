import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Popconfirm, Radio } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { time } from '#kernel/ui/format.ts'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { reasonWords } from '../../model/doubles.ts'
import type { DoubleMember, DoublePair } from '../doubles-api.ts'

/** Two enterprises side by side, and what can be said of them: one, two, or two after all not. */
export function PairSheet({ pair }: { pair: DoublePair }) {
  const [kept, setKept] = useState<string>()
  return (
    <Sheet title={reasonWords(pair.reasons) || '人工认定'} meta={pair.score > 0 ? `相像 ${pair.score}%` : undefined}>
      <div className="ag-table-frame">
        <table className="ag-table ag-dense ag-pair">
          <caption className="ag-spoken">可能是同一家的两份档案</caption>
          <thead>
            <tr>
              {!pair.told && (
                <th scope="col" className="ag-pair-choice">
                  留下
                </th>
              )}
              <th scope="col">企业</th>
              <th scope="col" className="ag-wide">
                统一社会信用代码
              </th>
              <th scope="col" className="ag-wide">
                网格
              </th>
              <th scope="col" className="ag-wide">
                地址
              </th>
              <th scope="col" className="ag-wide">
                联系人
              </th>
              <th scope="col" className="ag-wide">
                法定代表人
              </th>
              <th scope="col" className="ag-wide">
                登记
              </th>
            </tr>
          </thead>
          <tbody>
            {pair.members.map((member) => (
              <tr key={member.id} className={member.id === kept ? 'ag-marked' : undefined}>
                {!pair.told && (
                  <td>
                    <Radio
                      aria-label={`留下${member.name}`}
                      checked={member.id === kept}
                      onChange={() => setKept(member.id)}
                    />
                  </td>
                )}
                <MemberCells member={member} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pair.told ? (
        <ToldApart pair={pair} told={pair.told} />
      ) : (
        <Verdict key={kept} pair={pair} kept={kept} onFree={() => setKept(undefined)} />
      )}
    </Sheet>
  )
}

function MemberCells({ member }: { member: DoubleMember }) {
  const reached = [member.contact, member.contactPhone].filter(Boolean).join(' ')
  return (
    <>
      <th scope="row" className="ag-lead">
        <To to={`/enterprises/${member.id}`}>{member.name}</To>
        <span className="ag-pair-said">
          {[member.creditCode ?? '没有信用代码', member.gridName, member.address, reached].filter(Boolean).join(' · ')}
        </span>
      </th>
      <td className="ag-code ag-wide">{member.creditCode ?? '没有登记'}</td>
      <td className="ag-wide">{member.gridName}</td>
      <td className="ag-wide">{member.address ?? '—'}</td>
      <td className="ag-wide">{reached || '—'}</td>
      <td className="ag-wide">{member.legalRepresentative ?? '—'}</td>
      <td className="ag-wide">{member.createdAt.slice(0, 10)}</td>
    </>
  )
}

/** Reads everything of the register anew after a pair was settled. */
function useRefresh() {
  const client = useQueryClient()
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/enterprise'),
    })
}

interface VerdictProps {
  pair: DoublePair
  kept: string | undefined
  /** Nothing is chosen any more. */
  onFree(): void
}

function Verdict({ pair, kept, onFree }: VerdictProps) {
  const act = useAct()
  const refresh = useRefresh()
  const [reason, setReason] = useState('')
  const [isMistaken, setMistaken] = useState(false)
  const other = pair.members.find(({ id }) => id !== kept) as DoubleMember
  const hasTwoCodes = pair.reasons.includes('other-code')
  const tellApart = () =>
    act.run(async () => {
      const body = { ids: pair.members.map(({ id }) => id), ...(reason.trim() ? { reason } : {}) }
      await send('POST', '/enterprise-doubles/tell-apart', { body })
      await refresh()
    }, '记下了，以后不再列出')
  const merge = () =>
    act.run(async () => {
      const body = { otherId: other.id, reason, ...(hasTwoCodes ? { codeMistaken: isMistaken } : {}) }
      await send('POST', `/enterprises/${kept}/merge`, { body })
      await refresh()
    }, '合并好了')
  const mayMerge = reason.trim().length >= 2 && (!hasTwoCodes || isMistaken)
  return (
    <>
      <Refusal problem={act.problem} />
      <footer style={{ flexWrap: 'wrap', gap: 12 }}>
        <Input
          style={{ maxWidth: 320, minWidth: 200, flex: 1 }}
          aria-label="理由"
          placeholder={kept ? '合并理由，写入两边的经过' : '怎么认定的，选填'}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {!kept && (
          <>
            <Button disabled={act.busy} onClick={() => void tellApart()}>
              {act.busy ? '正在记下…' : '不是同一家'}
            </Button>
            <span className="ag-meta">是同一家的，先选留下哪一份</span>
          </>
        )}
        {kept && hasTwoCodes && (
          <Checkbox checked={isMistaken} onChange={(event) => setMistaken(event.target.checked)}>
            另一份的信用代码 {other.creditCode} 登记有误或已停用
          </Checkbox>
        )}
        {kept && (
          <>
            <Popconfirm
              title={`把「${other.name}」并进来？`}
              description="那份档案关闭，台账、隐患和附件归到留下的一份，不能撤回。"
              okText="合并"
              cancelText="再看看"
              disabled={act.busy || !mayMerge}
              onConfirm={() => void merge()}
            >
              <Button type="primary" disabled={act.busy || !mayMerge}>
                {act.busy ? '正在合并…' : '把另一份并进来'}
              </Button>
            </Popconfirm>
            <button type="button" className="ag-link" onClick={onFree}>
              取消选择
            </button>
            <span className="ag-soon">合并不能撤回</span>
          </>
        )}
      </footer>
    </>
  )
}

function ToldApart({ pair, told }: { pair: DoublePair; told: NonNullable<DoublePair['told']> }) {
  const act = useAct()
  const refresh = useRefresh()
  const askAgain = () =>
    act.run(async () => {
      await send('POST', '/enterprise-doubles/ask-again', { body: { ids: pair.members.map(({ id }) => id) } })
      await refresh()
    }, '放回待认定')
  return (
    <>
      <Refusal problem={act.problem} />
      <footer style={{ flexWrap: 'wrap', gap: 12 }}>
        <span className="ag-grow">
          {told.by} {time(told.at)} 认定不是同一家{told.reason && `：${told.reason}`}
        </span>
        <Button disabled={act.busy} onClick={() => void askAgain()}>
          放回待认定
        </Button>
      </footer>
    </>
  )
}
