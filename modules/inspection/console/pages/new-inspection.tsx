import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { FaultSummary } from '#kernel/cases/console/parts/act-fields.tsx'
import { OpeningFields } from '#kernel/cases/console/parts/opening-fields.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { EmptyState, PageHead, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { FormField, Refusal } from '#kernel/ui/text-field.tsx'
import { ObjectChoice } from '#modules/grid/console/parts/place-field.tsx'
import { inspectionFace } from '../inspection-face.tsx'
import { useYearCount } from '../on-site-api.ts'
import '#kernel/cases/console/act.css'
import '../inspection.css'

/** Draws up an inspection: of whom, why, what is looked at; who goes is said next. */
export function NewInspectionPage() {
  const may = useMay()
  const me = useMe()
  const { search } = useAddress()
  if (!me.data) return <Waiting lines={8} />
  if (!may('inspection.plan'))
    return (
      <EmptyState whole icon="none" title="执法检查由监管岗位拟定" acts={<To to="/inspections">看执法检查</To>}>
        您的岗位可以看检查，不能拟定。
      </EmptyState>
    )
  // Another line of a plan is another form.
  return <SchemeForm key={`${search.plan} ${search.month} ${search.objectId}`} />
}

const OTHERS = { reason: 'special', method: 'unannounced' }

function SchemeForm() {
  const { search, change } = useAddress()
  const [asked, setAsked] = useState(false)
  const [first] = useState(() =>
    search.plan ? { reason: 'plan', planId: search.plan, month: search.month, method: 'unannounced' } : OTHERS,
  )
  const counted = useYearCount(search.objectId).data
  const isFull = counted !== undefined && counted.done + counted.open >= counted.cap
  const sheet = useOpening(inspectionFace, 'plan', { objectId: search.objectId }, first)
  useLineOfPlan(sheet.draft, search.plan, search.month)
  const fault = asked && !search.objectId ? '选要检查的企业' : undefined
  return (
    <div className="ag-page" style={{ maxWidth: 860 }}>
      <PageHead trail={<To to="/inspections">执法检查</To>} meta="先写为什么查、查什么，存下以后派两名以上执法人员。">
        拟定检查
      </PageHead>
      <form
        noValidate
        aria-label="拟定检查"
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (search.objectId) return void sheet.submit()
          sheet.check()
          document.getElementById('inspection-object')?.focus()
        }}
      >
        <Refusal problem={sheet.problem} />
        <Sheet title="查谁、查什么">
          <div className="ag-pad ag-stack">
            <FaultSummary faults={sheet.faults} fields={sheet.shown} prefix={sheet.prefix} />
            <div className={`ag-field ${fault ? 'ag-field-fault' : ''}`}>
              <FormField id="inspection-object" label="企业">
                {fault && (
                  <span className="ag-fault" role="alert">
                    {fault}
                  </span>
                )}
                <ObjectChoice
                  id="inspection-object"
                  objectId={search.objectId}
                  onChange={(objectId) => change({ objectId, plan: undefined, month: undefined }, true)}
                />
              </FormField>
            </div>
            {counted && (
              <p className={isFull ? 'ag-warn' : 'ag-soft'} role="status">
                {counted.year} 年检查过 {counted.done} 次，另有 {counted.open} 次没有到场；一年上限 {counted.cap}{' '}
                次（上限未经核实，可在设置里改）。
                {isFull && '再查要选突破上限的理由。'}
              </p>
            )}
            <OpeningFields
              face={inspectionFace}
              sheet={sheet}
              only={(key) => key !== 'beyond' || isFull || Boolean(sheet.draft.values.beyond)}
            />
          </div>
        </Sheet>
        <div>
          <Button type="primary" htmlType="submit" disabled={sheet.busy}>
            {sheet.busy ? '正在存…' : '存下，去派人'}
          </Button>
        </div>
      </form>
    </div>
  )
}

/** A draft begun for something else follows the line of the plan that led here, and lets go of one that did not. */
function useLineOfPlan(
  { values, set }: Pick<ReturnType<typeof useOpening>['draft'], 'values' | 'set'>,
  plan: string | undefined,
  month: string | undefined,
): void {
  const isOther = (values.planId ?? undefined) !== plan || (values.month ?? undefined) !== month
  useEffect(() => {
    if (!isOther) return
    set('reason', plan ? 'plan' : 'special')
    set('planId', plan)
    set('month', month)
  }, [isOther, plan, month, set])
}
