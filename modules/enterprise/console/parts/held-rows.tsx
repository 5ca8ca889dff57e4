import { Segmented } from 'antd'
import { useState } from 'react'
import { ApiProblem, queryString, send } from '#kernel/ui/api.ts'
import { count } from '#kernel/ui/format.ts'
import { ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import type { Page } from '../file-api.ts'
import type { EnterpriseImport, HeldRow } from '../import-api.ts'

type Held = HeldRow['outcome']

const kinds: Record<Held, { title: string; hint: string }> = {
  wrong: { title: '有错误', hint: '这些行不写入。改好后可以只传退回的表。' },
  doubtful: {
    title: '疑似重复',
    hint: '和库里某一家或这张表的另一行很像，您定：是同一家、另一家，还是不导。定过的以后不再问。',
  },
  disputed: { title: '说法不一', hint: '照样写入，与现有关键信息矛盾的几项留给核实。' },
  noted: { title: '有提示', hint: '照样写入，这几处请看一眼：位置不一致、村居认不出、坐标换算过、按同一家处理的。' },
}

/** Rows the server held back, by kind, each with its columns and reasons. */
export function HeldRows({ batch, onDecided }: { batch: EnterpriseImport; onDecided(): void }) {
  const present = (Object.keys(kinds) as Held[]).filter((kind) => batch.counts[kind] > 0)
  const [kind, setKind] = useState<Held>(present[0] ?? 'wrong')
  const [cursors, setCursors] = useState<string[]>([])
  const rows = useRead<Page<HeldRow>>(
    `/enterprise-imports/${batch.id}/rows${queryString({ outcome: kind, cursor: cursors.at(-1), limit: 50 })}`,
    { keep: true, staleTime: 0 },
  )
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  if (present.length === 0) return null
  const decide = async (row: number, decision: 'new' | 'update' | 'skip') => {
    setProblem(null)
    try {
      await send('PUT', `/enterprise-imports/${batch.id}/rows/${row}`, { body: { decision } })
      await rows.refetch()
      onDecided()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
    }
  }
  return (
    <Sheet
      title="要您看的行"
      acts={
        <Segmented<Held>
          size="small"
          aria-label="哪一种"
          value={kind}
          onChange={(next) => {
            setKind(next)
            setCursors([])
          }}
          options={present.map((key) => ({ value: key, label: `${kinds[key].title} ${count(batch.counts[key])}` }))}
        />
      }
    >
      <p className="ag-pad ag-soft" style={{ paddingBottom: 6 }}>
        {kinds[kind].hint}
      </p>
      {problem && <ProblemPanel error={problem} />}
      {rows.error && <ProblemPanel error={rows.error} retry={() => void rows.refetch()} />}
      {!rows.data && !rows.error && <Waiting />}
      {rows.data && (
        <div className="ag-table-frame">
          <table className="ag-table ag-dense">
            <caption className="ag-spoken">{kinds[kind].title}的行</caption>
            <thead>
              <tr>
                <th scope="col" className="ag-right" style={{ width: 64 }}>
                  原表行
                </th>
                <th scope="col">企业</th>
                <th scope="col">哪一列怎么了</th>
              </tr>
            </thead>
            <tbody>
              {rows.data.items.map((row) => (
                <tr key={row.row}>
                  <td className="ag-right">{row.row}</td>
                  <th scope="row">{row.name ?? '—'}</th>
                  <td>
                    {row.problems.map((fault) => (
                      <div key={`${fault.column}${fault.message}`}>
                        {!fault.message.startsWith(fault.head) && <span className="ag-soft">{fault.head}：</span>}
                        {fault.message}
                        {fault.value && !fault.message.includes(fault.value) && (
                          <span className="ag-pale">，填的是「{fault.value}」</span>
                        )}
                      </div>
                    ))}
                    {kind === 'doubtful' ? (
                      <DecideRow row={row} may={batch.openActs.includes('decide')} onDecide={decide} />
                    ) : (
                      row.twinId && <To to={`/enterprises/${row.twinId}`}>看库里那一家</To>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <footer>
        <span className="ag-grow">
          共 {count(rows.data?.total)} 行，第 {cursors.length + 1} 页
        </span>
        {cursors.length > 0 && (
          <button type="button" className="ag-link" onClick={() => setCursors(cursors.slice(0, -1))}>
            上一页
          </button>
        )}
        {rows.data?.nextCursor && (
          <button
            type="button"
            className="ag-link"
            onClick={() => setCursors([...cursors, rows.data.nextCursor as string])}
          >
            下一页
          </button>
        )}
      </footer>
    </Sheet>
  )
}

interface DecideRowProps {
  row: HeldRow
  may: boolean
  onDecide(row: number, decision: 'new' | 'update' | 'skip'): Promise<void>
}

/** What a doubtful row is: the person says. */
function DecideRow({ row, may, onDecide }: DecideRowProps) {
  return (
    <div className="ag-row ag-decide">
      <Segmented<string>
        size="small"
        aria-label={`${row.name ?? row.row} 怎么办`}
        disabled={!may}
        // Without a value the first choice would look taken.
        value={row.decision ?? ''}
        options={[
          { value: 'update', label: '同一家' },
          { value: 'new', label: '另一家' },
          { value: 'skip', label: '不导' },
        ]}
        onChange={(next) => void onDecide(row.row, next as 'new' | 'update' | 'skip')}
      />
      {row.decision === null && may && <span className="ag-soon">还没定，不写入</span>}
      {row.twinId && <To to={`/enterprises/${row.twinId}`}>看库里那一家</To>}
    </div>
  )
}
