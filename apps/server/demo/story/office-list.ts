import type { Database } from '#kernel/db/db.ts'
import type { PermissionTable } from '#kernel/identity/permissions.ts'
import type { Cell } from '#kernel/sheet/sheet.ts'
import { writeSheet } from '#kernel/sheet/write.ts'
import { codeName } from '#modules/enterprise/model/codes.ts'
import { runComparison } from '#modules/reconciliation/server/compare.ts'
import { reconciliationRoutes } from '#modules/reconciliation/server/routes.ts'
import { listAllDifferences } from '#modules/reconciliation/server/store.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { officeLists } from '../../lists.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { creditCode } from '../register/names.ts'
import { Stage, standingAt } from '../stage.ts'
import { databaseNow, layOn } from '../store.ts'
import { TOWN } from './cast.ts'

const OFFICER = 'damatou-officer'
const HEADS = ['单位名称', '社会信用代码', '镇街', '规模', '风险等级', '状态', '负责人电话']

const routes = reconciliationRoutes(officeLists)

/**
 * The town holds its own list against the platform: some enterprises are only here, some only there, some are said otherwise, one is written
 * twice and one cannot be told; part of it is settled. @returns how many differences were found
 */
export async function playOfficeList(
  db: Database,
  table: PermissionTable,
  enterprises: readonly DemoEnterprise[],
  day: LocalDate,
): Promise<number> {
  const eve = workdaysBefore(day, 1)
  const scene = async <T>(time: string, work: (stage: Stage) => Promise<T>): Promise<T> => {
    const [moment, since] = [momentOf(eve, time), await db.system(databaseNow)]
    const done = await standingAt(moment, () => db.system((tx) => work(new Stage(tx, table))))
    await db.system((tx) => layOn(tx, moment, since))
    return done
  }
  const lines = linesOf(enterprises.filter(({ gridCode }) => gridCode.startsWith(TOWN)))
  const id = await scene('17:40', (stage) => upload(db, stage, lines, eve))
  await scene('17:41', (stage) =>
    stage.act(OFFICER, routes, 'POST /api/v1/reconciliations/:id/compare', { params: { id }, body: { columns: {} } }),
  )
  await scene('17:42', () => runComparison(db, officeLists, id))
  return scene('17:46', (stage) => settleSome(stage, id))
}

async function upload(db: Database, stage: Stage, lines: readonly Cell[][], eve: LocalDate): Promise<string> {
  const stream = writeSheet(
    'xlsx',
    HEADS.map((head) => ({ head })),
    rowsOf(lines),
  )
  const query = {
    list: 'enterprise',
    grid: TOWN,
    to: eve,
    filename: `大码头镇企业台账（${Number(eve.slice(5, 7))}月）.xlsx`,
  }
  const sent = { db, query, stream }
  return (await stage.send<{ id: string }>(OFFICER, routes, 'POST /api/v1/reconciliations', sent)).id
}

async function* rowsOf(rows: readonly Cell[][]): AsyncGenerator<Cell[]> {
  yield* rows
}

/** The list as the town keeps it, with what grows in lists nobody compares. */
function linesOf(here: readonly DemoEnterprise[]): Cell[][] {
  const lines = here.map(({ values, village }) => [
    String(values.name),
    String(values.creditCode ?? ''),
    village.town,
    codeName('scale', values.scale as string),
    codeName('riskLevel', values.riskLevel as string),
    codeName('operatingState', values.operatingState as string),
    String(values.contactPhone ?? ''),
  ])
  const at = (place: number) => lines[place % lines.length] as Cell[]
  at(7)[3] = at(7)[3] === '微型' ? '小型' : '微型'
  at(11)[4] = at(11)[4] === '一般风险' ? '较大风险' : '一般风险'
  at(19)[5] = at(19)[5] === '停产' ? '正常生产' : '停产'
  at(13)[1] = creditCode('legal_person', TOWN.slice(0, 6), 8901)
  const town = at(0)[2] as Cell
  const unknown = (name: string, scale: string, number: number): Cell[] => {
    const code = creditCode('legal_person', TOWN.slice(0, 6), number)
    return [name, code, town, scale, '一般风险', '正常生产', '']
  }
  return [
    ...lines.filter((_, place) => place !== 4 && place !== 17),
    unknown('广饶县顺和塑编厂', '小型', 8902),
    unknown('东营新港润滑油调配有限公司', '微型', 8903),
    at(2),
  ]
}

/** What the officer said the same afternoon; the rest waits. @returns how many differences there are */
async function settleSome(stage: Stage, id: string): Promise<number> {
  const found = await listAllDifferences(stage.tx, id)
  const some = (kind: string) => found.filter((one) => one.kind === kind).map((one) => one.id)
  const settle = (ids: string[], verdict: string, reason: string) =>
    stage.act(OFFICER, routes, 'POST /api/v1/reconciliations/:id/settle', {
      params: { id },
      body: { ids, verdict, reason },
    })
  await settle(some('duplicate'), 'office', '台账里抄重了一行')
  await settle(some('extra').slice(0, 1), 'office', '年初新办，台账还没有补')
  await settle(some('missing').slice(0, 1), 'platform', '去看过，开着工，本周登记')
  return found.length
}
