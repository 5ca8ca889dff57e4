import type { z } from 'zod'
import type { Position } from '#kernel/ui/position.ts'
import type { Follow } from '../model/codes.ts'
import type { PatrolItemInput } from '../model/schema.ts'

/** What was answered to one check so far. */
export interface FieldAnswer {
  result?: 'ok' | 'not_ok' | 'na'
  note?: string
  photos?: string[]
  voices?: string[]
  follow?: Follow
  eventItem?: string | undefined
  where?: string
}

/** A visit while it is made, as the device keeps it. */
export interface FieldVisit {
  id: string
  startedAt: string
  position: Position | null
  positionFault: string
  reason: string
  template: string
  /** The check one looks at; past the last one leaves. */
  at: number
  answers: Record<string, FieldAnswer>
  note: string
  /** What was said about the visit as a whole. */
  voices?: string[]
  metBy: string
  signature: string | undefined
  /** When one left and why it is written down only now, for a visit made on paper (补录). */
  later?: { endedAt: string; why: string } | undefined
}

export const NEW_VISIT: FieldVisit = {
  ...{ id: '', startedAt: '', position: null, positionFault: '', reason: '', template: '', at: 0 },
  ...{ answers: {}, note: '', metBy: '', signature: undefined },
}

/** What is missing in an answer, the first thing; null when it is whole or was skipped. */
export function firstFault(answer: FieldAnswer): { field: keyof FieldAnswer; words: string } | null {
  if (answer.result !== 'not_ok') return null
  if ((answer.note ?? '').trim().length < 2) return { field: 'note', words: '写清楚看到了什么' }
  if (!answer.follow) return { field: 'follow', words: '选怎么处理' }
  if (answer.follow === 'hazard' && !answer.photos?.length) return { field: 'photos', words: '登记为隐患要有照片' }
  if (answer.follow === 'event' && !answer.eventItem) return { field: 'eventItem', words: '选一个事项' }
  if (answer.follow !== 'fixed' && (answer.where ?? '').trim().length < 2)
    return { field: 'where', words: '写清楚在哪里' }
  return null
}

/** A visit as the server takes it. @param codes checks of the list, in its order */
export function bodyOf(
  visit: FieldVisit,
  objectId: string,
  template: string | undefined,
  codes: readonly string[],
  endedAt: string,
) {
  const { id, startedAt, position, reason, note, metBy, signature, later } = visit
  return {
    ...{ id, objectId, startedAt, endedAt: later?.endedAt ?? endedAt, note, metBy },
    checkIn: { position, photos: visit.voices ?? [], reason: later ? `补录：${later.why}` : reason },
    ...(template ? { template } : {}),
    items: codes.flatMap((code) => itemOf(code, visit.answers[code])),
    ...(signature ? { signature } : {}),
  }
}

function itemOf(code: string, answer: FieldAnswer | undefined): z.input<typeof PatrolItemInput>[] {
  if (!answer?.result) return []
  if (answer.result !== 'not_ok') return [{ code, result: answer.result }]
  const { note = '', follow, where, eventItem, photos = [], voices = [] } = answer
  return [
    {
      ...{ code, result: answer.result, note, photos: [...photos, ...voices] },
      ...(follow ? { follow } : {}),
      ...(follow && follow !== 'fixed' && where ? { where } : {}),
      ...(follow === 'event' && eventItem ? { eventItem } : {}),
    },
  ]
}
