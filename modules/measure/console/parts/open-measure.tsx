import { Button } from 'antd'
import { useState } from 'react'
import { ActEvidence, FaultSummary } from '#kernel/cases/console/parts/act-fields.tsx'
import { OpeningFields } from '#kernel/cases/console/parts/opening-fields.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { EmptyState, PageHead, Sheet, To } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { ObjectChoice } from '#modules/grid/console/parts/place-field.tsx'
import { measureFace } from '../face.tsx'
import '#kernel/cases/console/act.css'
import '../measure.css'

interface OpenMeasureProps {
  act: 'propose' | 'take'
  title: string
  meta: string
  go: string
}

/** The page that opens a measure: against which enterprise, why, what, until when. */
export function OpenMeasure({ act, title, meta, go }: OpenMeasureProps) {
  const may = useMay()
  const { search, change } = useAddress()
  const objectId = search.objectId
  const sheet = useOpening(measureFace, act, { objectId }, search.what ? { what: search.what } : {})
  const [asked, setAsked] = useState(false)
  if (!may(`measure.${act}`))
    return <EmptyState whole icon="none" title={`${title}由执法人员办`} acts={<To to="/measures">看强制措施</To>} />
  const placeFault = (asked && !objectId ? '选一家企业' : undefined) ?? sheet.problem?.about('/objectId')
  return (
    <div className="ag-page ag-measure-page">
      <PageHead trail={<To to="/measures">强制措施</To>} meta={meta}>
        {title}
      </PageHead>
      <form
        noValidate
        aria-label={title}
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (objectId) return void sheet.submit()
          sheet.check()
          document.getElementById('measure-object')?.focus()
        }}
      >
        {search.from && (
          <p className="ag-notice ag-notice-ok" role="status">
            从执法检查引出：登记以后，两边互相看得到。
          </p>
        )}
        <Refusal problem={sheet.problem} />
        <Sheet title="一　对哪家企业">
          <div className="ag-pad">
            <div className={`ag-field ${placeFault ? 'ag-field-fault' : ''}`}>
              <label htmlFor="measure-object">企业</label>
              {placeFault && (
                <span className="ag-fault" role="alert">
                  {placeFault}
                </span>
              )}
              <ObjectChoice
                id="measure-object"
                objectId={objectId}
                onChange={(chosen) => change({ objectId: chosen }, true)}
              />
            </div>
          </div>
        </Sheet>
        <Sheet title="二　为什么、采取什么措施">
          <div className="ag-pad ag-stack">
            <FaultSummary faults={sheet.faults} fields={sheet.shown} prefix={sheet.prefix} />
            <OpeningFields face={measureFace} sheet={sheet} />
          </div>
        </Sheet>
        <Sheet title="三　照片和材料">
          <div className="ag-pad">
            {objectId ? (
              <ActEvidence
                prefix={sheet.prefix}
                least={sheet.declared?.attachments ?? 0}
                faults={sheet.faults}
                place={{ objectId }}
                files={sheet.draft.files}
                onChange={sheet.draft.setFiles}
              />
            ) : (
              <p className="ag-soft">先选企业，再传材料。</p>
            )}
          </div>
        </Sheet>
        <div className="ag-measure-go">
          <Button type="primary" htmlType="submit" disabled={sheet.busy || sheet.under}>
            {sheet.busy ? '正在交…' : sheet.under ? '等材料传完' : go}
          </Button>
        </div>
      </form>
    </div>
  )
}
