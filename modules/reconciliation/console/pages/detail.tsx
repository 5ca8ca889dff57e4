import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { useAddress, usePart } from '#kernel/ui/address.ts'
import { send } from '#kernel/ui/api.ts'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type DifferenceKind, differenceKinds, states } from '../../model/codes.ts'
import type { Reconciliation, ReconciliationResult } from '../../model/schema.ts'
import { bridgeText, headlineOf, periodText } from '../../model/words.ts'
import { stateKinds, useLists, useReconciliation } from '../api.ts'
import { ColumnSheet } from '../parts/column-sheet.tsx'
import { DifferenceList } from '../parts/difference-list.tsx'
import '../reconciliation.css'

/** One list held against the platform: its columns, how the counts lead into each other, and each difference until it is settled. */
export function ReconciliationPage() {
  const id = usePart('id')
  const read = useReconciliation(id)
  const lists = useLists()
  const again = useAct()
  const of = read.data
  useTitle(of && `${of.gridName}${of.title}核对`)
  if (read.error && !of)
    return (
      <div className="ag-page">
        <ProblemPanel whole error={read.error} acts={<To to="/reconciliations">回到数据核对</To>} />
      </div>
    )
  const list = lists.data?.items.find(({ name }) => name === of?.list)
  if (!of || !list) return <Waiting lines={8} />
  const refresh = () => void read.refetch()
  const compareAgain = async () => {
    if (await again.run(() => send('POST', `/reconciliations/${id}/compare-again`))) refresh()
  }
  const mayAgain = of.mayKeep && of.run > 0 && ['compared', 'failed'].includes(of.state)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/reconciliations">数据核对</To>}
        meta={<Meta of={of} />}
        acts={
          <>
            {of.run > 0 && <ExportButton path={(format) => `/reconciliations/${id}/export?format=${format}`} />}
            {mayAgain && (
              <Button disabled={again.busy} onClick={() => void compareAgain()}>
                和今天的数据再比一次
              </Button>
            )}
          </>
        }
      >
        {sentence(of)}
      </PageHead>
      {again.problem && <ProblemPanel error={again.problem} />}
      <div className="ag-stack">
        {of.fault && (
          <div className="ag-notice" role="alert">
            <strong className="ag-warn">没有比成</strong>
            <span>{of.fault}</span>
          </div>
        )}
        {of.withdrawnReason && (
          <div className="ag-notice ag-notice-soon" role="status">
            <strong>已作废</strong>
            <span>{of.withdrawnReason}。台账的内容已清除，处理过的差异留在这里。</span>
          </div>
        )}
        {of.result && of.state !== 'comparing' && <ResultSheet of={of} result={of.result} />}
        {of.result && of.state !== 'comparing' && <DifferenceList of={of} list={list} onSettled={refresh} />}
        {of.state === 'comparing' && <Waiting lines={6} />}
        {of.notes.length > 0 && (
          <Sheet title="读表时注意到的">
            <ul className="ag-recon-notes">
              {of.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Sheet>
        )}
        <ColumnSheet key={`${of.state}${of.run}`} of={of} list={list} onChanged={refresh} />
        {of.mayKeep && ['mapping', 'compared', 'failed'].includes(of.state) && <Withdraw id={id} onDone={refresh} />}
      </div>
    </div>
  )
}

function Meta({ of }: { of: Reconciliation }) {
  return (
    <>
      <StatusMark kind={stateKinds[of.state]}>{states[of.state]}</StatusMark>
      <span>{periodText(of)}</span>
      <span>
        {of.filename}
        {of.sheet && ` · ${of.sheet}`}
      </span>
      <span>
        {of.startedBy} {time(of.startedAt)} 上传
      </span>
      {of.comparedAt && <span>{time(of.comparedAt)} 比对</span>}
      {of.open > 0 && <span>未决包括说了「平台要改」、还没改好的</span>}
    </>
  )
}

function sentence(of: Reconciliation): string {
  if (of.state === 'mapping') return `读到 ${count(of.lines)} 行，看看各列认得对不对`
  if (of.state === 'comparing') return `正在比对 ${count(of.lines)} 行`
  return headlineOf(of)
}

const kinds = Object.keys(differenceKinds) as DifferenceKind[]

/** The bridge between the two counts, and the kinds of differences, each opening its rows. */
function ResultSheet({ of, result }: { of: Reconciliation; result: ReconciliationResult }) {
  const { search, change } = useAddress()
  const choose = (kind: DifferenceKind | undefined) => change({ kind, cursor: undefined, page: undefined })
  return (
    <Sheet
      title="两边的数怎么对上"
      acts={
        <To to={`/indicators/${of.figure}`} search={{ grid: of.grid, from: of.from ?? undefined, to: of.to }}>
          平台的数从哪里来
        </To>
      }
    >
      <div className="ag-recon-bridge">
        <p>
          {bridgeText(result.bridge)} {of.unit}
        </p>
        <p className="ag-soft">
          两边一致 {count(result.counts.same)} {of.unit}。{of.run > 1 && againWords(result)}
        </p>
      </div>
      <div className="ag-recon-kinds">
        <button type="button" aria-pressed={!search.kind} onClick={() => choose(undefined)}>
          <small>全部差异</small>
          <b>{count(kinds.reduce((sum, kind) => sum + result.counts[kind], 0))}</b>
        </button>
        {kinds.map((kind) => (
          <button key={kind} type="button" aria-pressed={search.kind === kind} onClick={() => choose(kind)}>
            <small>{differenceKinds[kind].title}</small>
            <b>{count(result.counts[kind])}</b>
          </button>
        ))}
      </div>
      {result.unread.length > 0 && (
        <ul className="ag-recon-notes">
          {result.unread.map(({ label, count: cells, samples }) => (
            <li key={label}>
              「{label}」有 {count(cells)} 格认不出，没有比：{samples.join('、')}
              {cells > samples.length && '等'}
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  )
}

function againWords({ mended, fresh, returned }: ReconciliationResult): string {
  const said = [
    mended > 0 ? `${count(mended)} 处已经一致，自动了结` : '没有新改好的',
    fresh > 0 && `新出现 ${count(fresh)} 处`,
    returned > 0 && `${count(returned)} 处又不一致，重新打开`,
  ]
  return `和上一次比：${said.filter(Boolean).join('，')}。`
}

/** Ends a list that was sent by mistake. */
function Withdraw({ id, onDone }: { id: string; onDone(): void }) {
  const [isAsked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  if (!isAsked)
    return (
      <div>
        <button type="button" className="ag-link" onClick={() => setAsked(true)}>
          作废这次核对
        </button>
      </div>
    )
  return (
    <Sheet title="作废这次核对">
      <div className="ag-pad">
        <ActForm
          request={{ method: 'POST', path: `/reconciliations/${id}/withdraw`, body: { reason } }}
          label="作废这次核对"
          done="已作废"
          tone="danger"
          isReady={reason.trim().length > 1}
          onDone={onDone}
          aside={
            <button type="button" className="ag-link" onClick={() => setAsked(false)}>
              不作废
            </button>
          }
        >
          <div className="ag-field">
            <label htmlFor="recon-withdraw">原因</label>
            <small>作废后不再算未决，台账的内容随即清除，不能恢复</small>
            <Input
              id="recon-withdraw"
              value={reason}
              maxLength={300}
              onChange={({ target }) => setReason(target.value)}
            />
          </div>
        </ActForm>
      </div>
    </Sheet>
  )
}
