import { doneOf } from '#kernel/cases/sealing.ts'
import { listActs } from '#kernel/cases/store.ts'
import { today } from '#kernel/identity/limits.ts'
import { listPersonNames } from '#kernel/identity/store.ts'
import { type ArchiveSource, archiveSource } from '#modules/archive/server/source.ts'
import { certifiedOn } from '#modules/officer/server/service.ts'
import { outcomes } from '../model/codes.ts'
import { fineOf, storyOf } from '../model/story.ts'
import { penaltyWords } from '../model/words.ts'
import { penaltyKind } from './kind.ts'

/** Order of a penalty file, by what a document is. official-documents-archives.md §5, not confirmed. */
const ORDER: readonly (readonly string[])[] = [
  ['penalty_decision', 'no_penalty_decision', 'onspot_penalty_decision'],
  ['penalty_notice', 'hearing_right_notice', 'service_receipt', 'service_address_confirmation'],
  ['case_filing_approval', 'case_transfer_approval', 'case_transfer_letter', 'criminal_transfer_letter'],
  [
    'inspection_record',
    'rectification_order',
    'inquiry_notice',
    'inquiry_record',
    'inquest_record',
    'sampling_voucher',
    'media_evidence_note',
    'evidence_request_notice',
    'appraisal_commission',
    'evidence_hold_approval',
    'evidence_hold_notice',
    'evidence_hold_disposal_approval',
    'evidence_hold_disposal_decision',
  ],
  ['defence_record', 'hearing_notice', 'hearing_record', 'hearing_report'],
  [
    'investigation_report',
    'case_extension_approval',
    'legal_review_opinion',
    'collective_discussion_record',
    'case_disposition_approval',
    'case_termination_approval',
  ],
  [
    'payment_deferral_approval',
    'payment_deferral_grant',
    'fine_reminder',
    'surcharge_decision',
    'performance_demand',
    'court_enforcement_application',
  ],
  ['case_closure_approval'],
]

/** Attachments stand with the documents of the same step. */
const BY_ACT: Readonly<Record<string, number>> = {
  serve: 1,
  notify: 1,
  receive: 1,
  'confirm-address': 1,
  defend: 4,
  'waive-defence': 4,
  'ask-hearing': 4,
  'waive-hearing': 4,
  'call-hearing': 4,
  'hold-hearing': 4,
  discuss: 5,
  review: 5,
  pay: 6,
  demand: 6,
  'apply-court': 6,
  'end-court': 6,
  close: 7,
}
const EVIDENCE = 3

const penaltyArchive: ArchiveSource = {
  kind: penaltyKind,
  states: ['closed', 'terminated', 'transferred', 'annulled', 'unfiled'],
  which: '已结案、终止、移送、撤销和不予立案的行政处罚案件',
  due: 'after-closing',
  retentionKey: async (tx, { caseId, state }) => {
    if (state !== 'closed') return 'penalty.unpunished'
    const story = storyOf((await listActs(tx, caseId)).map(doneOf))
    return story.procedure === 'simple' ? 'penalty.simple' : 'penalty.ordinary'
  },
  rankOfDocument: (key) => {
    const [name] = key.split('.')
    const at = ORDER.findIndex((keys) => keys.includes(name as string))
    return at < 0 ? EVIDENCE : at
  },
  words: penaltyWords,
  rankOfFile: (act) => BY_ACT[act] ?? EVIDENCE,
  hinders: async (tx, caseId) => {
    const { publicity, annulledOn } = storyOf((await listActs(tx, caseId)).map(doneOf))
    const isShown = publicity !== null && publicity.withdrawnOn === null
    return annulledOn && isShown ? '决定已撤销，公示还没有撤回，先办「撤回公示」' : null
  },
  acts: (state) => (state === 'closed' || state === 'archived' ? { bind: 'archive', unbind: 'unarchive' } : null),
  cover: async (tx, actor, { caseId, title, closedOn }) => {
    const story = storyOf((await listActs(tx, caseId)).map(doneOf))
    const ids = [story.handler.personId, story.coOfficer].filter((id): id is string => Boolean(id))
    const names = await listPersonNames(tx, ids)
    const certified = await certifiedOn(tx, actor.scope, ids, story.filedOn ?? today())
    const fine = fineOf(story)
    const outcome = story.decision
      ? outcomes[story.decision.outcome]
      : story.procedure === 'simple'
        ? '当场处罚'
        : '未作处罚决定'
    return {
      name: story.cause ? `${story.partyName}${story.cause}` : title,
      cause: story.cause ?? story.what,
      party: story.partyName,
      result: fine > 0 ? `${outcome}，罚款 ${(fine / 100).toLocaleString('zh-CN')} 元` : outcome,
      decisionNo: story.decision?.no ?? null,
      filedOn: story.filedOn ?? story.openedOn,
      closedOn,
      handlers: ids.map((id) => ({
        name: names.get(id) ?? '',
        certNo: certified.find(({ personId }) => personId === id)?.number ?? '',
      })),
    }
  },
}

/** Lets the files of penalty cases be bound. @returns takes them out again */
export const keepPenaltyFiles = (): (() => void) => archiveSource(penaltyArchive)
