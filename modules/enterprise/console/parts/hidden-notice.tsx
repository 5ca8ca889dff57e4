import { Button } from 'antd'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { count } from '#kernel/ui/format.ts'
import { Refusal } from '#kernel/ui/text-field.tsx'
import type { EnterpriseImport } from '../import-api.ts'

interface HiddenNoticeProps {
  batch: EnterpriseImport
  onChanged(): void
}

/** What a spreadsheet holds and does not show: rows filtered out, hidden sheets; the importer says whether they count. */
export function HiddenNotice({ batch, onChanged }: HiddenNoticeProps) {
  const { busy, problem, run } = useAct()
  const { hidden } = batch.counts
  if (hidden === 0 && batch.hiddenSheets.length === 0) return null
  const isChecked = ['checked', 'applying', 'done'].includes(batch.state)
  const check = async (leaveHidden: boolean) => {
    const body = { columns: {}, leaveHidden }
    if (await run(() => send('PUT', `/enterprise-imports/${batch.id}/mapping`, { body }))) onChanged()
  }
  return (
    <div className="ag-notice ag-notice-soon" role="status">
      {hidden > 0 && isChecked && (
        <div className="ag-row">
          <strong className="ag-soon">
            表里有 {count(hidden)} 行是隐藏或筛选掉的，{batch.leaveHidden ? '没有导入' : '也在检查和写入之列'}
          </strong>
          {batch.openActs.includes('map') && (
            <Button size="small" disabled={busy} onClick={() => void check(!batch.leaveHidden)}>
              {busy ? '正在送出…' : batch.leaveHidden ? '算上这些行，重新检查' : '不要这些行，重新检查'}
            </Button>
          )}
        </div>
      )}
      {batch.hiddenSheets.length > 0 && (
        <span>
          隐藏的工作表没有读：{batch.hiddenSheets.map((name) => `「${name}」`).join('')}。要导入请先在表格里取消隐藏。
        </span>
      )}
      <Refusal problem={problem} />
    </div>
  )
}
