import { Button } from 'antd'
import { useEffect } from 'react'
import { ActEvidence, ActFields } from '#kernel/cases/console/parts/act-fields.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { EmptyState, PageHead, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { hazardFace } from '../face.tsx'
import { Doubles } from '../parts/doubles.tsx'
import '#kernel/cases/console/act.css'
import '../hazard.css'

/** What most people find their hazards by; nobody has to choose it first. */
const USUAL = { source: 'self_check' }

/** An enterprise reports a hazard: a photograph, what and where, send. */
export function ReportHazardPage() {
  const me = useMe()
  useTitle('上报隐患')
  if (!me.data) return <Waiting />
  if (!me.data.objectId || !me.data.permissions.includes('hazard.report'))
    return (
      <EmptyState whole icon="none" title="上报隐患由企业岗位办" acts={<To to="/hazards/register">登记隐患</To>}>
        监管岗位发现的隐患，用「登记隐患」。
      </EmptyState>
    )
  return <Report objectId={me.data.objectId} />
}

function Report({ objectId }: { objectId: string }) {
  const { from } = useAddress().search
  const { controlId } = useAddress().search
  const sheet = useOpening(hazardFace, 'report', { objectId }, controlId ? { ...USUAL, controlId } : USUAL)
  const { set, values } = sheet.draft
  // A draft from before does not know of the measure one comes from.
  useEffect(() => {
    if (controlId && values.controlId === undefined) set('controlId', controlId)
  }, [controlId, values.controlId, set])
  // Who comes from a measure that failed sees which; nobody else has to think of measures with a phone in the hand.
  const asked = controlId ? ['check-item'] : ['check-item', 'risk-control']
  const fields = sheet.shown.filter(({ widget }) => !asked.includes(widget))
  return (
    <div className="ag-page ag-report">
      <PageHead meta={from ? '从另一条隐患拆出来：上报以后，两条互相看得到。' : '拍清楚、说清楚就行，别的后面再填。'}>
        上报隐患
      </PageHead>
      <form
        noValidate
        aria-label="上报隐患"
        onSubmit={(event) => {
          event.preventDefault()
          void sheet.submit()
        }}
      >
        <div className="ag-report-steps">
          <Sheet title={<Step n={1}>拍照片</Step>}>
            <div className="ag-pad">
              <ActEvidence
                prefix={sheet.prefix}
                least={1}
                faults={sheet.faults}
                place={{ objectId }}
                files={sheet.draft.files}
                onChange={sheet.draft.setFiles}
                large
              />
            </div>
          </Sheet>
          <Sheet title={<Step n={2}>说说是什么、在哪里</Step>}>
            <div className="ag-pad">
              <ActFields
                face={hazardFace}
                fields={fields}
                values={sheet.draft.values}
                faults={sheet.faults}
                prefix={sheet.prefix}
                caseId={null}
                onSet={sheet.draft.set}
              />
              <Doubles quiet objectId={objectId} what={String(sheet.draft.values.what ?? '')} />
            </div>
          </Sheet>
        </div>
        <div className="ag-report-go">
          <Refusal problem={sheet.problem} />
          {sheet.faults.length > 0 && !sheet.problem && (
            <p className="ag-warn" role="alert">
              还差 {sheet.faults.length} 处，上面标出来了。填的内容都还在。
            </p>
          )}
          <Button type="primary" size="large" htmlType="submit" block disabled={sheet.busy || sheet.under}>
            {sheet.busy ? '正在上报…' : sheet.under ? '等照片传完' : '上报隐患'}
          </Button>
        </div>
      </form>
    </div>
  )
}

const Step = ({ n, children }: { n: number; children: string }) => (
  <>
    <b aria-hidden="true">{n}</b>
    {children}
  </>
)
