import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ActEvidence, FaultSummary } from '#kernel/cases/console/parts/act-fields.tsx'
import { OpeningFields } from '#kernel/cases/console/parts/opening-fields.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { today } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, Sheet, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { PlaceField, type PlaceWords } from '#modules/grid/console/parts/place-field.tsx'
import { penaltyFace } from '../face.tsx'
import '#kernel/cases/console/act.css'
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
  const [asked, setAsked] = useState(false)
  const missing = !place.objectId && !place.gridCode
  if (!may(`enforcement-case.${act}`))
    return (
      <EmptyState whole icon="none" title={`${title}由执法人员办`} acts={<To to="/enforcement-cases">看案件</To>} />
    )
  const placeFault =
    (asked && missing ? (byGrid ? '选一个网格' : '选一家企业') : undefined) ?? sheet.problem?.about('/gridCode')
  const least = sheet.declared?.attachments ?? 0
  return (
    <div className="ag-page ag-pen-own">
      <PageHead trail={<To to="/enforcement-cases">行政处罚案件</To>} meta={meta}>
        {title}
      </PageHead>
      <form
        noValidate
        aria-label={title}
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (missing) {
            sheet.check()
            document.getElementById('penalty-place')?.focus()
          } else void sheet.submit()
        }}
      >
        {search.from && (
          <p className="ag-notice ag-notice-ok" role="status">
            从另一件事引出：登记以后，两边互相看得到。
          </p>
        )}
        <Refusal problem={sheet.problem} />
        <Sheet title="一　对谁">
          <div className="ag-pad ag-stack">
            <PlaceField id="penalty-place" words={PLACES} byGrid={byGrid} onByGrid={setByGrid} fault={placeFault} />
          </div>
        </Sheet>
        <Sheet title="二　什么事">
          <div className="ag-pad ag-stack">
            <FaultSummary faults={sheet.faults} fields={sheet.shown} prefix={sheet.prefix} />
            <OpeningFields face={penaltyFace} sheet={sheet} />
          </div>
        </Sheet>
        <Sheet title="三　材料">
          <div className="ag-pad">
            {missing ? (
              <p className="ag-soft">先选{byGrid ? '网格' : '企业'}，再传材料。</p>
            ) : (
              <ActEvidence
                prefix={sheet.prefix}
                least={least}
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
            {sheet.busy ? '正在交…' : sheet.under ? '等材料传完' : go}
          </Button>
        </div>
      </form>
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
