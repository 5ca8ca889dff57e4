import { Checkbox } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { count } from '#kernel/ui/format.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import { type CheckFile, useForgetChecks } from '../api.ts'

/** The end of a check: what is still open leads there; with nothing found, zero is said expressly. */
export function Finish({ check }: { check: CheckFile }) {
  const forget = useForgetChecks()
  const [zero, setZero] = useState(false)
  const open = check.list.filter(({ answer }) => answer === null)
  const silent = check.list.filter(({ answer, hazardId }) => answer === 'bad' && !hazardId)
  const next = open[0] ?? silent[0]
  const nothing = check.bad === 0
  if (next)
    return (
      <div className="ag-check-foot" role="status">
        <span>
          已查 <b>{count(check.answered)}</b> / {count(check.items)}
          {silent.length > 0 && <span className="ag-warn">，{count(silent.length)} 项有问题还没有上报</span>}
        </span>
        <button
          type="button"
          className="ag-link"
          onClick={() => {
            const card = document.getElementById(`item-${next.code}`)
            card?.scrollIntoView({ block: 'center' })
            card?.focus({ preventScroll: true })
          }}
        >
          {open.length > 0 ? '到下一项' : '去上报'}
        </button>
      </div>
    )
  return (
    <Sheet title="完成自查" className="ag-turn">
      <div className="ag-pad">
        <ActForm
          request={{ method: 'POST', path: `/self-checks/${check.id}/finish`, body: { zero: nothing && zero } }}
          label={nothing ? '确认零报告，完成自查' : '完成自查'}
          busyLabel="正在提交…"
          done={nothing ? '零报告已提交' : '自查已完成'}
          isReady={!nothing || zero}
          onDone={forget}
          aside={<span className="ag-meta">完成后不能再改</span>}
        >
          {nothing ? (
            <>
              <p>{count(check.items)} 项都查了，没有问题。没有发现隐患也要明确说一声：</p>
              <Checkbox checked={zero} onChange={(event) => setZero(event.target.checked)}>
                <b>本次自查未发现隐患，确认零报告</b>
              </Checkbox>
            </>
          ) : (
            <p>
              {count(check.items)} 项都查了，{count(check.bad)} 项有问题，隐患都已上报。
            </p>
          )}
        </ActForm>
      </div>
    </Sheet>
  )
}
