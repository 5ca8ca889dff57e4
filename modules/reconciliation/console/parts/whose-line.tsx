import { Button } from 'antd'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import type { Difference } from '../../model/schema.ts'

interface WhoseLineProps {
  one: Difference
  /** Of the reconciliation. */
  id: string
  onDone(): void
}

/** Says which row a line is that nobody could tell, or that it is none of ours; the next list of the office knows it. */
export function WhoseLine({ one, id, onDone }: WhoseLineProps) {
  const act = useAct()
  const say = (rowId: string | null) =>
    act.run(
      async () => {
        const body = { differenceId: one.id, rowId, reason: '' }
        await send('POST', `/reconciliations/${id}/identify`, { body, key: crypto.randomUUID() })
        onDone()
      },
      rowId === null ? '已记为不归本网格' : '已认定',
    )
  return (
    <div className="ag-row ag-wrap">
      {one.candidates.map(({ id: rowId, title }) => (
        <Button key={rowId} size="small" disabled={act.busy} onClick={() => void say(rowId)}>
          就是{one.candidates.length > 1 ? `「${title}」` : '这一条'}
        </Button>
      ))}
      <Button size="small" disabled={act.busy} onClick={() => void say(null)}>
        不归本网格
      </Button>
      {act.problem && <span className="ag-warn">{act.problem.detail}</span>}
    </div>
  )
}
