import { App, Button } from 'antd'
import { useState } from 'react'
import { usePart } from '#kernel/ui/address.ts'
import { ApiProblem, send } from '#kernel/ui/api.ts'
import { count, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { outcomeNames } from '../../model/import-rules.ts'
import { type EnterpriseImport, type Outcome, stateOf, useImport } from '../import-api.ts'
import { HeldRows } from '../parts/held-rows.tsx'
import { HiddenNotice } from '../parts/hidden-notice.tsx'
import { ImportMapping } from '../parts/import-mapping.tsx'
import '../import.css'

/** One import from upload to receipt: recognise the columns, look at what is held back, write the rest. */
export function ImportPage() {
  const id = usePart('id')
  const read = useImport(id)
  const { modal } = App.useApp()
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel whole error={read.error} acts={<To to="/enterprise-imports">回到导入记录</To>} />
      </div>
    )
  if (!read.data) return <Waiting lines={8} />
  const batch = read.data
  const refresh = () => void read.refetch()
  const { fresh, changed, disputed } = batch.counts
  const { decided } = batch
  const writable = fresh + changed + disputed + decided
  const apply = () =>
    modal.confirm({
      title: `把 ${count(writable)} 行写入企业库`,
      content: `新登记 ${count(fresh)} 家，更新 ${count(changed + disputed)} 家${decided > 0 ? `，按您定的处理 ${count(decided)} 行` : ''}。写入后每家的经过里都有这一次，改错了只能逐家改回。`,
      okText: `写入 ${count(writable)} 行`,
      cancelText: '先不写',
      onOk: async () => {
        setProblem(null)
        try {
          await send('POST', `/enterprise-imports/${id}/apply`)
          refresh()
        } catch (error) {
          if (!(error instanceof ApiProblem)) throw error
          setProblem(error)
        }
      },
    })
  const refused = batch.counts.wrong + batch.counts.doubtful - (batch.state === 'checked' ? decided : 0)
  return (
    <div className="ag-page">
      <PageHead
        trail={
          <>
            <To to="/enterprise-imports">导入</To> / {batch.filename}
          </>
        }
        meta={
          <>
            <StatusMark kind={stateOf(batch).kind}>{stateOf(batch).word}</StatusMark>
            <span>
              {batch.startedBy} · {time(batch.createdAt)}
            </span>
          </>
        }
        acts={
          <>
            {refused > 0 && !batch.clearedAt && ['checked', 'done'].includes(batch.state) && (
              <Button icon={<Icon name="outbound" />} href={`/api/v1/enterprise-imports/${id}/refused.xlsx`}>
                下载退回的 {count(refused)} 行
              </Button>
            )}
            {batch.openActs.includes('apply') && (
              <Button type="primary" disabled={writable === 0} onClick={apply}>
                写入 {count(writable)} 行
              </Button>
            )}
          </>
        }
      >
        {sentence(batch)}
      </PageHead>
      {problem && <ProblemPanel error={problem} />}
      <div className="ag-stack">
        {batch.fault && (
          <div className="ag-notice" role="alert">
            <strong className="ag-warn">没有成</strong>
            <span>{batch.fault}</span>
            <span className="ag-meta">企业库没有改动。可以改列重查，或换一份表再传。</span>
          </div>
        )}
        {batch.clearedAt && (
          <div className="ag-notice ag-notice-soon" role="status">
            <strong>原始表格已按保留期限清除</strong>
            <span>{time(batch.clearedAt)} 清除了上传的文件和退回的行，各类行数留在这里，写入的企业不受影响。</span>
          </div>
        )}
        <HiddenNotice batch={batch} onChanged={refresh} />
        {['checked', 'applying', 'done'].includes(batch.state) && <Counts batch={batch} />}
        {!batch.clearedAt && ['checked', 'done'].includes(batch.state) && (
          <HeldRows key={batch.state} batch={batch} onDecided={refresh} />
        )}
        {batch.headers.length > 0 && (
          <ImportMapping key={`${batch.state}${batch.sheet}`} batch={batch} onChanged={refresh} />
        )}
      </div>
    </div>
  )
}

function sentence(batch: EnterpriseImport): string {
  const { counts } = batch
  if (batch.clearedAt && batch.state !== 'done') return `查了 ${count(counts.rows)} 行，没有写入`
  switch (batch.state) {
    case 'reading':
      return '正在读表'
    case 'mapping':
      return '有几列没认出来，指一下各列是什么'
    case 'checking':
      return `正在检查，已查 ${count(batch.rowsDone)} 行`
    case 'checked':
      return `查了 ${count(counts.rows)} 行，${count(counts.fresh + counts.changed + counts.disputed + batch.decided)} 行可以写入`
    case 'applying':
      return `正在写入，已写 ${count(batch.rowsDone)} 行`
    case 'done':
      return `写完了：新登记 ${count(counts.fresh)} 家，更新 ${count(counts.changed + counts.disputed)} 家`
    case 'failed':
      return '这份表没有导成'
  }
}

const order: readonly Outcome[] = ['fresh', 'changed', 'same', 'disputed', 'doubtful', 'wrong']

function Counts({ batch }: { batch: EnterpriseImport }) {
  const sum = order.reduce((total, key) => total + batch.counts[key], 0)
  const apart = batch.counts.rows - sum
  return (
    <section className="ag-sheet" aria-label="各类行数">
      <dl className="ag-counts">
        {order.map((key) => (
          <div key={key}>
            <dt>{outcomeNames[key]}</dt>
            <dd className={key === 'wrong' && batch.counts[key] > 0 ? 'ag-warn' : undefined}>
              {count(batch.counts[key])}
            </dd>
          </div>
        ))}
      </dl>
      {batch.counts.uncoded > 0 && (
        <p className="ag-pad ag-soft">
          新登记的当中有 {count(batch.counts.uncoded)} 家没有信用代码，只能按名称和地址查重，请以后补上。
        </p>
      )}
      <footer>
        合计 {count(sum)} 行，
        {apart === 0 ? (
          '与总行数相符'
        ) : (
          <span className="ag-soon">
            比总行数 {count(batch.counts.rows)} 差 {count(Math.abs(apart))} 行
          </span>
        )}
      </footer>
    </section>
  )
}
