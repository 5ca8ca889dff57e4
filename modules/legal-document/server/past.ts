import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import type { Officer, Values } from '#kernel/documents/model/say.ts'
import { wordsOf } from '#kernel/documents/model/words-of.ts'
import { today } from '#kernel/identity/limits.ts'
import { readTemplates } from '#standards/legal-document/read.ts'
import { type DocumentTemplate, printedName, templateKey } from '#standards/legal-document/template.ts'
import { sealedValues } from '../model/frozen.ts'
import { missingOf } from '../model/missing.ts'
import { numberText } from '../model/number.ts'
import { type Earlier, fillFromSources } from '../model/source.ts'
import { partyOf } from './service/draft.ts'
import { fillDocument, newCheckCode, textHashOf } from './service/print.ts'
import { type AgencyRow, listAgencies } from './store/agency.ts'
import { insertPast, type PastRow } from './store/past.ts'

/** A document of a case of the time before the platform: it was signed and handed over on paper on its day. */
export interface PastDocument {
  key: string
  caseId: string
  /** File of the enterprise it is about. */
  enterprise: Readonly<Record<string, unknown>> & { id: string; gridCode: string }
  /** Grid of the office that issued it. */
  officeGrid: string
  officers: readonly Officer[]
  /** What the case said, by the source of the fields. */
  given: Readonly<Record<string, unknown>>
  issuedAt: Date
  /** The running number it bears, where that is told elsewhere; else the next one. */
  seq?: number
  /** Who wrote it. */
  by: string
  /** Values of fields that nothing fills in by itself. */
  values?: Values
  /** When it was handed over, and by whom; null where it was not, or is of the office alone. */
  served: { at: Date; by: string } | null
  /** Who took it for the other side, and signed where nobody else is named. */
  recipient: string
  /** Who signed, by the role the form gives them; officers sign for themselves. */
  signers?: Readonly<Record<string, string>>
}

const SEED_VERSION = 1
const PART = 500

/**
 * Enters documents of the time before the platform, in the order of their days: numbers run without a gap, values fill themselves in as
 * they would today, words are frozen and hashed. There is no PDF of them: what is asked for is set anew as a copy.
 * @param city the grid all agencies lie in
 * @throws Error when an agency is missing, or a value without which the form is not right
 */
export async function enterDocuments(tx: Tx, city: string, past: readonly PastDocument[]): Promise<void> {
  const templates = new Map(readTemplates().map((one) => [templateKey(one), one]))
  const agencies = await listAgencies(tx, city)
  const agencyOf = (grid: string) => agencies.findLast(({ gridCode }) => grid.startsWith(gridCode))
  const told = new Told()
  const rows = past
    .toSorted((a, b) => a.issuedAt.getTime() - b.issuedAt.getTime())
    .map((one) => {
      const [template, agency] = [templates.get(one.key), agencyOf(one.officeGrid)]
      if (!template || !agency) throw new Error(`no form ${one.key}, or no agency for ${one.officeGrid}`)
      return told.rowOf(one, template, agency)
    })
  const used = Object.fromEntries([...templates].filter(([key]) => past.some((one) => one.key === key)))
  for (let at = 0; at < rows.length; at += PART) await insertPast(tx, rows.slice(at, at + PART), used)
}

/** What was written so far: the next number of each series, and the documents of each case. */
class Told {
  readonly #last = new Map<string, number>()
  readonly #earlier = new Map<string, Earlier[]>()

  rowOf(one: PastDocument, template: DocumentTemplate, agency: AgencyRow): PastRow {
    const { enterprise, caseId, issuedAt } = one
    const issuedOn = today(issuedAt)
    const earlier = this.#earlier.get(caseId) ?? []
    const named = this.#name(template, agency, Number(issuedOn.slice(0, 4)), one.seq)
    const values = {
      ...fillFromSources(template.fields, {
        party: partyOf(enterprise),
        agency: agency.facts,
        officers: one.officers,
        given: one.given,
        matter: null,
        earlier,
        follows: [...template.prerequisites.any, ...template.prerequisites.all],
        today: issuedOn,
      }),
      ...one.values,
      ...sealedValues(template, named.number, issuedOn),
    }
    refuseIncomplete(one, template, values)
    const words = wordsOf(fillDocument({ template, values, agency, draft: false }))
    const name = printedName(template.name_zh)
    this.#earlier.set(caseId, [{ key: one.key, name, number: named.number, issuedOn, template, values }, ...earlier])
    return {
      ...{ id: newId(issuedAt.getTime()), gridCode: enterprise.gridCode, objectId: enterprise.id, caseId, issuedAt },
      ...{ agencyGrid: agency.gridCode, key: one.key, name, templateVersion: SEED_VERSION, values, words, issuedOn },
      ...{ audience: template.audience, partyName: String(enterprise.name), ...named, recipient: one.recipient },
      ...{ servedAt: one.served?.at ?? null, servedBy: one.served?.by ?? '' },
      ...{ createdBy: one.by, issuedBy: one.by },
      ...{ textHash: textHashOf(named.number, words), checkCode: newCheckCode(), serviceId: newId() },
      signatures: template.signatures.flatMap(({ role, field }) =>
        signersOf(one, role).map((signer) => ({ id: newId(), field, signer })),
      ),
    }
  }

  #name(template: DocumentTemplate, { gridCode, facts }: AgencyRow, year: number, told: number | undefined) {
    const word = String(template.number_word)
    const key = `${gridCode} ${word} ${year}`
    const last = this.#last.get(key) ?? 0
    const seq = told ?? last + 1
    this.#last.set(key, Math.max(seq, last))
    return { number: numberText(facts.region, word, year, seq), word, year, seq }
  }
}

const OFFICERS = ['officer', 'handler']

const signersOf = ({ officers, signers, recipient }: PastDocument, role: string): string[] =>
  OFFICERS.includes(role) ? officers.map(({ name }) => name) : [signers?.[role] ?? recipient]

function refuseIncomplete({ key, caseId }: PastDocument, template: DocumentTemplate, values: Values): void {
  const faults = missingOf(template, values).filter(({ blocks }) => blocks)
  if (faults.length > 0) throw new Error(`${key} of ${caseId}: ${faults.map(({ message }) => message).join(', ')}`)
}
