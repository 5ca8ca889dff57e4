import type { z } from 'zod'
import { caseRoutes } from '#kernel/cases/routes.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { PermissionTable } from '#kernel/identity/permissions.ts'
import { firstOfMonth } from '#kernel/indicators/model/period.ts'
import { subtree } from '#kernel/scope/scope.ts'
import type { FindingView } from '#modules/insight/model/schema.ts'
import { findAll } from '#modules/insight/server/find.ts'
import { trainModel } from '#modules/insight/server/ranking.ts'
import { insightRoutes } from '#modules/insight/server/routes.ts'
import { readFinding } from '#modules/insight/server/service.ts'
import { type FindingRow, listFindings } from '#modules/insight/server/store/finding.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import { caseDesk } from '../../cases.ts'
import { indicatorRoom } from '../../indicators.ts'
import { momentOf, officeDayFrom } from '../calendar.ts'
import { ORDERED } from '../hazards/load.ts'
import { Stage, standingAt } from '../stage.ts'
import {
  databaseNow,
  layOn,
  listChildTasks,
  listFoundAt,
  listHeldSeats,
  listOpenTargets,
  type TaskPlace,
} from '../store.ts'

const COUNTY = '370523'
/** Days ago on which the leader of Guangrao put aside what is told again a month later. */
const PUT_ASIDE = 36
/** Working days the order was given, and so many before its end everybody had reported. */
const TERM = 40
const AT_ONCE = 200

type View = z.output<typeof FindingView>

const routes = insightRoutes(indicatorRoom)
const taskRoutes = caseRoutes(caseDesk)

/**
 * What came of findings of the half year: one was handed on by the leader, sent as a task to the towns, and is over, so that the board
 * shows what it found against the control group; one was put aside with a reason. @returns how many were decided on
 */
export async function playInsight(db: Database, table: PermissionTable, day: LocalDate): Promise<number> {
  const sent = await lookOn(db, officeDayFrom(day, -ORDERED))
  const order = sent.find(
    ({ gridCode, class: kind, category }) => gridCode === COUNTY && kind === 'industry_trade' && category === 'S01',
  )
  if (order) await playOrder(db, table, order.id, officeDayFrom(day, -ORDERED))
  const later = await lookOn(db, officeDayFrom(day, -PUT_ASIDE))
  const aside = later.find(({ gridCode, class: kind }) => gridCode.startsWith(COUNTY) && kind === 'hazchem')
  if (aside) await playIgnored(db, table, aside.id, officeDayFrom(day, -PUT_ASIDE))
  return (order ? 1 : 0) + (aside ? 1 : 0)
}

/** A morning on which the worker looks through the figures; the model is as old as its month. @returns what stands open then */
async function lookOn(db: Database, on: LocalDate): Promise<FindingRow[]> {
  const since = await db.system(databaseNow)
  const moment = momentOf(on, '06:20')
  await standingAt(moment, async () => {
    await trainModel(db, addDays(firstOfMonth(on), 1)).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
    })
    await findAll(db, indicatorRoom, on)
  })
  return db.system(async (tx) => {
    await layOn(tx, moment, since)
    return listFindings(tx, subtree('3705'), { state: 'open' })
  })
}

async function playOrder(db: Database, table: PermissionTable, id: string, on: LocalDate): Promise<void> {
  await db.system(async (tx) => {
    const stage = new Stage(tx, table)
    const words = '通道和作业点堆料的反映多，请摸清是哪些厂、查完报我'
    stage.plan(momentOf(on, '08:50'), async () => {
      const { entrustTo } = await viewOf(stage, 'guangrao-leader', id)
      const seatId = await seatOf(stage, 'guangrao-officer', entrustTo)
      const body = { seatId, words, dueOn: addWorkdays(on, 3) }
      await stage.act('guangrao-leader', routes, 'POST /api/v1/insight-findings/:id/entrust', { params: { id }, body })
    })
    stage.plan(momentOf(on, '14:30'), () => acceptOrder(stage, id, on))
    await stage.play()
  })
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

async function playIgnored(db: Database, table: PermissionTable, id: string, on: LocalDate): Promise<void> {
  await db.system(async (tx: Tx) => {
    const stage = new Stage(tx, table)
    const why = '检修后复产才两个月，企业正按复产方案逐套恢复联锁，先看一个月；仍不降再专项查'
    await stage.at(momentOf(on, '16:20'), () =>
      stage.act('guangrao-leader', routes, 'POST /api/v1/insight-findings/:id/ignore', {
        params: { id },
        body: { why },
      }),
    )
  })
}
