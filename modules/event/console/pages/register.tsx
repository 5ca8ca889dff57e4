import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { ActEvidence, ActFields, FaultSummary } from '#kernel/cases/console/parts/act-fields.tsx'
import { useOpening } from '#kernel/cases/console/use-opening.ts'
import { type Me, useMay, useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { day, today } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { PlaceField, type PlaceWords } from '#modules/grid/console/parts/place-field.tsx'
import { findEventItem, lastDayOf } from '../../model/catalogue.ts'
import { useDoubles } from '../api.ts'
import { eventFace } from '../face.tsx'
import { DoubleNotice } from '../parts/double-notice.tsx'
import '#kernel/cases/console/act.css'
import '../event.css'

/** Grid staff and officers register what they found: what, where, a photograph. */
export function RegisterEventPage() {
  const may = useMay()
  const me = useMe()
  if (!me.data) return <Waiting lines={8} />
  if (!may('event.register'))
    return (
      <EmptyState whole icon="none" title="登记事件由网格和监管岗位办" acts={<To to="/events">看事件</To>}>
        您的岗位可以看事件，不能登记。
      </EmptyState>
    )
  return <Register me={me.data} />
}

/** Digits of a village: whoever answers for one finds things there. */
const VILLAGE_DIGITS = 12
const NOTHING = {}
/** What grid staff find is mostly about a place. */
const PLACES: PlaceWords = [
  { value: 'grid', label: '村里的地方' },
  { value: 'object', label: '企业里' },
]

function Register({ me }: { me: Me }) {
  const { search } = useAddress()
  const [byGrid, setByGrid] = useState(!search.objectId)
  const ownVillage = me.gridCode.length >= VILLAGE_DIGITS ? me.gridCode : undefined
  const place = byGrid ? { gridCode: search.gridCode ?? ownVillage } : { objectId: search.objectId }
  const sheet = useOpening(eventFace, 'register', place, NOTHING)
  const [asked, setAsked] = useState(false)
  const placeMissing = !place.objectId && !place.gridCode
  const placeFault =
    (asked && placeMissing ? (byGrid ? '选一个网格' : '选一家企业') : undefined) ?? sheet.problem?.about('/gridCode')
  const { values, set } = sheet.draft
  const item = findEventItem(values.itemCode)
  const dueOn = item && lastDayOf(item, today())
  // The last day follows from the item; a draft of yesterday is given today's.
  useEffect(() => {
    if (values.dueOn !== dueOn) set('dueOn', dueOn)
  }, [values.dueOn, dueOn, set])
  const doubles = useDoubles(values.itemCode, place).data?.items ?? []
  const sameAs = doubles.some(({ id }) => id === values.sameAs) ? values.sameAs : undefined
  useEffect(() => {
    if (values.sameAs !== sameAs) set('sameAs', sameAs)
  }, [values.sameAs, sameAs, set])
  const fields = (keys: readonly string[]) => sheet.shown.filter(({ key }) => keys.includes(key))
  const part = (keys: readonly string[]) => (
    <ActFields
      face={eventFace}
      fields={fields(keys)}
      values={values}
      faults={sheet.faults}
      prefix={sheet.prefix}
      caseId={null}
      onSet={set}
    />
  )
  // The days follow from the item, so a fault of theirs is a fault of the choice above.
  const faults = sheet.faults.filter(({ pointer }) => pointer !== '/input/dueOn')
  return (
    <div className="ag-page ag-event-register">
      <PageHead trail={<To to="/events">事件</To>} meta="选事项、说清楚在哪里、拍一张照片。办结以后会答复您。">
        登记事件
      </PageHead>
      <form
        noValidate
        aria-label="登记事件"
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (!placeMissing) return void sheet.submit()
          sheet.check()
          document.getElementById('event-place')?.focus()
        }}
      >
        <Refusal problem={sheet.problem} />
        <Sheet title="一　是什么事">
          <div className="ag-pad ag-stack">
            {part(['itemCode'])}
            {dueOn && <p className="ag-soft">办结期限 {day(dueOn)}</p>}
          </div>
        </Sheet>
        <Sheet title="二　在哪里，看到了什么">
          <div className="ag-pad ag-stack">
            <PlaceField
              id="event-place"
              words={PLACES}
              byGrid={byGrid}
              onByGrid={setByGrid}
              ownGrid={ownVillage}
              fault={placeFault}
            />
            <DoubleNotice doubles={doubles} chosen={values.sameAs} onChoose={(id) => set('sameAs', id)} />
            {part(['where', 'what', 'special'])}
          </div>
        </Sheet>
        <Sheet title="三　现场照片">
          <div className="ag-pad">
            {placeMissing && sheet.draft.files.length === 0 ? (
              <p className="ag-soft">先选{byGrid ? '网格' : '企业'}，再传照片：照片和事件归在一处。</p>
            ) : (
              <ActEvidence
                prefix={sheet.prefix}
                least={0}
                faults={faults}
                place={place}
                files={sheet.draft.files}
                onChange={sheet.draft.setFiles}
              />
            )}
            {!placeMissing && sheet.draft.files.length === 0 && (
              <p className="ag-pale">有照片办得快，也好核查；实在拍不了可以不传。</p>
            )}
          </div>
        </Sheet>
        <div className="ag-event-go">
          <FaultSummary faults={faults} fields={sheet.shown} prefix={sheet.prefix} />
          <Button type="primary" htmlType="submit" disabled={sheet.busy || sheet.under}>
            {sheet.busy ? '正在登记…' : sheet.under ? '等照片传完' : values.sameAs ? '登记并合并' : '登记事件'}
          </Button>
        </div>
      </form>
    </div>
  )
}
