import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { FilePlace } from '#kernel/files/console/sent-file.ts'
import { PageHead, Sheet, To } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { type CaseFace, homeOf } from '../face.ts'
import type { useOpening } from '../use-opening.ts'
import { ActEvidence, FaultSummary } from './act-fields.tsx'
import { OpeningFields } from './opening-fields.tsx'
import '../act.css'

interface OpeningFormProps {
  face: CaseFace
  sheet: ReturnType<typeof useOpening>
  title: string
  meta: string
  /** The button. */
  go: string
  /** Whom or what place it is about; nothing chosen yet. */
  place: FilePlace
  /** What is said while no place is chosen, where materials would stand. */
  placeFirst: string
  /** Id of the control that chooses it, to be focused when it is missing. */
  placeId: string
  /** The control that chooses it, with what is wrong once it was asked for. */
  placeField(asked: boolean): ReactNode
  /** Titles of the three parts. */
  parts: readonly [place: string, fields: string, materials: string]
  /** Something under the fields, such as what may be the same matter. */
  under?: ReactNode
  /** Something above the form, such as what it comes out of. */
  note?: ReactNode
}

/** The form that opens a case in three parts: about whom, what the declaration asks, materials. */
export function OpeningForm(props: OpeningFormProps) {
  const { face, sheet, title, meta, go, place, parts } = props
  const [asked, setAsked] = useState(false)
  const missing = !place.objectId && !place.gridCode
  const submit = () => {
    setAsked(true)
    if (!missing) return void sheet.submit()
    sheet.check()
    document.getElementById(props.placeId)?.focus()
  }
  return (
    <>
      <PageHead trail={<To to={homeOf(face)}>{face.type.title}</To>} meta={meta}>
        {title}
      </PageHead>
      <form
        noValidate
        aria-label={title}
        className="ag-stack"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {props.note}
        <Refusal problem={sheet.problem} />
        <Sheet title={`一　${parts[0]}`}>
          <div className="ag-pad ag-stack">{props.placeField(asked && missing)}</div>
        </Sheet>
        <Sheet title={`二　${parts[1]}`}>
          <div className="ag-pad ag-stack">
            <FaultSummary faults={sheet.faults} fields={sheet.shown} prefix={sheet.prefix} />
            <OpeningFields face={face} sheet={sheet} />
            {props.under}
          </div>
        </Sheet>
        <Sheet title={`三　${parts[2]}`}>
          <div className="ag-pad">
            {missing ? (
              <p className="ag-soft">{props.placeFirst}</p>
            ) : (
              <ActEvidence
                prefix={sheet.prefix}
                least={sheet.declared?.attachments ?? 0}
                faults={sheet.faults}
                place={place}
                files={sheet.draft.files}
                onChange={sheet.draft.setFiles}
              />
            )}
          </div>
        </Sheet>
        <div className="ag-opening-go">
          <Button type="primary" htmlType="submit" disabled={sheet.busy || sheet.under}>
            {sheet.busy ? '正在交…' : sheet.under ? '等材料传完' : go}
          </Button>
        </div>
      </form>
    </>
  )
}
