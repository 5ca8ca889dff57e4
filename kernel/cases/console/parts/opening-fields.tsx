import type { CaseFace } from '../face.ts'
import type { useOpening } from '../use-opening.ts'
import { ActFields } from './act-fields.tsx'

interface OpeningFieldsProps {
  face: CaseFace
  sheet: Pick<ReturnType<typeof useOpening>, 'shown' | 'draft' | 'faults' | 'prefix'>
  /** Which of the fields; all of them unless said. */
  only?: (key: string) => boolean
}

/** Fields of a form that opens a case. */
export const OpeningFields = ({ face, sheet, only }: OpeningFieldsProps) => (
  <ActFields
    face={face}
    fields={only ? sheet.shown.filter(({ key }) => only(key)) : sheet.shown}
    values={sheet.draft.values}
    faults={sheet.faults}
    prefix={sheet.prefix}
    caseId={null}
    onSet={sheet.draft.set}
  />
)
