import { fillLayout, type Signed } from '#kernel/documents/model/fill.ts'
import type { Filled } from '#kernel/documents/model/piece.ts'
import type { Values } from '#kernel/documents/model/say.ts'
import { wordsOf } from '#kernel/documents/model/words-of.ts'
import { sm3 } from '#standards/hash/sm3.ts'
import { layoutOf } from '#standards/legal-document/layout.ts'
import type { DocumentTemplate } from '#standards/legal-document/template.ts'

/** A signature as it stands in a document. */
export interface StandingSignature {
  id: string
  field: string
  kind: 'picture' | 'paper' | 'refused'
  signer: string
  reason: string | null
  witness: { name: string; idNo: string; phone: string } | null
}

/** A document as it is to be set. */
export interface DocumentSetting {
  template: DocumentTemplate
  values: Values
  /** Line above the title; empty for none. */
  series: string
  draft: boolean
  mark?: string | null
  signatures?: readonly StandingSignature[]
}

/** Puts the values of a document into its template; the same on the server and on a device without a network. */
export const setDocument = ({ template, values, series, draft, mark, signatures = [] }: DocumentSetting): Filled =>
  fillLayout(layoutOf(template), {
    values,
    series,
    draft,
    mark: mark ?? null,
    signed: signedBy(template, signatures),
    pictures: [],
  })

/** Signatures by their field: pictures in the order they were taken, a refusal as its sentence. */
function signedBy(
  template: DocumentTemplate,
  signatures: readonly StandingSignature[],
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

/** What the pieces call the picture of a signature. */
export const pictureName = ({ id }: Pick<StandingSignature, 'id'>): string => `${id}.png`

/** {role}拒绝签名，事由：{reason}。 documents.md §5. */
function refusalSentence(role: string, { signer, reason, witness }: StandingSignature): string {
  const seen = witness
    ? `见证人：${[witness.name, witness.idNo, witness.phone].filter(Boolean).join('，')}。`
    : '现场无见证人，以音像记录为准。'
  return `${role}${signer}拒绝签名，事由：${reason}。${seen}`
}

/** Values the issue itself gives. */
export function sealedValues(
  template: Pick<DocumentTemplate, 'fields'>,
  number: string | null,
  issuedOn: string,
): Record<string, unknown> {
  const given: Record<string, unknown> = { 'document.no': number ?? '', 'document.sealedAt': issuedOn }
  return Object.fromEntries(
    template.fields.filter(({ source }) => source in given).map(({ key, source }) => [key, given[source]]),
  )
}

/** What a document says once it is issued, signatures left out: they come after the words. */
export const frozenWords = (setting: Pick<DocumentSetting, 'template' | 'values' | 'series'>): string =>
  wordsOf(setDocument({ ...setting, draft: false }))

/** SM3 over the number and the words of a document (GB/T 32905). */
export const textHashOf = (number: string | null, words: string): string => sm3(JSON.stringify([number, words]))

/** The first line in which two texts differ, counted from 1; null where they are the same. */
export function firstDifference(one: string, other: string): { line: number; one: string; other: string } | null {
  const [mine, theirs] = [one.split('\n'), other.split('\n')]
  for (let at = 0; at < Math.max(mine.length, theirs.length); at++)
    if (mine[at] !== theirs[at]) return { line: at + 1, one: mine[at] ?? '', other: theirs[at] ?? '' }
  return null
}
