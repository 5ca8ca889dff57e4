import { Button } from 'antd'
import { useState } from 'react'
import { ActEvidence, FaultSummary } from '#kernel/cases/console/parts/act-fields.tsx'
import { OpeningFields } from '#kernel/cases/console/parts/opening-fields.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { EmptyState, PageHead, Sheet, To } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { PlaceField, type PlaceWords } from '#modules/grid/console/parts/place-field.tsx'
import { hazardFace } from '../face.tsx'
import { Doubles } from '../parts/doubles.tsx'
import '#kernel/cases/console/act.css'
import '../hazard.css'

const PLACES: PlaceWords = [
  { value: 'object', label: '企业的隐患' },
  { value: 'grid', label: '没有企业的地方' },
]

/** An office registers a hazard: about whom or where, what, with a photograph. */
export function RegisterHazardPage() {
  const may = useMay()
  const { search } = useAddress()
  const [byGrid, setByGrid] = useState(Boolean(search.gridCode))
  const place = byGrid ? { gridCode: search.gridCode } : { objectId: search.objectId }
  const sheet = useOpening(hazardFace, 'register', place, {})
  const [asked, setAsked] = useState(false)
  const placeMissing = !place.objectId && !place.gridCode
  if (!may('hazard.register'))
    return (
      <EmptyState whole icon="none" title="登记隐患由监管岗位办" acts={<To to="/hazards">看隐患</To>}>
        企业自己发现的隐患，用「上报隐患」。
      </EmptyState>
    )
  const placeFault =
    (asked && placeMissing ? (byGrid ? '选一个网格' : '选一家企业') : undefined) ?? sheet.problem?.about('/gridCode')
  return (
    <div className="ag-page ag-report ag-register">
      <PageHead trail={<To to="/hazards">隐患</To>} meta="登记以后，由负责这家企业的岗位责令整改；照片企业也看得到。">
        登记隐患
      </PageHead>
      <form
        noValidate
        aria-label="登记隐患"
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (placeMissing) {
            sheet.check()
            document.getElementById('register-place')?.focus()
          } else void sheet.submit()
        }}
      >
        {search.from && (
          <p className="ag-notice ag-notice-ok" role="status">
            从另一条隐患拆出来：登记以后，两条互相看得到。
          </p>
        )}
        <Refusal problem={sheet.problem} />
        <Sheet title="一　谁的、在哪里">
          <div className="ag-pad ag-stack">
            <PlaceField id="register-place" words={PLACES} byGrid={byGrid} onByGrid={setByGrid} fault={placeFault} />
          </div>
        </Sheet>
        <Sheet title="二　看到了什么">
          <div className="ag-pad ag-stack">
            <FaultSummary faults={sheet.faults} fields={sheet.shown} prefix={sheet.prefix} />
            <OpeningFields face={hazardFace} sheet={sheet} />
            <Doubles quiet {...place} what={String(sheet.draft.values.what ?? '')} />
          </div>
        </Sheet>
        <Sheet title="三　现场照片">
          <div className="ag-pad">
            {placeMissing && sheet.draft.files.length === 0 ? (
              <p className="ag-soft">先选{byGrid ? '网格' : '企业'}，再传照片：照片和隐患归在一处，对方也看得到。</p>
            ) : (
              <ActEvidence
                prefix={sheet.prefix}
                least={1}
                faults={sheet.faults}
                place={place}
                files={sheet.draft.files}
                onChange={sheet.draft.setFiles}
              />
            )}
          </div>
        </Sheet>
        <div className="ag-register-go">
          <Button type="primary" htmlType="submit" disabled={sheet.busy || sheet.under}>
            {sheet.busy ? '正在登记…' : sheet.under ? '等照片传完' : '登记隐患'}
          </Button>
        </div>
      </form>
    </div>
  )
}
