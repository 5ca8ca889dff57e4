import type { z } from 'zod'
import { useDraft } from '#kernel/cases/console/draft.ts'
import type { SentFile } from '#kernel/files/console/sent-file.ts'
import type { Position } from '#kernel/ui/position.ts'
import type { Follow } from '../model/codes.ts'
import type { PatrolItemInput } from '../model/schema.ts'

/** What was answered to one check so far. */
export interface Answer {
  result?: 'ok' | 'not_ok' | 'na'
  note?: string
  follow?: Follow
  eventItem?: string
  where?: string
}

/** A photograph and what it belongs to: the check-in, or a check. */
type Shot = SentFile & { slot?: string }

/** Slot of the photographs of the check-in. */
export const CHECK_IN = 'check-in'

const NOTHING = {}

/** A visit on its way: kept in this tab until it is sent, so that a lost line or a reload loses nothing. */
export function useVisitDraft(objectId: string) {
  const draft = useDraft(`patrol.${objectId}`, NOTHING)
  const { values, set, files, setFiles } = draft
  const answers = (values.answers ?? {}) as Readonly<Record<string, Answer>>
  const slotOf = (file: SentFile) => (file as Shot).slot
  return {
    id: draft.id,
    clear: draft.clear,
    startedAt: values.startedAt as string | undefined,
    /** When one left, for a visit made on paper and written down afterwards (补录). */
    endedAt: values.endedAt as string | undefined,
    later: values.later === true,
    position: (values.position ?? null) as Position | null,
    reason: (values.reason ?? '') as string,
    template: values.template as string | undefined,
    note: (values.note ?? '') as string,
    metBy: (values.metBy ?? '') as string,
    signature: values.signature as string | undefined,
    answers,
    set,
    answer: (code: string, change: Answer) => set('answers', { ...answers, [code]: { ...answers[code], ...change } }),
    answerAll: (codes: readonly string[], result: NonNullable<Answer['result']>) =>
      set('answers', { ...answers, ...Object.fromEntries(codes.map((code) => [code, { ...answers[code], result }])) }),
    under: files.some(({ fileId, fault }) => !fileId && !fault),
    filesOf: (slot: string) => files.filter((file) => slotOf(file) === slot),
    setFilesOf: (slot: string) => (change: (files: SentFile[]) => SentFile[]) =>
      setFiles((all) => [
        ...all.filter((file) => slotOf(file) !== slot),
        ...change(all.filter((file) => slotOf(file) === slot)).map((file): Shot => ({ ...file, slot })),
      ]),
    photosOf: (slot: string) => files.flatMap((file) => (slotOf(file) === slot && file.fileId ? [file.fileId] : [])),
  }
}

export type VisitDraft = ReturnType<typeof useVisitDraft>

/** A visit as it is sent now. @param codes checks of the chosen list, in its order */
export function bodyOf(draft: VisitDraft, objectId: string, codes: readonly string[], endedAt: string) {
  return {
    id: draft.id,
    objectId,
    checkIn: {
      position: draft.later ? null : draft.position,
      photos: draft.photosOf(CHECK_IN),
      reason: draft.later && draft.reason ? `补录：${draft.reason}` : draft.reason,
    },
    startedAt: draft.startedAt ?? endedAt,
    endedAt: (draft.later && draft.endedAt) || endedAt,
    ...(draft.template ? { template: draft.template } : {}),
    items: codes.flatMap((code): z.input<typeof PatrolItemInput>[] => {
      const answer = draft.answers[code]
      if (!answer?.result) return []
      if (answer.result !== 'not_ok') return [{ code, result: answer.result }]
      const { note = '', follow, where, eventItem } = answer
      const more = {
        ...(follow ? { follow } : {}),
        ...(follow && follow !== 'fixed' && where ? { where } : {}),
        ...(follow === 'event' && eventItem ? { eventItem } : {}),
      }
      return [{ code, result: answer.result, note, photos: draft.photosOf(code), ...more }]
    }),
    note: draft.note,
    metBy: draft.metBy,
    ...(draft.signature ? { signature: draft.signature } : {}),
  }
}
