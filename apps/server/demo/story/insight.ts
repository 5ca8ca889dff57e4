import type { z } from 'zod'
import { caseRoutes } from '#kernel/cases/routes.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { enterSource } from '#kernel/indicators/ledger.ts'
import { firstOfMonth } from '#kernel/indicators/model/period.ts'
import type { FindingView } from '#modules/insight/model/schema.ts'
import { comparedIn, findAll } from '#modules/insight/server/find.ts'
import { trainModel } from '#modules/insight/server/ranking.ts'
import { insightRoutes } from '#modules/insight/server/routes.ts'
import { readFinding } from '#modules/insight/server/service.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import { caseDesk } from '../../cases.ts'
import { indicatorRoom } from '../../indicators.ts'
import { momentOf, officeDayFrom } from '../calendar.ts'
import { ORDERED } from '../hazards/load.ts'
import { type Stage, standingAt } from '../stage.ts'
import {
  insertTold,
  listChildTasks,
  listFoundAt,
  listHeldSeats,
  listOpenTargets,
  type TaskPlace,
  type ToldRows,
  takenBack,
  takeTold,
} from '../store.ts'

const COUNTY = '370523'
/** Days ago on which the leader of Guangrao put aside what is told again a month later. */
const PUT_ASIDE = 36
/** Working days the order was given, and so many before its end everybody had reported. */
const TERM = 40
const AT_ONCE = 200
/** When the worker looks through the figures. */
const LOOKS_AT = '06:20'

type View = z.output<typeof FindingView>

const routes = insightRoutes(indicatorRoom)
const taskRoutes = caseRoutes(caseDesk)

/**
 * Plans what came of findings of the half year: one is handed on by the leader, sent as a task to the towns, and comes to its end, so that the
 * board shows what it found against the control group; one is put aside with a reason. @returns how many are decided on
 */
export async function planInsight(stage: Stage, day: LocalDate): Promise<number> {
  const [ordered, putAside] = [officeDayFrom(day, -ORDERED), officeDayFrom(day, -PUT_ASIDE)]
  const [sent, later] = await takenBack(stage.tx, async () => {
    for (const source of comparedIn(indicatorRoom)) await enterSource(within(stage.tx), source)
    return [await lookOn(stage.tx, ordered), await lookOn(stage.tx, putAside)] as const
  })
  // However its enterprises are parted: what is clearest is told.
  const order = sent.findings.find((one) => one.gridCode === COUNTY && one.category === 'S01')
  const aside = later.findings.find((one) => one.gridCode.startsWith(COUNTY) && one.class === 'hazchem')
  if (order) {
    planMorning(stage, ordered, { findings: [order], models: sent.models })
    planOrder(stage, order.id, ordered)
  }
  if (aside) {
    planMorning(stage, putAside, { findings: [aside], models: [] })
    planIgnored(stage, aside.id, putAside)
  }
  return (order ? 1 : 0) + (aside ? 1 : 0)
}

/** The database as work in this transaction sees it: what the worker does in transactions of its own stays inside this one. */
const within = (tx: Tx) => ({ system: (work: (tx: Tx) => unknown) => work(tx) }) as unknown as Database

/** What the worker tells on a morning; the model is as old as its month. */
async function lookOn(tx: Tx, on: LocalDate): Promise<ToldRows> {
  const db = within(tx)
  await standingAt(momentOf(on, LOOKS_AT), async () => {
    await trainModel(db, addDays(firstOfMonth(on), 1)).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
    })
    await findAll(db, indicatorRoom, on)
  })
  return takeTold(tx)
}

/** Tells what the worker told on a morning: the story itself goes on changing what the figures count, so they are not opened for it. */
function planMorning(stage: Stage, on: LocalDate, { findings, models }: ToldRows): void {
  stage.plan(momentOf(on, LOOKS_AT), async () => {
    await insertTold(stage.tx, 'insight_model', models)
    await insertTold(
      stage.tx,
      'insight_finding',
      findings.map(({ row }) => row),
    )
  })
}

function planOrder(stage: Stage, id: string, on: LocalDate): void {
  const words = '通道和作业点堆料的反映多，请摸清是哪些厂、查完报我'
  stage.plan(momentOf(on, '08:50'), async () => {
    const { entrustTo } = await viewOf(stage, 'guangrao-leader', id)
    const seatId = await seatOf(stage, 'guangrao-officer', entrustTo)
    const body = { seatId, words, dueOn: addWorkdays(on, 3) }
    await stage.act('guangrao-leader', routes, 'POST /api/v1/insight-findings/:id/entrust', { params: { id }, body })
  })
  stage.plan(momentOf(on, '14:30'), () => acceptOrder(stage, id, on))
}

const viewOf = async (stage: Stage, login: string, id: string): Promise<View> => {
  const actor = await stage.actor(login)
  return (await readFinding(stage.tx, actor, id)) as View
}

async function seatOf(stage: Stage, login: string, choices: View['entrustTo']): Promise<string> {
  const { seatId } = await stage.actor(login)
  return choices.find((one) => one.seatId === seatId)?.seatId ?? (choices[0]?.seatId as string)
}

async function acceptOrder(stage: Stage, id: string, on: LocalDate): Promise<void> {
  const { order } = await viewOf(stage, 'guangrao-officer', id)
  if (!order) throw new Error(`finding ${id} has no order`)
  const { name, requirements } = order
  const dueOn = addWorkdays(on, TERM)
  const taskId = crypto.randomUUID()
  const body = {
    id: taskId,
    road: 'task',
    byRank: 30,
    control: 20,
    dueOn,
    name,
    requirements,
    nonce: NONCE,
    leftOut: [],
  }
  await stage.act('guangrao-officer', routes, 'POST /api/v1/insight-findings/:id/accept', { params: { id }, body })
  const reported = addWorkdays(on, TERM - 3)
  const ill = await listFoundAt(stage.tx, on, reported)
  const seats = new Map((await listHeldSeats(stage.tx, on)).map((seat) => [seat.seatId, seat]))
  for (const town of await listChildTasks(stage.tx, taskId)) {
    const holder = stage.actorOn(seats.get(town.holderSeatId) as never)
    const given = { stage, holder, town }
    stage.plan(momentOf(reported, '15:20'), () => reportTown(given, ill))
    stage.plan(momentOf(addWorkdays(on, TERM - 2), '09:40'), () =>
      actOn(given, holder, 'submit', { text: '名单上的都查了，问题当场登记' }),
    )
    stage.plan(momentOf(addWorkdays(on, TERM - 1), '10:30'), async () => {
      const verdict = { passed: true, sampled: 1, points: 95, text: '与登记一致' }
      await actOn(given, await stage.actor('guangrao-officer'), 'accept', verdict)
    })
  }
  stage.plan(momentOf(dueOn, '16:10'), async () => {
    const text = '各镇街查完，问题已登记转隐患治理；与对照组的比较见研判'
    await stage.act('guangrao-officer', taskRoutes, 'POST /api/v1/tasks/:id/close', {
      ...{ params: { id: taskId }, body: { input: { text } }, version: 2 },
    })
  })
}

/** The part of the draw the officer gave; a browser makes it by chance. */
const NONCE = '5f0c9a7e31d84b26a1c7e94d02b8f613'

interface Part {
  stage: Stage
  holder: Actor
  town: TaskPlace
}

/** Where offices found something in the term there was a problem; everybody else was found in order. */
async function reportTown({ stage, holder, town }: Part, ill: ReadonlySet<string>): Promise<void> {
  const open = await listOpenTargets(stage.tx, town.rootId, town.gridCode)
  for (const [result, text, objectIds] of [
    ['problem', '查出问题，已登记隐患', open.filter((one) => ill.has(one))],
    ['done', '逐项查过，符合要求', open.filter((one) => !ill.has(one))],
  ] as const)
    for (let at = 0; at < objectIds.length; at += AT_ONCE)
      await actOn({ stage, holder, town }, holder, 'report', {
        objectIds: objectIds.slice(at, at + AT_ONCE),
        result,
        text,
      })
}

const actOn = ({ stage, town }: Part, who: Actor, act: string, input: object): Promise<unknown> =>
  stage.act(who, taskRoutes, `POST /api/v1/tasks/:id/${act}`, {
    ...{ params: { id: town.id }, body: { input }, version: town.acts++ },
  })

function planIgnored(stage: Stage, id: string, on: LocalDate): void {
  const why = '检修后复产才两个月，企业正按复产方案逐套恢复联锁，先看一个月；仍不降再专项查'
  stage.plan(momentOf(on, '16:20'), () =>
    stage.act('guangrao-leader', routes, 'POST /api/v1/insight-findings/:id/ignore', { params: { id }, body: { why } }),
  )
}
