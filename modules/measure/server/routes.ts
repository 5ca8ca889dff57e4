import { z } from 'zod'
import { CaseId } from '#kernel/cases/schema.ts'
import { readCase } from '#kernel/cases/service.ts'
import type { ActRow } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { due } from '#standards/calendar/deadline.ts'
import { cutOffs, disposals, measureLaw, measureTypes } from '../model/codes.ts'
import { measureCase } from '../model/measure.ts'
import { measureProblems } from '../model/problems.ts'
import { OwnMeasure, OwnMeasureLine } from '../model/schema.ts'
import { type MeasureStory, storyOf } from '../model/story.ts'
import { measureKind } from './kind.ts'
import * as store from './store.ts'

const tag = '对本单位的强制措施'
const permission = 'measure.read-own'

/** Where a measure stands as the enterprise is told: the inside of the office is one word. */
const STAGES: Readonly<Record<string, string>> = {
  urgent: '已当场采取，待补批',
  approved: '待送达决定书',
  in_force: '执行中',
  cut: '执行中，已停止供应',
  ready: '复查合格，等批准解除',
  lifted: '已解除',
  refused: '没有获得批准，已解除',
  withdrawn: '已撤回',
}

/** What measures have beside the routes every kind of case has: what the enterprise sees of its own. */
export const measureRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/own-measures',
    summary: '对本单位采取的现场处理和强制措施，新的在前',
    tag,
    permission,
    answer: z.object({ items: z.array(OwnMeasureLine), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx, actor }) => {
      const rows = actor.scope.objectId ? await store.listOwn(tx, actor.scope) : []
      const items = rows.map(lineOf)
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/own-measures/:id',
    summary: '一项对本单位的措施：决定、期限、恢复条件、可以办的事',
    tag,
    permission,
    params: z.object({ id: CaseId }),
    answer: OwnMeasure,
    act: ({ tx, actor, params }) => viewOwn(tx, actor, params.id),
  }),
]

const lineOf = (row: Awaited<ReturnType<typeof store.listOwn>>[number]): z.input<typeof OwnMeasureLine> => ({
  ...{ id: row.id, number: row.number, kind: row.kind, scope: row.scope },
  stage: stageOf(row),
  typeTitle: measureTypes[row.type],
  ...{ urgent: row.urgent, takenOn: row.takenOn, servedOn: row.servedOn, until: row.dueOn },
  ...{ askedOn: row.askedOn, liftedOn: row.liftedOn },
})

const stageOf = ({ state }: store.MeasureRow): string => STAGES[state] ?? '办理中'

async function viewOwn(tx: Tx, actor: Actor, id: string): Promise<z.input<typeof OwnMeasure>> {
  const row = actor.scope.objectId ? (await store.listOwn(tx, actor.scope)).find((one) => one.id === id) : undefined
  const found = row && (await readCase(tx, actor, measureKind, id))
  if (!row || !found) throw new Problem(measureProblems.noOwn, '没有这项措施，或它不是对本单位的。')
  const story = storyOf(found.present.acts)
  const failed = found.present.acts.findLast(({ act }) => act === 'fail')
  return {
    id,
    number: found.row.number,
    version: found.row.acts,
    stage: stageOf(row),
    kind: story.kind,
    typeTitle: measureTypes[story.type],
    basis: measureLaw[story.kind],
    ...{ what: story.what, scope: story.scope, condition: story.condition },
    items: story.items.map(({ name, spec, qty }, at) => ({ name, spec, qty, disposal: disposalOf(story, at + 1) })),
    urgent: story.urgency !== null,
    servedOn: story.service?.on ?? null,
    until: row.dueOn,
    cut: cutOf(story),
    takenOn: story.takenOn,
    askedOn: story.askedOn,
    applications: applicationsOf(found.acts),
    failed: failed && story.failedOn ? { on: story.failedOn, text: String(failed.input.text) } : null,
    liftedOn: story.liftedOn,
    remedyUntil: remedyOf(story),
    acts: found.openActs.includes('ask') ? [{ act: 'ask', title: measureCase.acts.ask.title }] : [],
  }
}

/** What was handed in to go on, the latest first: it stays to be read. */
const applicationsOf = (acts: readonly ActRow[]) =>
  acts
    .filter(({ act }) => act === 'ask')
    .toReversed()
    .map(({ at, actor, input }) => ({ on: today(at), by: actor.name ?? '', text: String(input.text) }))

const disposalOf = ({ disposals: done }: MeasureStory, n: number): string | null => {
  const one = done.find((given) => given.n === n)
  return one ? disposals[one.disposal] : null
}

function cutOf({ cut }: MeasureStory) {
  if (!cut || cut.endedOn) return null
  const { supplier, startsAt } = cut
  return { title: cutOffs[cut.cut as keyof typeof cutOffs], supplier, startsAt: startsAt.replace('T', ' ') }
}

/** Last days for reconsideration (60 days) and for a suit (6 months) since service. 行政复议法第20条; 行政诉讼法第46条. */
function remedyOf({ service }: MeasureStory) {
  if (!service) return null
  return {
    reconsideration: due({ from: service.on, unit: 'D', amount: 60 }).due,
    litigation: due({ from: service.on, unit: 'M', amount: 6 }).due,
  }
}
