import { refuseFaults } from '#kernel/cases/refusals.ts'
import { doneOf } from '#kernel/cases/sealing.ts'
import { actOnCase } from '#kernel/cases/service.ts'
import { findCase, listActs } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { dateOnPaper } from '#kernel/documents/model/day.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { listPersonNames } from '#kernel/identity/store.ts'
import {
  type DocumentSource,
  documentSource,
  type Service,
  type ServiceSource,
} from '#modules/legal-document/server/case-source.ts'
import { certifiedOn } from '#modules/officer/server/service.ts'
import { cutOffs, disposals, measureLaw, measureTypes } from '../model/codes.ts'
import { measureCase } from '../model/measure.ts'
import { type MeasureStory, storyOf } from '../model/story.ts'
import { measureKind } from './kind.ts'
import { inputOf, lastDayOf, DECISIONS as SERVED, toldBy, WAYS } from './serving.ts'

const SEIZURE = ['seizure_approval', 'seizure_decision', 'seizure_list']
const STOP = ['onsite_measures_decision', 'utility_cutoff_notice']
const DECISIONS = ['onsite_measures_decision', 'seizure_decision', 'seizure_list']
const LATER = ['seizure_extension_notice', 'utility_cutoff_notice', 'seizure_disposal_decision', 'service_receipt']

/** Documents by the state they are written in (enforcement.md §2 and §5, nos. 5, 8–13). */
const SUGGESTED: Readonly<Record<string, readonly string[]>> = {
  proposed: ['seizure_approval'],
  urgent: ['inspection_record', 'onsite_measures_decision', ...SEIZURE],
  approved: ['inspection_record', 'onsite_measures_decision', ...SEIZURE],
  in_force: ['inspection_record', 'onsite_measures_decision', ...SEIZURE, ...LATER],
  cut: ['utility_cutoff_notice', 'service_receipt'],
  ready: ['seizure_disposal_decision'],
  lifted: ['seizure_disposal_decision', 'service_receipt'],
}

/** Documents of a seizure are none of a stop, and the other way round. */
const isOf = (key: string, { kind }: MeasureStory): boolean =>
  key.startsWith('seizure') ? kind === 'seizure' : !STOP.includes(key) || kind === 'stop'

/** Why a document does not suit a measure yet; null when it does. */
function tooSoon(key: string, story: MeasureStory): string | null {
  if (story.refusedOn) return '措施没有获得批准'
  if (DECISIONS.includes(key) && !story.approval && story.urgency === null) return '负责人还没有批准'
  if (key === 'seizure_extension_notice' && !story.lengthened) return '负责人还没有批准延长'
  if (key === 'utility_cutoff_notice' && !story.cut) return '负责人还没有批准停止供电、供应'
  return key === 'seizure_disposal_decision' && !story.liftedOn ? '还没有批准解除和处理' : null
}

/** A measure is served by its decision: the act and the paper tell the same. */
const measureService: ServiceSource = {
  of: async (tx, { caseId, key, values }) => {
    const acts = (await listActs(tx, caseId)).map((row) => ({ ...doneOf(row), attachments: row.attachments }))
    const story = storyOf(acts)
    if (!SERVED[story.kind].includes(key) || story.refusedOn) return null
    const done = acts.findLast(({ act }) => act === 'serve')
    if (done) return { told: toldBy(done.input, done.attachments[0]?.fileId ?? null) }
    if (key !== SERVED[story.kind][0]) return null
    const until = typeof values.termTo === 'string' ? values.termTo : lastDayOf(story)
    return { asks: { act: measureCase.acts.serve.title, ways: Object.keys(WAYS) as Service['way'][], until } }
  },
  // What was taken at once is handed over before the head granted it; his act tells of it.
  tell: async (tx, actor, { caseId, name }, service) => {
    const { urgency, approval } = await toldOf(tx, caseId)
    const input = inputOf(service, name)
    if (urgency !== null && !approval) return refuseUnlawful(tx, actor, caseId, input)
    const given = { input, attachments: service.proofFileId ? [service.proofFileId] : [] }
    await actOnCase(tx, actor, measureKind, caseId, 'serve', given, null)
  },
}

/** The act is done later, by what is entered now: it must stand then. */
async function refuseUnlawful(tx: Tx, actor: Actor, caseId: string, input: Record<string, unknown>): Promise<void> {
  const row = await findCase(tx, actor.scope, caseId)
  if (!row) return
  refuseFaults(measureKind.type, 'serve', input, new Date())
  await measureKind.guard?.(tx, { actor, case: row, act: 'serve', input })
}

/** What measures say for their documents, and which suit each state. */
const measureDocuments: DocumentSource = {
  kind: measureCase.name,
  suggests: (state) => SUGGESTED[state] ?? [],
  fits: async (tx, { caseId, key }) => isOf(key, await toldOf(tx, caseId)),
  hinders: async (tx, { caseId, key }) => tooSoon(key, await toldOf(tx, caseId)),
  service: measureService,
  values: async (tx, actor, caseId) => {
    const story = await toldOf(tx, caseId)
    const ids = [story.handler.personId, story.handler.coOfficer].filter((id): id is string => id !== null)
    const certified = await certifiedOn(tx, actor.scope, ids, today())
    const names = await listPersonNames(tx, ids)
    const officers = certified.map(({ personId, name, number }) => ({
      name: names.get(personId) ?? name,
      certNo: number,
    }))
    return { values: valuesOf(story), officers }
  },
}

const toldOf = async (tx: Tx, caseId: string): Promise<MeasureStory> =>
  storyOf((await listActs(tx, caseId)).map(doneOf))

/** Values by the sources of fields, and by their keys (`field.<key>`) where a form has them written by hand. */
function valuesOf(story: MeasureStory): Record<string, unknown> {
  const { kind, type, what, scope, condition, items, takenOn, service, approval, cut, lengthened } = story
  const from = service?.on ?? takenOn
  const last = lastDayOf(story)
  return {
    'inspection.startAt': takenOn,
    'inspection.findings': [{ fact: plain(what) }],
    'findings.basis': [measureLaw[kind]],
    'inspection.measures': [
      { measure: `${measureTypes[type]}：${plain(scope)}，自${dateOnPaper(from)}起至${dateOnPaper(last)}止` },
    ],
    'field.resumeCondition': plain(condition),
    'case.name': `${measureTypes[type]}`,
    'case.facts': what,
    'field.facts': plain(what),
    'field.basisArticles': [measureLaw[kind]],
    'field.measures': measureTypes[type],
    'field.place': scope,
    'field.reason': lengthened?.reason ?? `${measureLaw[kind]}`,
    'field.termFrom': from,
    'field.termTo': last,
    'seizure.items': items.map((item, at) => ({ ...item, unit: '', note: '', disposal: disposalWord(story, at + 1) })),
    'workflow.handler.opinion': what,
    'workflow.approve.opinion': approval?.text,
    ...(cut
      ? {
          'field.supplierName': cut.supplier,
          'field.hazard': plain(cut.danger),
          'field.measure': cutOffs[cut.cut as keyof typeof cutOffs],
          'field.startAt': cut.startsAt,
          'field.scope': cut.range,
          'field.liftCondition': plain(condition),
        }
      : {}),
  }
}

/** Sentences end where the form puts its own mark. */
const plain = (text: string): string => text.trim().replace(/[。；;，]+$/u, '')

const disposalWord = ({ disposals: done }: MeasureStory, n: number): string => {
  const one = done.find((given) => given.n === n)
  return one ? disposals[one.disposal] : ''
}

/** Lets measures have their documents. @returns takes them out again */
export const supplyMeasureDocuments = (): (() => void) => documentSource(measureDocuments)
