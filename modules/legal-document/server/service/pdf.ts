import { buffer } from 'node:stream/consumers'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { DocumentContext } from '../context.ts'
import { type AgencyRow, findAgencyOf } from '../store/agency.ts'
import type { DocumentRow } from '../store/document.ts'
import { type EditionRow, listEditions, listSignatures, type SignatureRow } from '../store/proof.ts'
import { getDocument } from './draft.ts'
import { fillDocument, printDocument } from './print.ts'

/** Reads inside somebody's scope and gives the connection back. */
type ReadInScope = <T>(scope: Actor['scope'], work: (tx: Tx) => Promise<T>) => Promise<T>

/** A document with what setting it needs. */
interface InHand {
  row: DocumentRow
  agency: AgencyRow | undefined
  editions: EditionRow[]
  signatures: SignatureRow[]
}

export const inHand = (readInScope: ReadInScope, actor: Actor, id: string): Promise<InHand> =>
  readInScope(actor.scope, async (tx) => {
    const row = await getDocument(tx, actor, id)
    return {
      row,
      agency: actor.scope.objectId === null ? await findAgencyOf(tx, row.agencyGrid) : undefined,
      editions: await listEditions(tx, id),
      signatures: await listSignatures(tx, id),
    }
  })

/** Whether its words may still change. */
export const isDraft = ({ state }: Pick<DocumentRow, 'state'>): boolean => state === 'draft' || state === 'discarded'

/** What is called a copy on its face: a draft, and what was issued on paper before the platform and has no PDF of its own. */
export const markOf = ({ row, editions }: Pick<InHand, 'row' | 'editions'>): string | null =>
  isDraft(row) ? '草稿' : editions.length === 0 ? '副本' : null

/**
 * The kept PDF of an issued document; a draft, a slip, or one issued on paper before the platform is set now. Setting happens after the
 * connection went back.
 * @throws notFound; glyphMissing
 */
export async function pdfOf(
  context: DocumentContext,
  readInScope: ReadInScope,
  actor: Actor,
  id: string,
  query: { edition?: number | undefined; slip: 'yes' | 'no' },
): Promise<{ bytes: Buffer; name: string }> {
  const { row, editions, signatures, agency } = await inHand(readInScope, actor, id)
  const wanted = query.edition ? editions.find(({ edition }) => edition === query.edition) : editions.at(-1)
  if (query.edition && !wanted) throw new Problem(common.notFound, '没有这一版 PDF。')
  if (wanted && query.slip === 'no')
    return { bytes: await buffer(await context.blobs.read(wanted.sha256)), name: fileNameOf(row) }
  const draft = isDraft(row)
  const mark = draft ? '草稿' : '副本'
  const { template, values, series } = row
  const filled = fillDocument({ template, values, agency, series, draft, mark, signatures })
  const printed = await printDocument(context, filled, { signatures, slip: query.slip === 'yes' })
  return { bytes: printed.pdf, name: fileNameOf(row) }
}

/** What a file of a document is called, without its ending. */
export const fileNameOf = ({ name, number }: Pick<DocumentRow, 'name' | 'number'>): string =>
  `${name}${number ?? '（草稿）'}`
