import type { z } from 'zod'
import type { CaseDone, CaseKind, CaseWish } from '#kernel/cases/holder.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { noCase } from '#kernel/cases/refusals.ts'
import { doneOf } from '#kernel/cases/sealing.ts'
import { findCase, listActs, listSeatsOver } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { findEnterprise } from '#modules/enterprise/server/store/enterprise.ts'
import { certifiedOn } from '#modules/officer/server/service.ts'
import { measureKinds, measureTypes } from '../model/codes.ts'
import { refusalOf } from '../model/gates.ts'
import { measureCase } from '../model/measure.ts'
import { measureProblems } from '../model/problems.ts'
import { MeasureFacts, MeasureFilter, type MeasureFilterInput } from '../model/schema.ts'
import { type MeasureStory, storyOf } from '../model/story.ts'
import { settlePapers, tellEarlierService } from './serving.ts'
import { stopMonthsNow } from './settings.ts'
import * as store from './store.ts'
import { tellEnterprise } from './tell.ts'

type Facts = z.output<typeof MeasureFacts>
const SHORT = 40

/** Measures as a kind of case: what the engine must know, and what this module keeps of each act. */
export const measureKind: CaseKind = {
  type: measureCase as unknown as CaseType,
  answering: async (tx, { gridCode, on }) =>
    (await listSeatsOver(tx, gridCode, 'safety', on)).find(({ role }) => role === 'leader')?.id ?? null,
  titleOf: ({ type, scope }) => titleOf(String(type), String(scope)),
  link: (id) => `/measures/${id}`,
  guard,
  after,
  list: {
    filter: MeasureFilter,
    facts: MeasureFacts,
    matching: (filter) => store.measureMatches(filter as MeasureFilterInput),
    factsOf: async (tx, ids) => new Map((await store.listMeasures(tx, ids)).map((row) => [row.id, factsOf(row)])),
    sheet: [
      { head: '措施', width: 14, cell: ({ kind }: Facts) => measureKinds[kind] },
      { head: '具体措施', width: 22, cell: ({ type }: Facts) => measureTypes[type] },
      { head: '对象和范围', width: 40, cell: ({ scope }: Facts) => scope },
      { head: '送达日期', width: 12, cell: ({ servedOn }: Facts) => servedOn },
      { head: '停供起', width: 18, cell: ({ cutFrom }: Facts) => cutFrom },
      { head: '解除日期', width: 12, cell: ({ liftedOn }: Facts) => liftedOn },
    ],
  },
}

function titleOf(type: string, scope: string): string {
  const line = scope.split(/[\n。；;]/, 1)[0] as string
  const short = line.length > SHORT ? `${line.slice(0, SHORT)}…` : line
  return `${measureTypes[type as keyof typeof measureTypes] ?? '强制措施'}：${short}`
}

const factsOf = ({
  kind,
  type,
  scope,
  urgent,
  servedOn,
  testedSince,
  cutFrom,
  askedOn,
  liftedOn,
}: store.MeasureRow): Facts => ({
  ...{ kind, type, scope, urgent, servedOn, testedSince, cutFrom, askedOn, liftedOn },
})

/** @throws otherParty for an enterprise that is closed, or is not that of the case it comes out of; againstLaw for what `refusalOf` refuses; fewOfficers for want of two certificates; noCase for an enterprise that knows of none yet */
async function guard(tx: Tx, wish: CaseWish): Promise<void> {
  const { actor, case: about, act, input } = wish
  if (act === 'propose' || act === 'take') {
    await refuseOtherParty(tx, wish)
    return refuseFewOfficers(tx, actor, input)
  }
  const story = storyOf((await listActs(tx, about.id)).map(doneOf))
  if (actor.scope.objectId && !story.service && story.urgency === null) throw noCase(measureKind.type)
  if (typeof input.coOfficer === 'string') await refuseFewOfficers(tx, actor, input)
  const refusal = refusalOf({ act, input, story, now: new Date(), stopMonths: stopMonthsNow() })
  if (refusal)
    throw new Problem(measureProblems.againstLaw, `${refusal.sentence}。`, {
      errors: [{ pointer: `/input/${refusal.field}`, message: refusal.sentence }],
    })
}

/** A measure is taken against an enterprise that is there, for what was found at it. @throws invalid; otherParty */
async function refuseOtherParty(tx: Tx, { actor, case: about, originId }: CaseWish): Promise<void> {
  if (!about.objectId)
    throw new Problem(common.invalid, '强制措施是对企业采取的，请选一家企业。', {
      errors: [{ pointer: '/objectId', message: '请选一家企业' }],
    })
  const enterprise = await findEnterprise(tx, actor.scope, about.objectId)
  if (enterprise?.operatingState === 'closed')
    throw otherParty('/objectId', `${enterprise.name}已经关闭（注销），不能再对它采取措施`)
  const origin = originId ? await findCase(tx, actor.scope, originId) : undefined
  if (origin?.objectId && origin.objectId !== about.objectId)
    throw otherParty('/fromId', '引出它的那件事是另一家企业的，请从那家企业的检查或隐患里登记，或者换成那家企业')
}

const otherParty = (pointer: string, message: string) =>
  new Problem(measureProblems.otherParty, `${message}。`, { errors: [{ pointer, message }] })

/** Two officers with certificates in force carry a measure out (行政强制法第18条第2项). */
async function refuseFewOfficers(tx: Tx, actor: CaseWish['actor'], input: Record<string, unknown>): Promise<void> {
  const other = String(input.coOfficer)
  if (actor.personId === null || other === actor.personId)
    throw new Problem(measureProblems.fewOfficers, '要由两名以上执法人员实施（行政强制法第十八条），请选另一名。', {
      errors: [{ pointer: '/input/coOfficer', message: '请选另一名执法人员' }],
    })
  const unfit = (await certifiedOn(tx, actor.scope, [actor.personId, other], today())).find(({ why }) => why !== null)
  if (!unfit) return
  throw new Problem(
    measureProblems.fewOfficers,
    `${unfit.name}${unfit.why}，要由两名执法证件有效的执法人员实施（行政强制法第十八条）。`,
    { errors: unfit.personId === other ? [{ pointer: '/input/coOfficer', message: `${unfit.name}${unfit.why}` }] : [] },
  )
}

/** The row follows from the acts, after every one of them; the enterprise is told of what concerns it. */
async function after(tx: Tx, { actor, act, case: about, state, dueOn }: CaseDone): Promise<void> {
  const story = storyOf((await listActs(tx, about.id)).map(doneOf))
  await store.writeMeasures(tx, [rowOf(story, { ...about, state, dueOn })])
  await tellEnterprise(tx, about, act.act, story)
  if (act.act === 'serve') await settlePapers(tx, actor, about.id, story, act)
  if (act.act === 'approve' && story.urgency !== null) await tellEarlierService(tx, measureKind, actor, about.id, story)
}

/** A measure as its table keeps it. */
export const rowOf = (
  story: MeasureStory,
  about: Pick<store.MeasureRow, 'id' | 'gridCode' | 'objectId' | 'state' | 'dueOn'>,
): store.MeasureRow => ({
  ...{ id: about.id, gridCode: about.gridCode, objectId: about.objectId, state: about.state, dueOn: about.dueOn },
  ...{ kind: story.kind, type: story.type, scope: story.scope },
  urgent: story.urgency !== null,
  takenOn: story.takenOn,
  servedOn: story.service?.on ?? null,
  testedSince: story.testedSince,
  cutFrom: story.cut && !story.cut.endedOn ? story.cut.startsAt : null,
  askedOn: story.askedOn,
  liftedOn: story.liftedOn,
})
