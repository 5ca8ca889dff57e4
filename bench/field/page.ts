import { type FieldPerson, fieldDb, type KeptOperation } from '#kernel/sync/field/db.ts'
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
    const known = await fieldDb.operations.toArray()
    const lines = linesOf(known)
    for (let made = known.length; made < total; made++) {
      const of = made % cases
      const last = lines.get(of)
      lines.set(
        of,
        last ? await keepComment(person, objectId, of, made, last) : await keepOpening(person, objectId, of),
      )
    }
    return total
  },
  async standing() {
    const accountId = (await fieldDb.lines.toCollection().first())?.accountId ?? ''
    const of = (state: string) => fieldDb.operations.where('[accountId+state]').equals([accountId, state])
    const problems = await of('problem').toArray()
    const faults = [...new Set(problems.map(({ fault }) => fault))]
    return {
      kept: await of('kept').count(),
      delivered: await of('delivered').count(),
      problems: problems.length,
      faults,
    }
  },
}

declare global {
  interface Window {
    bench: typeof bench
  }
}
window.bench = bench

/** The last operation of a case, and the case it is about. */
interface Last {
  id: string
  caseId: string
}

/** Where each case stands, as the device knows it after a new start. */
function linesOf(operations: readonly KeptOperation[]): Map<number, Last> {
  const inOrder = operations.toSorted((a, b) => (a.stamp?.seq ?? 0) - (b.stamp?.seq ?? 0))
  return new Map(
    inOrder.map(({ id, detail }) => {
      const [of = '', caseId = ''] = detail.split(':')
      return [Number(of), { id, caseId }]
    }),
  )
}

async function keepOpening(person: FieldPerson, objectId: string, of: number): Promise<Last> {
  const caseId = newId()
  const bytes = Uint8Array.from(atob(DOT), (letter) => letter.charCodeAt(0))
  const photo = await keepPhoto(person, new Blob([bytes], { type: 'image/png' }), { objectId, ending: 'png' })
  const input = { what: `第 ${of} 件，配电箱门未关`, where: '1# 车间', source: 'government_inspection' }
  const { id } = await keep(person, {
    path: '/hazards/register',
    body: { id: caseId, objectId, input, attachments: [photo.id] },
    title: '登记隐患',
    detail: `${of}:${caseId}`,
    objectId,
    photoIds: [photo.id],
  })
  return { id, caseId }
}

async function keepComment(person: FieldPerson, objectId: string, of: number, made: number, last: Last): Promise<Last> {
  const { id } = await keep(person, {
    path: `/hazards/${last.caseId}/comment`,
    body: { input: { text: `op ${made}` } },
    title: '留言',
    detail: `${of}:${last.caseId}`,
    after: last.id,
    objectId,
  })
  return { id, caseId: last.caseId }
}
