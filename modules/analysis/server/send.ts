import type { Filled } from '#kernel/documents/model/piece.ts'
import type { Press } from '#kernel/documents/press.ts'
import type { Call } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import type { ReportSources } from './circular.ts'
import { printCircular } from './paper.ts'

/** What reports are given by the process that composes them. */
export interface AnalysisContext extends ReportSources {
  press: Press
}

type Sending = Pick<Call<unknown, unknown, unknown>, 'reply'>

/** Answers with a report as PDF. */
export async function sendPdf({ reply }: Sending, press: Press, filled: Filled): Promise<Buffer> {
  reply.headers(headersOf('application/pdf', 'inline', `${filled.name}-${filled.number}.pdf`))
  return printCircular(press, filled)
}

/** Answers with the same as a Word file. */
export async function sendWord({ reply }: Sending, filled: Filled): Promise<Buffer> {
  reply.headers(headersOf(WORD, 'attachment', `${filled.name}-${filled.number}.docx`))
  // The writer of Word files is read when the first one is asked for.
  const { writeWord } = await import('#kernel/documents/word.ts')
  return writeWord(filled, '草稿')
}

/** Who took a report out, for its foot. */
export const printedBy = (actor: Actor): string => `${actor.bodyName} ${actingName(actor)}　${today()} 印`

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const headersOf = (type: string, how: 'inline' | 'attachment', name: string) => ({
  'content-type': type,
  'content-disposition': `${how}; filename*=UTF-8''${encodeURIComponent(name)}`,
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
})
