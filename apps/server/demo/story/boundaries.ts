import { wholeTree } from '#kernel/scope/scope.ts'
import { qualityReport } from '#modules/grid/server/boundary/quality.ts'
import { upsertReport } from '#modules/grid/server/boundary/quality-store.ts'
import { boundaryRoutes } from '#modules/grid/server/boundary/routes.ts'
import type { NewGrid } from '#modules/grid/server/store.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { isWorkday } from '#standards/calendar/work-calendar.ts'
import { momentOf, notAhead, workdaysBefore } from '../calendar.ts'
import type { Stage } from '../stage.ts'

const PAIRS_TRIED = 8

/**
 * The county works out what joining two small villages would do, and leaves it to the city to carry it out. A plan holds a
 * day: on a working day it is of this morning, on a rest day of the last working day, to be worked out again.
 */
export async function playPlan(stage: Stage, nodes: readonly NewGrid[], town: string, day: LocalDate): Promise<void> {
  const moment = isWorkday(day) ? notAhead(momentOf(day, '08:20')) : momentOf(workdaysBefore(day, 1), '17:50')
  const villages = nodes.filter(({ parentCode, level }) => parentCode === town && level === 'village')
  await stage.at(moment, async () => {
    for (let at = 0; at < Math.min(PAIRS_TRIED, villages.length - 1); at++) {
      const [one, other] = [villages[at] as NewGrid, villages[at + 1] as NewGrid]
      const body = { kind: 'merge', codes: [one.code, other.code], name: one.name, into: 'lowest' }
      const plan = await stage
        .act<{ planId: string; applicable: boolean }>('guangrao-officer', boundaryRoutes, 'POST /api/v1/grid-plans', {
          body,
        })
        .catch(() => undefined)
      if (!plan?.applicable) continue
      await stage.tell(['city-admin'], {
        kind: 'grid.plan-waits',
        ref: plan.planId,
        title: `广饶县测算了「${one.name}」和「${other.name}」合并的方案`,
        text: '许文静测算，等市级管理员看过后执行；方案保留 24 小时，过期可重新测算。',
        link: `/grid-plans/${plan.planId}`,
      })
      return
    }
  })
}

/** Last night's check of the city's boundaries and of the county of the demo accounts. */
export function planNightCheck(stage: Stage, nodes: readonly NewGrid[], day: LocalDate): void {
  const parents = nodes.filter(({ code, level }) => level === 'city' || code === '370523')
  stage.plan(notAhead(momentOf(day, '02:20')), async () => {
    let findings = 0
    let strays = 0
    for (const { code, level } of parents) {
      const report = await qualityReport(stage.tx, wholeTree, code)
      await upsertReport(stage.tx, report)
      findings += report.findings.length
      if (level === 'city') strays = report.strays.total
    }
    await stage.tell(['city-admin'], {
      kind: 'grid.boundaries-checked',
      title: `昨夜边界核对：${findings > 0 ? `发现 ${findings} 处要看` : '各级边界没有重叠和空隙'}`,
      text: strays > 0 ? `${strays} 家企业的坐标不在所属网格内。` : '企业坐标都在所属网格内。',
      link: '/grids/3705/boundaries?view=quality',
    })
  })
}
