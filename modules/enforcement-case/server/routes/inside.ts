import { z } from 'zod'
import { CaseId } from '#kernel/cases/schema.ts'
import type { Tx } from '#kernel/db/db.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { listPersonNames } from '#kernel/identity/store.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { certifiedOn } from '#modules/officer/server/service.ts'
import { addMonths } from '#standards/calendar/local-date.ts'
import { adjusters } from '#standards/penalty/discretion.ts'
import { penaltyItems, penaltyStages, penaltySubjects } from '#standards/penalty/items.ts'
import { isOutside } from '../../model/gates.ts'
import { dutiesOf } from '../../model/next.ts'
import { discussionReasons, hearingTriggers, limitationOf, reviewReasons } from '../../model/rights.ts'
import { EvidenceView, SimilarView, StandingView } from '../../model/schema.ts'
import type { Story } from '../../model/story.ts'
import type { PenaltyTerms } from '../../model/terms.ts'
import { getStory } from '../kind.ts'
import { lawVersions } from '../law.ts'
import { traceOf } from '../rows.ts'
import { penaltyTerms } from '../settings.ts'
import * as store from '../store.ts'
import { moneyView } from '../view.ts'

const tag = '行政处罚案件'
const permission = 'enforcement-case.read'
const One = z.object({ id: CaseId })
const SIMILAR_MONTHS = 36

/** What cases of penalty have for offices beside the routes every kind of case has. */
export const insideRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/enforcement-cases/:id/standing',
    summary: '一件案件按法律办到哪里：下一步和期限、必须的审核和讨论、裁量过程、罚款和加处罚款',
    tag,
    permission,
    params: One,
    answer: StandingView,
    act: async ({ tx, actor, params, settings }) => {
      const { story, row } = await getStory(tx, actor, params.id)
      const on = today()
      return {
        ...standingOf(story, penaltyTerms(settings), on),
        officers: await officersOf(tx, actor, story, on),
        trace: row.trace ?? safeTrace(story, on),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/enforcement-cases/:id/evidence',
    summary: '一件案件的证据和保管链',
    tag,
    permission,
    params: One,
    answer: z.object({ items: z.array(EvidenceView), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx, actor, params }) => {
      await getStory(tx, actor, params.id)
      const items = await store.listEvidence(tx, actor.scope, params.id)
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/enforcement-cases/:id/similar',
    summary: '全市三年内同一违法行为、同一阶段的处罚，不显示当事人',
    tag,
    permission,
    params: One,
    query: z.object({ item: z.string().max(10).optional(), stage: z.string().max(20).optional() }),
    answer: z.object({ items: z.array(SimilarView), nextCursor: z.null(), total: z.number(), since: z.string() }),
    act: async ({ tx, actor, params, query }) => {
      const { row } = await getStory(tx, actor, params.id)
      const since = addMonths(today(), -SIMILAR_MONTHS)
      const [item, stage] = [query.item ?? row.item, query.stage ?? row.stage ?? 'first']
      const city = row.gridCode.slice(0, 4)
      const rows = item ? await store.listSimilar(tx, { city, item, stage, since, without: params.id }) : []
      const names = await gridNames(tx, [...new Set(rows.map(({ county }) => county))])
      const items = rows.map(({ fineFen, county, ...one }) => ({
        ...one,
        county: names.get(county) ?? county,
        fine: fineFen / 100,
      }))
      return { items, nextCursor: null, total: items.length, since }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/enforcement-discretion',
    summary: '违法行为、罚则和裁量阶次，裁量情节；分档未经核实',
    tag,
    permission,
    query: z.object({ item: z.string().max(10, '没有这项违法行为').optional() }),
    answer: z.object({
      items: z.array(z.object({ id: z.string(), conduct: z.string(), basis: z.string(), subject: z.string() })),
      stages: z.record(z.string(), z.string()),
      grounds: z.array(z.object({ key: z.string(), effect: z.string(), words: z.string(), basis: z.string() })),
      versions: z.array(
        z.object({ name: z.string(), from: z.string(), to: z.string().nullable(), tiers: z.array(z.any()) }),
      ),
    }),
    act: async ({ query }) => ({
      items: penaltyItems.map((one) => ({ ...one, subject: penaltySubjects[one.subject] })),
      stages: penaltyStages,
      grounds: Object.entries(adjusters).map(([key, one]) => ({ key, ...one })),
      versions: lawVersions().map(({ tiers, ...version }) => ({
        ...version,
        tiers: tiers.filter(({ item }) => item === query.item),
      })),
    }),
  }),
]

function standingOf(story: Story, terms: PenaltyTerms, on: string) {
  const outside = safely(() => isOutside(story, lawVersions(), on)) ?? false
  return {
    on,
    duties: dutiesOf(story, terms, on),
    hearing: hearingTriggers(story, terms),
    review: reviewReasons(story, outside),
    discussion: discussionReasons(story, terms),
    reviewed: story.review?.verdict ?? null,
    discussed: story.discussion?.agreed ?? null,
    limitation: limitationOf(story.violatedOn, story.harm),
    money: story.decision ? moneyView(story, on) : null,
  }
}

/** A weighing of a law the platform does not have any more is not weighed again. */
function safely<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const safeTrace = (story: Story, on: string): string[] => safely(() => traceOf(story, on)) ?? []

async function officersOf(tx: Tx, actor: Actor, story: Story, on: string) {
  const ids = [story.handler.personId, story.coOfficer].filter((id): id is string => Boolean(id))
  const certified = await certifiedOn(tx, actor.scope, ids, on)
  const names = await listPersonNames(tx, ids)
  return certified.map(({ personId, name, why }) => ({ personId, name: names.get(personId) ?? name, why }))
}
