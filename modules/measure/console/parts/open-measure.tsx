import { useCase } from '#kernel/cases/console/api.ts'
import { OpeningForm } from '#kernel/cases/console/parts/opening-form.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { EmptyState, To } from '#kernel/ui/parts.tsx'
import { ObjectChoice } from '#modules/grid/console/parts/place-field.tsx'
import { measureFace } from '../face.tsx'
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
  const sheet = useOpening(
    measureFace,
    act,
    { objectId },
    {
      ...(search.what ? { what: search.what } : {}),
      ...(search.coOfficer ? { coOfficer: search.coOfficer } : {}),
    },
  )
  if (!may(`measure.${act}`))
    return <EmptyState whole icon="none" title={`${title}由执法人员办`} acts={<To to="/measures">看强制措施</To>} />
  return (
    <div className="ag-page ag-measure-page">
      <OpeningForm
        {...{ face: measureFace, sheet, title, meta, go }}
        place={{ objectId }}
        parts={['对哪家企业', '为什么、采取什么措施', '照片和材料']}
        placeId="measure-object"
        placeFirst="先选企业，再传材料。"
        placeField={(isMissing) => (
          <EnterpriseField
            objectId={objectId}
            fault={(isMissing ? '选一家企业' : undefined) ?? sheet.problem?.about('/objectId')}
            onChange={(chosen) => change({ objectId: chosen }, true)}
          />
        )}
        note={search.from && <Origin id={search.from} kind={search.kind} objectId={objectId} />}
      />
    </div>
  )
}

/** Pages of the kinds of cases a measure comes out of. */
const ORIGIN_PATHS: Readonly<Record<string, string>> = { inspection: 'inspections', hazard: 'hazards' }

interface OriginProps {
  id: string
  kind: string | undefined
  objectId: string | undefined
}

/** The inspection or hazard a measure comes out of; said plainly where it is another enterprise's. */
function Origin({ id, kind, objectId }: OriginProps) {
  const path = ORIGIN_PATHS[kind ?? '']
  const { data } = useCase(path ?? '', path ? id : '')
  const isOther = data && objectId && data.objectId !== objectId
  return (
    <p className={`ag-notice ${isOther ? 'ag-notice-soon' : 'ag-notice-ok'}`} role="status">
      {data && path ? (
        <span>
          从{kind === 'hazard' ? '隐患' : '检查'}{' '}
          <To to={`/${path}/${id}`}>
            {data.number} {data.title}
          </To>{' '}
          引出
          {isOther ? `，那是 ${data.objectName} 的，和这里选的企业不是同一家。` : '：登记以后，两边互相看得到。'}
        </span>
      ) : (
        '从另一件事引出：登记以后，两边互相看得到。'
      )}
    </p>
  )
}

interface EnterpriseFieldProps {
  objectId: string | undefined
  fault: string | undefined
  onChange(objectId: string | undefined): void
}

/** The enterprise a measure is taken against. */
const EnterpriseField = ({ objectId, fault, onChange }: EnterpriseFieldProps) => (
  <div className={`ag-field ${fault ? 'ag-field-fault' : ''}`}>
    <label htmlFor="measure-object">企业</label>
    {fault && (
      <span className="ag-fault" role="alert">
        {fault}
      </span>
    )}
    <ObjectChoice id="measure-object" objectId={objectId} onChange={onChange} />
  </div>
)
