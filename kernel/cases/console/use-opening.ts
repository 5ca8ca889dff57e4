import { useNavigate } from '@tanstack/react-router'
import type { FilePlace } from '#kernel/files/console/sent-file.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { useActSheet } from './act-sheet.ts'
import { type CaseAnswer, useRefreshCases } from './api.ts'
import { type CaseFace, homeOf } from './face.ts'
import type { Values } from './fields.ts'
import { fieldId } from './parts/act-fields.tsx'

/** The form that opens a case by an act; a kind lays its fields out as it likes. Its id is the draft's, so one form makes one case. `from` in the address is the case it comes out of. */
export function useOpening(face: CaseFace, act: string, place: FilePlace, first: Values) {
  const sheet = useActSheet(face, act, `open.${face.type.name}.${act}`, first)
  const refresh = useRefreshCases(face.type.path)
  const navigate = useNavigate()
  const { search } = useAddress()
  const prefix = `open-${act}`
  const several =
    Object.values(face.type.acts).filter(({ from, internal }) => from === 'nothing' && !internal).length > 1
  const faults = [...sheet.faults, ...(sheet.problem?.errors ?? [])]
  /** Sends it and goes to the new case; stays with the first fault in focus when it is not complete. */
  const submit = async () => {
    const first = sheet.check()[0]?.pointer.replace(/^\/(input\/)?/, '')
    if (first) return document.getElementById(fieldId(prefix, first))?.focus()
    const answer = await sheet.send<CaseAnswer>(`/${face.type.path}${several ? `/${act}` : ''}`, {
      id: sheet.draft.id,
      ...(search.from ? { fromId: search.from } : {}),
      ...(place.objectId ? { objectId: place.objectId } : place.gridCode ? { gridCode: place.gridCode } : {}),
    })
    if (!answer) return
    sheet.draft.clear()
    await refresh()
    void navigate({ to: `${homeOf(face)}/${answer.id}` })
  }
  return { ...sheet, prefix, faults, submit }
}
