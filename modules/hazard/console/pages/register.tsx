import { useState } from 'react'
import { OpeningForm } from '#kernel/cases/console/parts/opening-form.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { EmptyState, To } from '#kernel/ui/parts.tsx'
import { PlaceField, type PlaceWords } from '#modules/grid/console/parts/place-field.tsx'
import { hazardFace } from '../face.tsx'
import { Doubles } from '../parts/doubles.tsx'
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
  if (!may('hazard.register'))
    return (
      <EmptyState whole icon="none" title="登记隐患由监管岗位办" acts={<To to="/hazards">看隐患</To>}>
        企业自己发现的隐患，用「上报隐患」。
      </EmptyState>
    )
  return (
    <div className="ag-page ag-report ag-register">
      <OpeningForm
        {...{ face: hazardFace, sheet, place }}
        title="登记隐患"
        meta="登记以后，由负责这家企业的岗位责令整改；照片企业也看得到。"
        go="登记隐患"
        parts={['谁的、在哪里', '看到了什么', '现场照片']}
        placeId="register-place"
        placeFirst={`先选${byGrid ? '网格' : '企业'}，再传照片：照片和隐患归在一处，对方也看得到。`}
        placeField={(isMissing) => (
          <PlaceField
            id="register-place"
            words={PLACES}
            byGrid={byGrid}
            onByGrid={setByGrid}
            fault={
              (isMissing ? (byGrid ? '选一个网格' : '选一家企业') : undefined) ?? sheet.problem?.about('/gridCode')
            }
          />
        )}
        under={<Doubles quiet {...place} what={String(sheet.draft.values.what ?? '')} />}
        note={
          search.from && (
            <p className="ag-notice ag-notice-ok" role="status">
              从另一条隐患拆出来：登记以后，两条互相看得到。
            </p>
          )
        }
      />
    </div>
  )
}
