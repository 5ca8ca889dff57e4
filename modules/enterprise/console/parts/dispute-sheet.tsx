import { Button, Popconfirm } from 'antd'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { day } from '#kernel/ui/format.ts'
import { ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import type { Contradiction } from '../file-api.ts'
import { useRefreshFile } from '../file-api.ts'

const sources: Record<string, string> = {
  import: '导入的表',
  enterprise: '企业',
  visit: '现场',
  exchange: '数据交换',
  office: '机关',
}

interface DisputeSheetProps {
  enterpriseId: string
  disputes: readonly Contradiction[]
  maySettle: boolean
}

/** Facts on which two sources disagree, both sayings side by side, to be settled after checking. */
export function DisputeSheet({ enterpriseId, disputes, maySettle }: DisputeSheetProps) {
  const refresh = useRefreshFile(enterpriseId)
  const { problem, run } = useAct()
  if (disputes.length === 0) return null
  const settle = (dispute: Contradiction, settlement: 'kept' | 'changed') =>
    run(
      async () => {
        await send('POST', `/enterprise-contradictions/${dispute.id}/settle`, { body: { settlement } })
        await refresh()
      },
      settlement === 'kept' ? `${dispute.label}保留现值` : `${dispute.label}已更正`,
    )
  return (
    <Sheet title={`${disputes.length} 项说法不一`} meta="核实后定夺">
      {disputes.map((dispute) => (
        <div key={dispute.id} className="ag-todo">
          <div className="ag-change">
            <span className="ag-pale">{dispute.label}</span>
            <span>
              档案：<ins>{String(dispute.present ?? '空')}</ins>
            </span>
            <span className="ag-meta">{day(dispute.raisedAt)}</span>
            <span>
              {sources[dispute.source] ?? dispute.source}：<ins>{String(dispute.claimed ?? '空')}</ins>
            </span>
          </div>
          {maySettle && (
            <div className="ag-row">
              <Button size="small" onClick={() => void settle(dispute, 'kept')}>
                档案是对的
              </Button>
              <Popconfirm
                title={`${dispute.label}改成「${String(dispute.claimed ?? '空')}」`}
                description="写入档案，并记下是您核实的。"
                okText="更正"
                cancelText="再核实"
                onConfirm={() => void settle(dispute, 'changed')}
              >
                <Button size="small">按新说法更正</Button>
              </Popconfirm>
            </div>
          )}
        </div>
      ))}
      {problem && <ProblemPanel error={problem} />}
    </Sheet>
  )
}
