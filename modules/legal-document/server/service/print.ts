import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { fillLayout, type Signed } from '#kernel/documents/model/fill.ts'
import type { Filled } from '#kernel/documents/model/piece.ts'
import type { Values } from '#kernel/documents/model/say.ts'
import { GlyphMissing, type PrintedForm } from '#kernel/documents/press.ts'
import type { Extras } from '#kernel/documents/typeset.ts'
import { insertFile } from '#kernel/files/store.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { layoutOf } from '#standards/legal-document/layout.ts'
import type { DocumentTemplate } from '#standards/legal-document/template.ts'
import { CODE_ALPHABET } from '../../model/number.ts'
import { documentProblems } from '../../model/problems.ts'
import type { DocumentContext } from '../context.ts'
import type { AgencyRow } from '../store/agency.ts'
import * as proofs from '../store/proof.ts'

const DEFAULT_SERIES = '安全生产行政执法文书'

/** A document as it is to be set. */
export interface Setting {
  template: DocumentTemplate
  values: Values
  agency: AgencyRow | undefined
  draft: boolean
  mark?: string | null
  signatures?: readonly proofs.SignatureRow[]
}

/** Puts the values of a document into its template. */
export function fillDocument({ template, values, agency, draft, mark, signatures = [] }: Setting): Filled {
  return fillLayout(layoutOf(template), {
    values,
    series: agency ? agency.facts.series : DEFAULT_SERIES,
    draft,
    mark: mark ?? null,
    signed: signedBy(template, signatures),
    pictures: [],
  })
}

/** Signatures by their field: pictures in the order they were taken, a refusal as its sentence. */
function signedBy(
  template: DocumentTemplate,
  signatures: readonly proofs.SignatureRow[],
): Readonly<Record<string, Signed>> {
  const labels = new Map(template.signatures.map(({ field, label_zh }) => [field, label_zh]))
  return Object.fromEntries(
    [...new Set(signatures.map(({ field }) => field))].map((field) => {
      const own = signatures.filter((signature) => signature.field === field)
      const refused = own.find(({ kind }) => kind === 'refused')
      return [
        field,
        {
          images: own.filter(({ kind }) => kind === 'picture').map(pictureName),
          refusal: refused ? refusalSentence(labels.get(field) ?? '', refused) : null,
        },
      ]
    }),
  )
}

const pictureName = ({ id }: proofs.SignatureRow): string => `${id}.png`

/** {role}拒绝签名，事由：{reason}。 documents.md §5. */
function refusalSentence(role: string, { signer, reason, witness }: proofs.SignatureRow): string {
  const seen = witness
    ? `见证人：${[witness.name, witness.idNo, witness.phone].filter(Boolean).join('，')}。`
    : '现场无见证人，以音像记录为准。'
  return `${role}${signer}拒绝签名，事由：${reason}。${seen}`
}

const picturesOf = (signatures: readonly proofs.SignatureRow[]): Record<string, Uint8Array> =>
  Object.fromEntries(
    signatures.flatMap((signature) => (signature.picture ? [[pictureName(signature), signature.picture]] : [])),
  )

/** How a filled-in document is printed. */
interface Printing {
  signatures?: readonly proofs.SignatureRow[]
  qr?: string | null
  slip?: boolean
}

const extrasOf = (filled: Filled, how: Printing): Extras => ({
  images: picturesOf(how.signatures ?? []),
  qr: how.qr ?? null,
  seam: filled.pieces.some((piece) => piece.p === 'seal'),
  slip: how.slip ?? false,
})

/** Prints a filled-in document. @throws glyphMissing naming the characters that cannot be drawn */
export const printDocument = (context: DocumentContext, filled: Filled, how: Printing = {}): Promise<PrintedForm> =>
  namingGlyphs(context.press.print(filled, extrasOf(filled, how)))

/** Draws the pages of a filled-in document as one picture. @throws glyphMissing */
export const drawDocument = (context: DocumentContext, filled: Filled, how: Printing = {}): Promise<string> =>
  namingGlyphs(context.press.draw(filled, extrasOf(filled, how)))

async function namingGlyphs<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof GlyphMissing)) throw error
    const characters = error.characters.map((one) => `“${one}”`).join('、')
    throw new Problem(
      documentProblems.glyphMissing,
      `字库里没有${characters}，印出来会是空框。请核对这个字，或请管理员安装含这个字的字体。`,
    )
  }
}

/** Keeps the PDF of an issued document as a file, and notes it as an edition. */
export async function keepEdition(
  tx: Tx,
  context: DocumentContext,
  actor: Actor,
  about: { documentId: string; gridCode: string; name: string; edition: number; why: 'issued' | 'signed' },
  printed: PrintedForm,
): Promise<void> {
  const blob = await context.blobs.receive(Readable.from([printed.pdf]), printed.pdf.length)
  await context.blobs.keep(blob)
  const fileId = newId()
  // Of no object: the other side gets it through the document, once it was served.
  await insertFile(tx, {
    id: fileId,
    sha256: blob.sha256,
    size: blob.size,
    mediaType: 'application/pdf',
    name: `${about.name}.pdf`,
    gridCode: about.gridCode,
    objectId: null,
    accountId: actor.accountId,
    claims: null,
  })
  await proofs.insertEdition(tx, {
    documentId: about.documentId,
    edition: about.edition,
    sha256: blob.sha256,
    fileId,
    pages: printed.pages,
    why: about.why,
  })
}

/** SM3 over the number and the words of a document (GB/T 32905). */
export const textHashOf = (number: string | null, words: string): string =>
  createHash('sm3')
    .update(JSON.stringify([number, words]))
    .digest('hex')

/** A check code of twelve letters and digits: 60 bits, so that nobody finds one by trying. */
export const newCheckCode = (): string =>
  [...randomBytes(12)].map((byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('')
