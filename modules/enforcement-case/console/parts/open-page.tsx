import { useEffect, useRef, useState } from 'react'
import { OpeningForm } from '#kernel/cases/console/parts/opening-form.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { today } from '#kernel/ui/format.ts'
import { EmptyState, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { PlaceField, type PlaceWords } from '#modules/grid/console/parts/place-field.tsx'
import { penaltyFace } from '../face.tsx'
import '../penalty.css'

const PLACES: PlaceWords = [
  { value: 'object', label: '企业' },
  { value: 'grid', label: '没有登记的单位或个人' },
]

interface OpenPageProps {
  act: 'register' | 'on-spot'
  title: string
  meta: string
  go: string
}

/** The page of an act that opens a case: about whom, then what the declaration asks. */
export function OpenPage({ act, title, meta, go }: OpenPageProps) {
  const may = useMay()
  const { search } = useAddress()
  const [byGrid, setByGrid] = useState(Boolean(search.gridCode))
  const place = byGrid ? { gridCode: search.gridCode } : { objectId: search.objectId }
  const sheet = useOpening(penaltyFace, act, place, {
    partyKind: 'unit',
    foundOn: today(),
    ...(search.from ? { source: search.source ?? 'hazard', what: search.what } : {}),
  })
  usePartyName(place.objectId, sheet.draft)
  if (!may(`enforcement-case.${act}`))
    return (
      <EmptyState whole icon="none" title={`${title}由执法人员办`} acts={<To to="/enforcement-cases">看案件</To>} />
    )
  return (
    <div className="ag-page ag-pen-own">
      <OpeningForm
        {...{ face: penaltyFace, sheet, title, meta, go, place }}
        parts={['对谁', '什么事', '材料']}
        placeId="penalty-place"
        placeFirst={`先选${byGrid ? '网格' : '企业'}，再传材料。`}
        placeField={(isMissing) => (
          <PlaceField
            id="penalty-place"
            words={PLACES}
            byGrid={byGrid}
            onByGrid={setByGrid}
            fault={
              (isMissing ? (byGrid ? '选一个网格' : '选一家企业') : undefined) ?? sheet.problem?.about('/gridCode')
            }
          />
        )}
        note={
          search.from && (
            <p className="ag-notice ag-notice-ok" role="status">
              从另一件事引出：登记以后，两边互相看得到。
            </p>
          )
        }
      />
    </div>
  )
}

/** Fills in what the chosen enterprise is called, where nobody typed another name. */
function usePartyName(
  objectId: string | undefined,
  draft: { values: Readonly<Record<string, unknown>>; set(key: string, value: unknown): void },
): void {
  const enterprise = useRead<{ values: { name: string } }>(objectId ? `/enterprises/${objectId}` : null)
  const filled = useRef<string | null>(null)
  const name = enterprise.data?.values.name
  const given = draft.values.partyName
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another enterprise fills it anew
  useEffect(() => {
    if (!name || (given && given !== filled.current)) return
    filled.current = name
    draft.set('partyName', name)
  }, [name])
}
