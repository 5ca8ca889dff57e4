import { caseRoutes } from '#kernel/cases/routes.ts'
import type { AnyRoute } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { caseDesk } from '../../cases.ts'
import { momentOf, notAhead, officeDay, workdaysBefore } from '../calendar.ts'
import type { Crew } from '../hazards/staff.ts'
import { AREAS } from '../register/enterprises.ts'
import type { Stage } from '../stage.ts'
import { listChildTasks, listOpenTargets, type TaskPlace } from '../store.ts'
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
}

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

function campaignsOf(day: LocalDate, towns: readonly string[]): Campaign[] {
  const all = Object.fromEntries(COUNTIES.map((code) => [code, 1]))
  return [
    {
      by: 'city-officer',
      grid: '3705',
      grids: COUNTIES,
      daysBefore: 45,
      dueOn: officeDay(addDays(day, -12)),
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
      done: all,
      closedBefore: 8,
    },
    {
      by: 'city-officer',
      grid: '3705',
      grids: COUNTIES,
      daysBefore: 15,
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
  ]
}

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
        await this.#act(by, opened.id, 'publish', { grids, dueOn, text: '请按要求分解，每周五前反馈进展' }, 1)
        for (const child of await listChildTasks(this.#stage.tx, opened.id))
          await this.#carryOut(child, campaign, start)
        if (campaign.closedBefore) this.#close(opened.id, campaign.closedBefore, by)
      })
    })
  }

  /** A grid reports its share in the days after; Guangrao hands a running task on to its towns. */
  async #carryOut(child: TaskPlace, { by, done, dueOn, closedBefore }: Campaign, start: LocalDate): Promise<void> {
    const share = done[child.gridCode]
    if (child.gridCode === '370523' && share === undefined) {
      const below = { grids: this.#towns, dueOn: addDays(dueOn, -2), text: '各镇街按名单逐家检查' }
      const on = officeDay(addDays(start, 3))
      this.#plan(on, '11:10', () => this.#act(this.#holderOf(child), child.id, 'split', below, child.acts))
      return
    }
    const open = await listOpenTargets(this.#stage.tx, child.rootId, child.gridCode)
    const reported = open.slice(0, Math.round(open.length * (share ?? 0)))
    for (let at = 0; at < reported.length; at += AT_ONCE) {
      const part = reported.slice(at, at + AT_ONCE)
      this.#report(
        child,
        part.filter((_, index) => index % 6 !== 5),
        'done',
        officeDay(addDays(start, 6)),
        '15:30',
      )
      this.#report(
        child,
        part.filter((_, index) => index % 6 === 5),
        'problem',
        officeDay(addDays(start, 7)),
        '15:40',
      )
    }
    if (closedBefore) this.#finish(child, by, workdaysBefore(this.#day, closedBefore + 2))
  }

  #report(child: TaskPlace, objectIds: string[], result: 'done' | 'problem', on: LocalDate, time: string): void {
    if (objectIds.length === 0) return
    const text = result === 'done' ? '已检查，符合要求' : '发现问题，已登记隐患'
    this.#plan(on, time, () =>
      this.#act(this.#holderOf(child), child.id, 'report', { objectIds, result, text }, child.acts++),
    )
  }

  #finish(child: TaskPlace, by: string, on: LocalDate): void {
    const words = { text: '已逐家排查完毕，问题均已登记' }
    this.#plan(workdaysBefore(on, 2), '09:30', () =>
      this.#act(this.#holderOf(child), child.id, 'submit', words, child.acts++),
    )
    const verdict = { passed: true, sampled: 3, points: 96, text: '抽查与登记一致，通过验收' }
    this.#plan(on, '10:40', () => this.#act(by, child.id, 'accept', verdict, child.acts++))
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
