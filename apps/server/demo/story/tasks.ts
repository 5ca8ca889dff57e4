import { caseRoutes } from '#kernel/cases/routes.ts'
import type { Database } from '#kernel/db/db.ts'
import type { AnyRoute } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { remindOfFeedback } from '#modules/task/server/feedback.ts'
import { taskRoutes } from '#modules/task/server/routes.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { caseDesk } from '../../cases.ts'
import { momentOf, notAhead, officeDay, workdaysBefore } from '../calendar.ts'
import type { Crew } from '../hazards/staff.ts'
import { AREAS } from '../register/enterprises.ts'
import { type Stage, standingAt } from '../stage.ts'
import {
  countTargetsIn,
  databaseNow,
  layOn,
  listChildTasks,
  listOpenTargets,
  listVillagesOfTargets,
  type TaskPlace,
} from '../store.ts'
import { TOWN } from './cast.ts'

const COUNTIES = AREAS.map(({ code }) => code)
const AT_ONCE = 200

/** A task of the city's half year, and how far it has come. */
interface Campaign {
  by: 'city-officer' | 'guangrao-officer'
  grid: string
  grids: readonly string[]
  daysBefore: number
  dueOn: LocalDate
  input: Record<string, unknown>
  /** Share of the targets each grid below has reported; a grid not named has reported nothing. */
  done: Readonly<Record<string, number>>
  /** Accepted everywhere and closed, so many working days before the day. */
  closedBefore?: number
  /** How many days before the day each grid said how far it is. */
  spoke?: Readonly<Record<string, readonly number[]>>
  /** Verdicts of a closed one that are not the usual: no points, a return before, a report after the last day. */
  verdicts?: Readonly<Record<string, Verdict>>
  /** Name of the template its words are kept as. */
  keptAs?: string
  /** The grid that got more time, and until when. */
  extended?: { grid: string; until: LocalDate }
}

interface Verdict {
  points: number | null
  /** Returned once before, with these points. */
  returned?: number
  late?: boolean
}

/** Points of grids nobody found anything at. */
const USUAL: Verdict = { points: 96 }

/**
 * Plans the tasks of the half year: one closed, one running with grids ahead and behind, one of a county that is late.
 * @param towns codes of two towns of Guangrao beside the one of the demo accounts
 * @returns how many
 */
export function planTasks(stage: Stage, crew: Crew, towns: readonly string[], day: LocalDate): number {
  const play = new Play(stage, crew, day, [TOWN, ...towns])
  const campaigns = campaignsOf(day, [TOWN, ...towns])
  for (const campaign of campaigns) play.campaign(campaign)
  return campaigns.length
}

/** The worker of the last two working mornings asks for feedback. @returns how many were told */
export async function playFeedback(db: Database, day: LocalDate): Promise<number> {
  let told = 0
  for (const on of [workdaysBefore(day, 2), workdaysBefore(day, 1)]) {
    const moment = momentOf(on, '08:20')
    const since = await db.system(databaseNow)
    told += await standingAt(moment, () => remindOfFeedback(db, on))
    await db.system((tx) => layOn(tx, moment, since))
  }
  return told
}

function campaignsOf(day: LocalDate, towns: readonly string[]): Campaign[] {
  const all = Object.fromEntries(COUNTIES.map((code) => [code, 1]))
  return [
    {
      by: 'city-officer',
      grid: '3705',
      grids: COUNTIES,
      daysBefore: 45,
      dueOn: officeDay(addDays(day, -20)),
      input: {
        name: '烟花爆竹经营单位旺季前排查',
        kind: 'special',
        feedback: 'weekly',
        rule: { regulatorClass: 'fireworks' },
        goal: '旺季前对全市烟花爆竹经营单位排查一遍，做到底数清、问题清',
        requirements: '逐家核对许可证、存放量和消防设施；发现问题当场登记，能改的当场改',
        measures: '每家至少两人同去，带测距仪和执法记录仪',
        standard: '覆盖率 100%，问题登记率 100%，按期完成得满分',
      },
      keptAs: '节前排查（烟花爆竹）',
      done: all,
      closedBefore: 8,
      spoke: Object.fromEntries(COUNTIES.map((code) => [code, [61, 54, 47, 40, 33]])),
      verdicts: {
        370502: { points: 98 },
        370503: { points: 91.5 },
        370505: { points: 84, returned: 62 },
        370522: { points: 77, late: true },
        370523: { points: 95 },
        370571: { points: 99 },
        370572: { points: null },
      },
    },
    {
      by: 'city-officer',
      grid: '3705',
      grids: COUNTIES,
      daysBefore: 20,
      dueOn: addDays(day, 12),
      input: {
        name: '涉重大危险源企业冬季专项检查',
        kind: 'campaign',
        feedback: 'weekly',
        rule: { majorHazard: 'true' },
        goal: '入冬前对全市涉重大危险源企业全部检查一遍',
        requirements: '重点看防冻防凝、泄漏报警、紧急切断和值班；重大隐患当日上报',
        measures: '县区抽调专家，每组不少于三人',
        standard: '覆盖率、按期率、问题质量三项各占三分之一',
        template: 'T-HCP-SP-MH',
      },
      done: { 370502: 1, 370503: 0.7, 370505: 0.45, 370522: 0.3, 370571: 0.9, 370572: 0.6 },
      spoke: {
        370502: [16, 9, 2],
        370503: [16, 9],
        370505: [16],
        370523: [16, 9],
        370571: [16, 9, 2],
        370572: [9],
        [TOWN]: [9],
        [towns[1] as string]: [9, 2],
      },
      extended: { grid: towns[1] as string, until: addDays(day, 12) },
    },
    {
      by: 'city-officer',
      grid: '3705',
      grids: ['370502', '370523', '370571', '370572'],
      daysBefore: 5,
      dueOn: addDays(day, 5),
      input: {
        name: '寒潮大风期间危化品企业值守抽查',
        kind: 'emergency',
        feedback: 'daily',
        rule: { majorHazard: 'true', regulatorClass: 'hazchem' },
        goal: '寒潮大风期间涉重大危险源企业值守、防冻措施每天过一遍',
        requirements: '电话和视频抽查值班，现场看防冻防凝；每天下班前反馈',
        measures: '值班领导带班',
        standard: '',
      },
      done: { 370502: 0.4, 370523: 0.2, 370571: 0.8, 370572: 0.5 },
      spoke: { 370502: [3, 2], 370523: [3], 370571: [4, 3, 2] },
    },
    {
      by: 'guangrao-officer',
      grid: '370523',
      grids: towns,
      daysBefore: 22,
      dueOn: officeDay(addDays(day, -2)),
      input: {
        name: '非煤矿山和石油开采辅助单位用电安全检查',
        kind: 'routine',
        feedback: 'none',
        rule: { regulatorClass: 'non_coal_mine' },
        goal: '对辖区相关单位用电安全检查一遍',
        requirements: '看配电室、临时线路和接地，填写检查情况',
        measures: '',
        standard: '',
      },
      done: {},
    },
    {
      by: 'guangrao-officer',
      grid: '370523',
      grids: towns,
      daysBefore: 70,
      dueOn: officeDay(addDays(day, -50)),
      input: {
        name: '涉重大危险源企业秋季安全检查',
        kind: 'special',
        feedback: 'monthly',
        rule: { majorHazard: 'true' },
        goal: '对辖区涉重大危险源企业秋季检查一遍',
        requirements: '逐家检查，看监测监控、值班和应急物资；问题当场登记',
        measures: '县局每周抽查两家',
        standard: '覆盖率 60 分，问题质量 40 分',
      },
      keptAs: '重大危险源季度检查',
      done: Object.fromEntries(towns.map((code) => [code, 1])),
      closedBefore: 25,
      verdicts: {
        [TOWN]: { points: 93 },
        [towns[1] as string]: { points: 88, returned: 70 },
        [towns[2] as string]: { points: null },
      },
    },
  ]
}

/** A working day, and none after the last one before the day. */
const notAfter = (day: LocalDate, wished: LocalDate): LocalDate =>
  officeDay(wished < day ? wished : workdaysBefore(day, 1))

/** One campaign after another, each scene planning the next once it knows what there is. */
class Play {
  readonly #stage: Stage
  readonly #crew: Crew
  readonly #day: LocalDate
  readonly #towns: readonly string[]
  /** Taken before the clock of a scene stands in the past. */
  readonly #latest = notAhead(new Date(8.64e15))
  readonly #routes: readonly AnyRoute[] = caseRoutes(caseDesk)

  constructor(stage: Stage, crew: Crew, day: LocalDate, towns: readonly string[]) {
    this.#stage = stage
    this.#crew = crew
    this.#day = day
    this.#towns = towns
  }

  campaign(campaign: Campaign): void {
    const { by, grid, grids, dueOn, input } = campaign
    const start = workdaysBefore(this.#day, campaign.daysBefore)
    this.#plan(start, '09:20', async () => {
      const opened = await this.#do<{ id: string }>(by, 'POST /api/v1/tasks', { body: { gridCode: grid, input } })
      this.#plan(start, '10:05', async () => {
        const text = input.feedback === 'weekly' ? '请按要求分解，每周五前反馈进展' : '请按要求分解，按时反馈进展'
        await this.#act(by, opened.id, 'publish', { grids, dueOn, text }, 1)
        for (const child of await listChildTasks(this.#stage.tx, opened.id))
          await this.#carryOut(child, campaign, start)
        if (campaign.closedBefore) this.#close(opened.id, campaign.closedBefore, by)
        if (campaign.keptAs) await this.#keep(by, opened.id, campaign.keptAs)
      })
    })
  }

  /** A grid reports its share in the days after, and says how far it is; Guangrao hands a running task on. */
  async #carryOut(child: TaskPlace, campaign: Campaign, start: LocalDate): Promise<void> {
    const { done, dueOn, closedBefore } = campaign
    const share = done[child.gridCode]
    this.#speak(child, campaign)
    if (child.gridCode === '370523' && share === undefined)
      return this.#handOn(child, this.#towns, addDays(dueOn, -2), addDays(start, 3), async (part) => {
        this.#speak(part, campaign)
        if (campaign.extended?.grid === part.gridCode)
          this.#extend(part, this.#holderOf(child), campaign.extended.until)
        if (part.gridCode === TOWN) await this.#toVillages(part, dueOn, start)
      })
    await this.#reportShare(child, share ?? 0, start)
    if (closedBefore) this.#finish(child, campaign, workdaysBefore(this.#day, closedBefore + 2))
  }

  /** Half of what a grid is about is in order, of every six one has a problem. */
  async #reportShare(child: TaskPlace, share: number, start: LocalDate): Promise<void> {
    const open = await listOpenTargets(this.#stage.tx, child.rootId, child.gridCode)
    const reported = open.slice(0, Math.round(open.length * share))
    for (let at = 0; at < reported.length; at += AT_ONCE) {
      const part = reported.slice(at, at + AT_ONCE)
      const [well, ill] = [part.filter((_, index) => index % 6 !== 5), part.filter((_, index) => index % 6 === 5)]
      this.#report(child, well, 'done', notAfter(this.#day, addDays(start, 6)), '15:30')
      this.#report(child, ill, 'problem', notAfter(this.#day, addDays(start, 7)), '15:40')
    }
  }

  /** Splits a part further, and goes on with what came of it. */
  #handOn(
    child: TaskPlace,
    grids: readonly string[],
    dueOn: LocalDate,
    on: LocalDate,
    then: (part: TaskPlace) => Promise<void> | void,
  ): void {
    const below = { grids, dueOn, text: '按名单逐家检查，问题当场登记' }
    this.#plan(officeDay(on), '11:10', async () => {
      await this.#act(this.#holderOf(child), child.id, 'split', below, child.acts++)
      for (const part of await listChildTasks(this.#stage.tx, child.id)) await then(part)
    })
  }

  /** The town hands it to its villages: every second one has done its share, and the first was accepted. */
  async #toVillages(town: TaskPlace, dueOn: LocalDate, start: LocalDate): Promise<void> {
    const villages = await listVillagesOfTargets(this.#stage.tx, town.rootId, town.gridCode)
    let at = 0
    this.#handOn(town, villages, addDays(dueOn, -14), addDays(start, 5), async (village) => {
      const first = at === 0
      if (at % 2 === 0) await this.#reportShare(village, 1, addDays(start, 2))
      at += 1
      // Nobody accepts his own work: where no officer sits in the village, the town carries it out itself.
      if (!first || village.holderSeatId === town.holderSeatId) return
      const on = officeDay(addDays(this.#day, -6))
      this.#submit(village, workdaysBefore(on, 1))
      this.#accept(village, this.#holderOf(town), on, { passed: true, points: 92 })
    })
  }

  #extend(child: TaskPlace, by: Actor, until: LocalDate): void {
    const words = { until, reason: '防冻改造的企业多，检查要排到下月初' }
    const on = officeDay(addDays(this.#day, -5))
    this.#plan(on, '14:10', () => this.#act(by, child.id, 'extend', words, child.acts++))
  }

  #speak(child: TaskPlace, { spoke }: Campaign): void {
    for (const days of spoke?.[child.gridCode] ?? []) {
      const words = { text: '正按名单逐家检查，进度在登记里；没有大的问题' }
      this.#plan(officeDay(addDays(this.#day, -days)), '16:40', () =>
        this.#act(this.#holderOf(child), child.id, 'feedback', words, child.acts++),
      )
    }
  }

  #report(child: TaskPlace, objectIds: string[], result: 'done' | 'problem', on: LocalDate, time: string): void {
    if (objectIds.length === 0) return
    const text = result === 'done' ? '已检查，符合要求' : '发现问题，已登记隐患'
    this.#plan(on, time, () =>
      this.#act(this.#holderOf(child), child.id, 'report', { objectIds, result, text }, child.acts++),
    )
  }

  /** Reported upwards and accepted, some after a return, some late. */
  #finish(child: TaskPlace, { by, dueOn, verdicts }: Campaign, on: LocalDate): void {
    const { points, returned, late } = verdicts?.[child.gridCode] ?? USUAL
    const inTime = officeDay(addDays(dueOn, -2))
    if (returned) {
      this.#submit(child, officeDay(addDays(dueOn, -6)))
      this.#accept(child, by, officeDay(addDays(dueOn, -5)), { passed: false, points: returned, dueOn })
    }
    this.#submit(child, late ? officeDay(addDays(dueOn, 3)) : inTime)
    this.#accept(child, by, on, { passed: true, points })
  }

  #submit(child: TaskPlace, on: LocalDate): void {
    const words = { text: '已逐家排查完毕，问题均已登记' }
    this.#plan(on, '09:30', () => this.#act(this.#holderOf(child), child.id, 'submit', words, child.acts++))
  }

  #accept(
    child: TaskPlace,
    by: string | Actor,
    on: LocalDate,
    { passed, points, dueOn }: { passed: boolean; points: number | null; dueOn?: LocalDate },
  ): void {
    this.#plan(on, '10:40', async () => {
      const all = await countTargetsIn(this.#stage.tx, child.rootId, child.gridCode)
      const text = passed ? '抽查与登记一致，通过验收' : '抽查的一家没有现场照片，补齐后再报'
      const verdict = { passed, sampled: Math.min(3, all), points, text, ...(passed ? {} : { dueOn }) }
      await this.#act(by, child.id, 'accept', verdict, child.acts++)
    })
  }

  /** Keeps the words of a task for the next time. */
  async #keep(by: string, taskId: string, name: string): Promise<void> {
    await this.#stage.act(by, taskRoutes, 'POST /api/v1/task-templates', { body: { name, taskId } })
  }

  #close(id: string, daysBefore: number, by: string): void {
    const words = { text: '各县区按期完成，问题均已登记并转隐患治理' }
    this.#plan(workdaysBefore(this.#day, daysBefore), '16:00', () => this.#act(by, id, 'close', words, 2))
  }

  #holderOf(child: TaskPlace): Actor {
    const seat = this.#crew.seats.get(child.holderSeatId)
    if (!seat) throw new Error(`nobody holds task ${child.id}`)
    return this.#stage.actorOn(seat)
  }

  #act(who: string | Actor, id: string, act: string, input: object, version: number): Promise<unknown> {
    return this.#do(who, `POST /api/v1/tasks/:id/${act}`, { params: { id }, body: { input }, version })
  }

  #do<Answer>(
    who: string | Actor,
    name: string,
    given: { params?: Record<string, string>; body: unknown; version?: number },
  ): Promise<Answer> {
    return this.#stage.act<Answer>(who, this.#routes, name, given)
  }

  #plan(on: LocalDate, time: string, scene: () => Promise<unknown>): void {
    this.#stage.plan(new Date(Math.min(momentOf(on, time).getTime(), this.#latest.getTime())), scene)
  }
}
