import type { FieldPerson } from '#kernel/sync/field/db.ts'
import { held } from '#kernel/sync/field/taken.ts'
import { issueByItself, type PaperWant } from '#modules/legal-document/field/issue.ts'
import { factsPath, kitPath, mayIssue } from '#modules/legal-document/field/kit.ts'
import type { DocumentFacts, DocumentKit, SignInput } from '#modules/legal-document/model/schema.ts'
import { localDateOf } from '#standards/calendar/local-date.ts'
import { officersOf, visitValues } from '../model/document-values.ts'
import { readInspection, type Inspection as Story } from '../model/inspection-story.ts'
import { type Inspection, partyAnswers, type Site, type Visit } from './visit-draft.ts'

const RECORD = 'inspection_record'

/** An inspection as it stands on this device: what the server told of it, and what was done here since. */
function storyOf(one: Inspection, visit: Visit): Story | null {
  const own = visit.acts ?? []
  const before = one.history
    .filter(({ act }) => !own.some((done) => done.act === act))
    .map(({ act, at, input }) => ({ act, at, on: localDateOf(new Date(at)), input }))
  return readInspection([...before, ...own])
}

/** The documents of a visit, in the order they are written: the record, the order, and measures where some were taken. */
export function wantsOf(one: Inspection, site: Site, visit: Visit): PaperWant[] {
  const story = storyOf(one, visit)
  if (!story) return []
  const about = {
    ...{ caseId: one.id, objectId: site.objectId, objectName: site.objectName },
    ...{ given: visitValues(story), officers: officersOf(story), byHand: {} },
    signatures: signaturesOf(one, visit),
  }
  const { sign = null, order = null } = visit.operations ?? {}
  const signed = story.signedOn ? null : '双方签字以后出'
  // What the enterprise said and the day it signed belong to the record: nothing of it stands in a paper it did not read yet.
  const byHand = byHandOf(visit, story)
  const wants: PaperWant[] = [{ ...about, byHand, key: RECORD, after: sign, because: signed, byItself: true }]
  if (story.findings.length > 0)
    wants.push({
      ...{ ...about, key: 'rectification_order', after: order ?? sign },
      because: story.orderedOn ? null : '责令整改以后出',
      byItself: false,
    })
  if (story.measures)
    wants.push({ ...about, key: 'onsite_measures_decision', after: sign, because: signed, byItself: false })
  return wants
}

/** What the enterprise said when it signed: one of two opinions of the form, the words of the other beside it. */
function byHandOf({ opinion, answer, party }: Visit, { signedOn }: Story): Record<string, unknown> {
  const said = opinion.trim()
  // What was begun before the three answers were there has only its words.
  const differs = answer ? answer === 'differs' : said !== '' && said !== partyAnswers.agrees
  return {
    ...(party === 'signed'
      ? {
          partyOpinion: differs ? partyAnswers.differs : partyAnswers.agrees,
          ...(differs ? { partyOpinionText: said } : {}),
        }
      : {}),
    ...(signedOn ? { signedDate: signedOn } : {}),
  }
}

/** The signatures of the visit: they stand under the record; under another paper only where their signer says so for it. */
function signaturesOf(one: Inspection, visit: Visit): SignInput[] {
  const officers = one.facts.team.flatMap(({ personId, name }): SignInput[] => {
    const picture = visit.officers[personId]
    return picture ? [{ kind: 'picture', field: 'officerSignatures', signer: name, picture }] : []
  })
  return [...officers, ...partySignature(visit)]
}

function partySignature({ party, contact, partyPicture, refusal, witness }: Visit): SignInput[] {
  const about = { field: 'partySignature', signer: contact.trim() }
  if (about.signer === '') return []
  if (party === 'signed') return partyPicture ? [{ ...about, kind: 'picture', picture: partyPicture }] : []
  const seen = witness.trim() ? { name: witness.trim(), idNo: '', phone: '' } : null
  return refusal.trim() ? [{ ...about, kind: 'refused', reason: refusal.trim(), witness: seen }] : []
}

/** Issues the record both sides signed, where everything for it is on the device; else it waits among the papers. */
export async function issueRecord(person: FieldPerson, one: Inspection, site: Site, visit: Visit): Promise<void> {
  if (!mayIssue(person)) return
  const kit = (await held<DocumentKit>(person.accountId, kitPath('inspection')))?.body
  const facts = (await held<DocumentFacts>(person.accountId, factsPath(one.id)))?.body
  const want = wantsOf(one, site, visit).find(({ key }) => key === RECORD)
  if (kit && facts && want) await issueByItself(person, want, { kit, facts })
}
