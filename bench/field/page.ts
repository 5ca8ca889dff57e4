import { type FieldPerson, fieldDb } from '#kernel/sync/field/db.ts'
import { newId } from '#kernel/sync/field/new-id.ts'
import { keep } from '#kernel/sync/field/outbox.ts'
import { keepPhoto } from '#kernel/sync/field/photos.ts'
import { Sender } from '#kernel/sync/field/sender.ts'

/** A picture of one dot. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg=='

/** The device's own room, worked without pages: the same keeping and sending the app does. */
const bench = {
  sender: new Sender(),
  /** Keeps further operations until there are so many, each after the one before on its case. */
  async keepUpTo(person: FieldPerson, objectId: string, cases: number, total: number): Promise<number> {
    let made = await fieldDb.operations.count()
    for (; made < total; made++) {
      const of = made % cases
      const last = await lastOf(of)
      if (last) await keepComment(person, objectId, of, made, last)
      else await keepOpening(person, objectId, of)
    }
    return made
  },
  async standing() {
    const all = await fieldDb.operations.toArray()
    const of = (state: string) => all.filter((one) => one.state === state).length
    const faults = [...new Set(all.flatMap(({ state, fault }) => (state === 'problem' ? [fault] : [])))]
    return { kept: of('kept'), delivered: of('delivered'), problems: of('problem'), faults }
  },
}

declare global {
  interface Window {
    bench: typeof bench
  }
}
window.bench = bench

/** The last operation of a case and the case it is about, as the device knows them. */
async function lastOf(of: number): Promise<{ id: string; caseId: string } | null> {
  const mine = await fieldDb.operations.filter(({ detail }) => detail.startsWith(`${of}:`)).toArray()
  const last = mine.toSorted((a, b) => (a.stamp?.seq ?? 0) - (b.stamp?.seq ?? 0)).at(-1)
  return last ? { id: last.id, caseId: last.detail.slice(last.detail.indexOf(':') + 1) } : null
}

async function keepOpening(person: FieldPerson, objectId: string, of: number): Promise<void> {
  const caseId = newId()
  const bytes = Uint8Array.from(atob(DOT), (letter) => letter.charCodeAt(0))
  const photo = await keepPhoto(person, new Blob([bytes], { type: 'image/png' }), { objectId, ending: 'png' })
  const input = { what: `第 ${of} 件，配电箱门未关`, where: '1# 车间', source: 'government_inspection' }
  await keep(person, {
    path: '/hazards/register',
    body: { id: caseId, objectId, input, attachments: [photo.id] },
    title: '登记隐患',
    detail: `${of}:${caseId}`,
    objectId,
    photoIds: [photo.id],
  })
}

async function keepComment(
  person: FieldPerson,
  objectId: string,
  of: number,
  made: number,
  last: { id: string; caseId: string },
): Promise<void> {
  await keep(person, {
    path: `/hazards/${last.caseId}/comment`,
    body: { input: { text: `op ${made}` } },
    title: '留言',
    detail: `${of}:${last.caseId}`,
    after: last.id,
    objectId,
  })
}
