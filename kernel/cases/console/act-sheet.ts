import { useState } from 'react'
import type { FieldFault } from '#kernel/ui/api.ts'
import { actOf, type Field, fieldsOf } from '../model/fields.ts'
import { useDraft } from './draft.ts'
import type { CaseFace } from './face.ts'
import { faultsOf, inputOf, isMissed, type Values } from './fields.ts'
import { usePlace } from './place.ts'
import { useSendAct } from './send-act.ts'

/** A form of one act: its draft, its faults, and how it is sent. */
export function useActSheet(face: CaseFace, act: string, draftName: string, first: Values = NOTHING) {
  const declared = actOf(face.type, act)
  const fields = declared ? fieldsOf(declared.input) : NO_FIELDS
  const draft = useDraft(draftName, first)
  const sending = useSendAct()
  const [told, setTold] = useState<readonly FieldFault[]>([])
  const place = usePlace((declared?.attachments ?? 0) > 0)
  const hidden = face.hides?.(act, draft.values) ?? []
  const input = inputOf(fields, draft.values, hidden)
  const ready = draft.files.filter(({ fileId }) => fileId)
  const under = draft.files.some(({ fileId, fault }) => !fileId && !fault)
  return {
    declared,
    draft,
    under,
    problem: sending.problem,
    busy: sending.busy,
    shown: fields
      .filter(({ key }) => !hidden.includes(key))
      .map((field) => ({ ...field, optional: field.optional && !isMissed(face.type, act, input, field.key) })),
    // A field is judged anew with every key once it was complained of, so the complaint goes when it is mended.
    faults: told.filter(
      ({ pointer }) =>
        sending.problem !== null ||
        faultsOf(face.type, act, input, ready.length).some((now) => now.pointer === pointer),
    ),
    /** Faults that would be found now; remembered, so that the form shows them. */
    check(keys?: readonly string[]): readonly FieldFault[] {
      const all = faultsOf(face.type, act, input, ready.length)
      const found = keys ? all.filter(({ pointer }) => keys.some((key) => pointer.endsWith(`/${key}`))) : all
      sending.clear()
      setTold(found)
      return found
    },
    async send<T>(path: string, more: Record<string, unknown> = {}): Promise<T | null> {
      const where = place()
      return sending.send<T>(path, {
        ...more,
        input,
        attachments: ready.map(({ fileId }) => fileId),
        ...(where ? { place: where } : {}),
      })
    },
    /** The same act on many cases with one input. */
    sendMany<T>(path: string, act: string, items: readonly { id: string; version: number }[]): Promise<T | null> {
      return sending.send<T>(path, { act: { act, input }, items }, false)
    },
    /** The same act on everything a filter matches. @param expected how many the person saw */
    sendAll<T>(
      path: string,
      act: string,
      filter: Readonly<Record<string, unknown>>,
      expected: number,
    ): Promise<T | null> {
      return sending.send<T>(path, { act: { act, input }, filter, expected }, false)
    },
  }
}

const NO_FIELDS: readonly Field[] = []
const NOTHING: Values = {}
