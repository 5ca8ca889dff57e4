import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { type LibraryCheck, listChecks, templateNames } from '#modules/check-item/server/library.ts'
import { chosenEnterprises } from '#modules/enterprise/server/service/choose.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { addDays, addMonths } from '#standards/calendar/local-date.ts'
import { stateOf } from '../model/rules.ts'
import {
  AnswerInput,
  CheckFile,
  CheckFilter,
  CheckLine,
  EnterpriseRow,
  FinishInput,
  ItemHazard,
  OfficeFigures,
  OfficeFilter,
  type OfficeFilterInput,
  PlanInput,
  PlanView,
} from '../model/schema.ts'
import { answerItem, finishCheck, notFound, reportHazard } from './service/check.ts'
import { addPlan, endPlan, templateName } from './service/plan.ts'
import { selfCheckSettings } from './settings.ts'
import * as checks from './store/check.ts'
import * as office from './store/office.ts'
import { listPlans, type PlanRow } from './store/plan.ts'

const tag = '企业自查'
const One = z.object({ id: z.uuid('自查编号不正确') })
const OneItem = One.extend({ item: z.string().max(40) })
const Page = { cursor: z.string().max(800).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }

/** Plans and checks of enterprises, and how offices see them. */
export const selfCheckRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/self-check-plans',
    summary: '一家企业的自查计划',
    tag,
    permission: 'self-check.read',
    query: z.object({ objectId: z.uuid('企业编号不正确') }),
    answer: z.object({ items: z.array(PlanView), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const items = await plansView(tx, await listPlans(tx, actor.scope, query.objectId))
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/self-check-plans',
    summary: '给本企业安排自查：用哪个模板，多久一次',
    tag,
    permission: 'self-check.keep',
    audit: 'self-check.planned',
    body: PlanInput,
    answer: PlanView,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const plan = await addPlan(tx, actor, body)
      note(await aboutPlan(tx, plan))
      return (await plansView(tx, [plan]))[0] as z.input<typeof PlanView>
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/self-check-plans/:id/end',
    summary: '停用一个自查计划',
    tag,
    permission: 'self-check.keep',
    audit: 'self-check.plan-ended',
    params: One,
    answer: z.object({ id: z.uuid() }),
    act: async ({ tx, actor, params, note }) => {
      note(await aboutPlan(tx, await endPlan(tx, actor, params.id)))
      return { id: params.id }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/self-checks',
    summary: '自查列表，到期晚的在前',
    tag,
    permission: 'self-check.read',
    query: CheckFilter.extend(Page),
    answer: z.object({ items: z.array(CheckLine), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const { cursor, limit, ...filter } = query
      const on = today()
      const page = await checks.listChecks(tx, actor.scope, filter, on, { cursor, limit })
      const names = await namesOf(tx, page.items)
      const templates = await templatesOf(tx, page.items)
      return {
        items: page.items.map((row) => lineView(row, names, templates, on)),
        nextCursor: page.nextCursor,
        total: await checks.countChecks(tx, actor.scope, filter, on),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/self-checks/:id',
    summary: '一次自查：每一项的问法、依据和填的结果',
    tag,
    permission: 'self-check.read',
    params: One,
    answer: CheckFile,
    act: async ({ tx, actor, params }) => fileOf(tx, actor, params.id),
  }),
  route({
    method: 'PUT',
    path: '/api/v1/self-checks/:id/items/:item',
    summary: '填一项：没问题、有问题、不涉及；填一项存一项',
    tag,
    permission: 'self-check.keep',
    audit: 'self-check.answered',
    params: OneItem,
    body: AnswerInput,
    answer: z.object({ item: z.string(), answer: z.string() }),
    act: async ({ tx, actor, params, body, note }) => {
      const check = await answerItem(tx, actor, params.id, params.item, body)
      note(about(check, { item: params.item, answer: body.answer }))
      return { item: params.item, answer: body.answer }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/self-checks/:id/items/:item/hazard',
    summary: '把有问题的一项上报为隐患，检查项随隐患走',
    tag,
    permission: 'self-check.keep',
    audit: 'self-check.hazard-reported',
    params: OneItem,
    body: ItemHazard,
    answer: z.object({ hazardId: z.uuid(), number: z.string().nullable() }),
    status: 201,
    act: async ({ tx, actor, params, body, note }) => {
      const { check, ...answer } = await reportHazard(tx, actor, params.id, params.item, body)
      note(about(check, { item: params.item }))
      return answer
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/self-checks/:id/finish',
    summary: '完成自查；没有发现隐患的，明确确认零报告',
    tag,
    permission: 'self-check.keep',
    audit: 'self-check.finished',
    params: One,
    body: FinishInput,
    answer: z.object({ bad: z.number(), zero: z.boolean() }),
    act: async ({ tx, actor, params, body, note }) => {
      const done = await finishCheck(tx, actor, params.id, body.zero)
      note({ objectType: 'self-check', objectId: params.id, detail: done })
      return done
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/self-check-enterprises',
    summary: '辖区内生产经营的企业这个月自查得怎么样，逐家列出',
    tag,
    permission: 'self-check.read',
    query: OfficeFilter.extend(Page),
    answer: z.object({ items: z.array(EnterpriseRow), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query, settings }) => {
      const { cursor, limit, ...filter } = query
      const look = lookOf(filter, settings)
      const chosen = chosenOf(actor, filter)
      const page = await office.listEnterprises(tx, chosen, actor.scope, filter, look, { cursor, limit })
      const names = await namesOf(tx, page.items)
      const { total } = await office.countEnterprises(tx, chosen, actor.scope, filter, look)
      return {
        items: page.items.map((row) => ({ ...row, gridName: names.get(row.gridCode) ?? row.gridCode })),
        nextCursor: page.nextCursor,
        total,
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/self-check-figures',
    summary: '企业自查的几个数；筛选与逐家列表相同，各数可由列表核对',
    tag,
    permission: 'self-check.read',
    query: OfficeFilter,
    answer: OfficeFigures,
    act: async ({ tx, actor, query, settings }) => {
      const look = lookOf(query, settings)
      return {
        month: look.from.slice(0, 7),
        zeroRun: look.zeroRun,
        officeDays: settings.get(selfCheckSettings.officeDays),
        ...(await office.countEnterprises(tx, chosenOf(actor, query), actor.scope, query, look)),
        asOf: new Date().toISOString(),
      }
    },
  }),
]

const aboutPlan = async (tx: Tx, { id, gridCode, template, rhythm }: PlanRow) => ({
  objectType: 'self-check-plan',
  objectId: id,
  gridCode,
  detail: { template: await templateName(tx, template), rhythm },
})

const about = ({ id, gridCode }: checks.CheckRow, detail: object) => ({
  objectType: 'self-check',
  objectId: id,
  gridCode,
  detail: { ...detail },
})

async function plansView(tx: Tx, rows: readonly PlanRow[]) {
  const templates = await templatesOf(tx, rows)
  return rows.map((row) => planView(row, templates))
}

/** Names of the templates some plans or checks follow. */
const templatesOf = (tx: Tx, rows: readonly { template: string }[]): Promise<Map<string, string>> =>
  templateNames(
    tx,
    rows.map(({ template }) => template),
    today(),
  )

const planView = (
  { id, template, rhythm, itemCodes, fromOn, endedOn }: PlanRow,
  templates: ReadonlyMap<string, string>,
) => ({
  id,
  template,
  templateName: templates.get(template) ?? template,
  rhythm,
  items: itemCodes.length,
  fromOn,
  endedOn,
})

const namesOf = (tx: Tx, rows: readonly { gridCode: string }[]): Promise<Map<string, string>> =>
  gridNames(
    tx,
    rows.map(({ gridCode }) => gridCode),
  )

const lineView = (
  row: checks.CheckLineRow,
  names: ReadonlyMap<string, string>,
  templates: ReadonlyMap<string, string>,
  on: string,
) => ({
  ...row,
  gridName: names.get(row.gridCode) ?? row.gridCode,
  templateName: templates.get(row.template) ?? row.template,
  state: stateOf(row, on),
  items: row.itemCodes.length,
  finishedAt: row.finishedAt?.toISOString() ?? null,
  finishedBy: row.finishedBy?.name ?? null,
})

/** The month asked for, or this one, with the rules of doubt in force. */
function lookOf({ month }: OfficeFilterInput, settings: SettingsReader): office.Look {
  const on = today()
  const from = `${month ?? on.slice(0, 7)}-01`
  return {
    from,
    to: addDays(addMonths(from, 1), -1),
    today: on,
    zeroRun: settings.get(selfCheckSettings.zeroRun),
    since: addDays(on, -settings.get(selfCheckSettings.officeDays)),
  }
}

/** Enterprises that produce: the others have nothing to check. */
const chosenOf = (actor: Actor, { grid, regulatorClass }: OfficeFilterInput) =>
  chosenEnterprises(actor.scope, { grid, regulatorClass, operatingState: 'producing' })

/** A check with all its items in the order of the template. @throws notFound */
async function fileOf(tx: Tx, actor: Actor, id: string) {
  const row = await checks.findCheck(tx, actor.scope, id)
  if (!row) throw notFound()
  const on = today()
  const answers = new Map((await checks.listAnswers(tx, actor.scope, id)).map((answer) => [answer.itemCode, answer]))
  const line = lineView(row, await namesOf(tx, [row]), await templatesOf(tx, [row]), on)
  // The questions as they stood when the check was opened.
  const items = await listChecks(tx, row.itemCodes, row.fromOn)
  const isOpen = line.state === 'due' || line.state === 'doing'
  return {
    ...line,
    list: row.itemCodes.map((code) => itemView(code, items.get(code), answers.get(code))),
    openActs: isOpen && may(actor, 'self-check.keep') ? ['answer', 'finish'] : [],
  }
}

function itemView(code: string, item: LibraryCheck | undefined, given: checks.AnswerRow | undefined) {
  return {
    code,
    plain: item?.plain ?? code,
    question: item?.question ?? code,
    how: item?.how ?? '',
    basis: item?.basis ?? '',
    criterion: item?.criterion ?? null,
    rectification: item?.rectification ?? '',
    verified: item?.verified ?? false,
    answer: given?.answer ?? null,
    note: given?.note ?? '',
    hazardId: given?.hazardId ?? null,
    hazardNumber: given?.hazardNumber ?? null,
    answeredAt: given?.answeredAt.toISOString() ?? null,
    answeredBy: given?.answeredBy ?? null,
  }
}
