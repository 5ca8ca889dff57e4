import { z } from 'zod'
import { CaseId } from '#kernel/cases/schema.ts'
import { readCase } from '#kernel/cases/service.ts'
import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { due } from '#standards/calendar/deadline.ts'
import { outcomes } from '../../model/codes.ts'
import { refundOf } from '../../model/next.ts'
import { enforcementProblems } from '../../model/problems.ts'
import { hearingTriggers, rightsUntil } from '../../model/rights.ts'
import { OwnPenalty } from '../../model/schema.ts'
import { enforcementCase } from '../../model/states.ts'
import { type Story, storyOf } from '../../model/story.ts'
import type { PenaltyTerms } from '../../model/terms.ts'
import { penaltyKind } from '../kind.ts'
import { penaltyTerms } from '../settings.ts'
import * as store from '../store.ts'
import { moneyView } from '../view.ts'

const tag = '对本单位的处罚'
const permission = 'enforcement-case.read-own'

/** Where a case stands as its party is told: the inside of the office is one word. */
const STAGES: Readonly<Record<string, string>> = {
  notified: '已告知，可以陈述、申辩',
  hearing: '等听证',
  decided: '已作出决定，待送达',
  performing: '待缴款',
  enforcing: '已申请强制执行',
  closing: '已履行',
  closed: '已结案',
  archived: '已结案',
  transferred: '已移送',
  terminated: '已终止',
  annulled: '决定已撤销',
}

/** What a party may do by itself, in the order it is offered. */
const OWN_ACTS = [
  'state',
  'ask-hearing',
  'waive-defence',
  'waive-hearing',
  'receive',
  'ask-deferral',
  'confirm-address',
] as const

/** What the enterprise sees of cases against it: notice, decision, payment; nothing of review or discussion. */
export const ownRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/my-penalties',
    summary: '对本单位的处罚告知和决定，新的在前',
    tag,
    permission,
    answer: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          title: z.string(),
          stage: z.string(),
          notifiedOn: z.string().nullable(),
          decidedOn: z.string().nullable(),
          decisionNo: z.string().nullable(),
          fine: z.number(),
          paid: z.number(),
          payBy: z.string().nullable(),
        }),
      ),
      nextCursor: z.null(),
      total: z.number(),
    }),
    act: async ({ tx, actor }) => {
      const rows = actor.scope.objectId ? await store.listOwn(tx, actor.scope) : []
      const items = rows.map((row) => {
        const told = row.servedOn !== null
        return {
          id: row.id,
          title: row.what,
          stage: STAGES[row.state] ?? '办理中',
          notifiedOn: row.notifiedOn,
          decidedOn: told ? row.decidedOn : null,
          decisionNo: told ? row.decisionNo : null,
          fine: told && !row.annulledOn ? row.fineFen / 100 : 0,
          paid: row.paidFen / 100,
          payBy: told && !row.annulledOn ? row.payBy : null,
        }
      })
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/my-penalties/:id',
    summary: '一件对本单位的处罚：告知、决定、缴款、可以办的事',
    tag,
    permission,
    params: z.object({ id: CaseId }),
    answer: OwnPenalty,
    act: async ({ tx, actor, params, settings }) => viewOwn(tx, actor, params.id, penaltyTerms(settings)),
  }),
]

async function viewOwn(tx: Tx, actor: Actor, id: string, terms: PenaltyTerms): Promise<z.input<typeof OwnPenalty>> {
  const row = actor.scope.objectId ? await store.findOwn(tx, actor.scope, id) : undefined
  const found = row && (await readCase(tx, actor, penaltyKind, id))
  if (!row || !found) throw new Problem(enforcementProblems.noOwn, '没有这件处罚，或它不是对本单位的。')
  const story = storyOf(found.present.acts)
  const open = OWN_ACTS.filter((act) => found.openActs.includes(act)).filter((act) => isOffered(act, story, terms))
  const served = story.service !== null
  return {
    id,
    number: found.row.number,
    version: found.row.acts,
    title: story.what,
    stage: STAGES[row.state] ?? '办理中',
    notice: noticeOf(story, terms),
    defences: story.defences.map(({ on, text }) => ({ on, text })),
    answers: answersTo(found.present.acts),
    hearing: {
      askedOn: story.hearing.askedOn,
      heldOn: story.hearing.called?.heldOn ?? null,
      where: story.hearing.called?.where ?? null,
    },
    decision: served ? decisionOf(story, row) : null,
    servedOn: story.service?.on ?? null,
    remedyUntil: story.annulledOn ? null : remedyOf(story),
    annulledOn: story.annulledOn,
    refund: refundOf(story) / 100,
    money: served && row.fineFen > 0 && !story.annulledOn ? moneyView(story, today()) : null,
    acts: open.map((act) => ({ act, title: enforcementCase.acts[act].title })),
  }
}

/** A hearing is offered where the proposed penalty gives a right to one. */
const isOffered = (act: string, story: Story, terms: PenaltyTerms) =>
  !act.endsWith('-hearing') || hearingTriggers(story, terms).length > 0

function noticeOf(story: Story, terms: PenaltyTerms) {
  const until = rightsUntil(story, terms)
  if (!story.notice || !until || story.procedure === 'simple') return null
  const { on, text, weighing } = story.notice
  return {
    on,
    text,
    fine: weighing?.fine ?? null,
    others: weighing?.others ?? [],
    defenceUntil: until.defence,
    hearingUntil: hearingTriggers(story, terms).length > 0 ? until.hearing : null,
  }
}

/** How what the party said was rechecked since the last notice. */
function answersTo(acts: readonly { act: string; input: Record<string, unknown> }[]) {
  const since = acts.slice(acts.findLastIndex(({ act }) => act === 'notify'))
  return since
    .filter(({ act }) => act === 'recheck')
    .map(({ input }) => ({ accepted: input.accepted === true, text: String(input.text) }))
}

function decisionOf({ decision }: Story, row: store.OwnRow) {
  if (!decision) return null
  return {
    on: decision.on,
    no: decision.no,
    outcome: outcomes[decision.outcome],
    fine: row.fineFen / 100,
    others: row.others,
  }
}

/** Last days for reconsideration (60 days) and for a suit (6 months) since service. 行政复议法第20条; 行政诉讼法第46条. */
function remedyOf({ service, decision }: Story) {
  if (!service || !decision) return null
  return {
    reconsideration: due({ from: service.on, unit: 'D', amount: 60 }).due,
    litigation: due({ from: service.on, unit: 'M', amount: 6 }).due,
  }
}
