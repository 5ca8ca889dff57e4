import type { Database } from '#kernel/db/db.ts'
import type { PermissionTable } from '#kernel/identity/permissions.ts'
import type { Cell } from '#kernel/sheet/sheet.ts'
import { writeSheet } from '#kernel/sheet/write.ts'
import { Importer } from '#modules/enterprise/server/import/service.ts'
import { importRoutes } from '#modules/enterprise/server/routes/import.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import type { DemoLogin } from '../accounts.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { mobile, personName } from '../register/names.ts'
import { Stage, standingAt } from '../stage.ts'
import { databaseNow, layOn } from '../store.ts'

const HEADS = ['企业名称', '统一社会信用代码', '县区', '镇街', '联系人', '联系电话', '从业人员', '经营状态']

interface Upload {
  login: DemoLogin
  filename: string
  heads: readonly string[]
  rows: Cell[][]
  moment: Date
  /** Written into the register by whoever uploaded it. */
  applied?: Date
}

/** What the imports of the story need besides the database. */
export interface ImportGround {
  db: Database
  table: PermissionTable
  /** Where the server keeps uploads. */
  folder: string
}

/** Offices upload spreadsheets: one is written, one waits with wrong and doubtful rows, one for somebody to name its columns. */
export async function playImports(
  ground: ImportGround,
  enterprises: readonly DemoEnterprise[],
  day: LocalDate,
  dice: Dice,
): Promise<number> {
  const importer = new Importer(ground.db, ground.folder)
  const uploads = plan(enterprises, day, dice)
  for (const upload of uploads) await play(ground, importer, upload)
  await importer.stop()
  return uploads.length
}

async function play({ db, table }: ImportGround, importer: Importer, upload: Upload): Promise<void> {
  const since = await db.system(databaseNow)
  const routes = importRoutes(importer)
  const stage = await db.system(async (tx) => {
    const known = new Stage(tx, table)
    await known.actor(upload.login)
    return known
  })
  const id = await standingAt(upload.moment, async () => {
    const columns = upload.heads.map((head) => ({ head }))
    const stream = writeSheet('xlsx', columns, rowsOf(upload.rows))
    const sent = { db, query: { filename: upload.filename }, stream }
    const made = await stage.send<{ id: string }>(upload.login, routes, 'POST /api/v1/enterprise-imports', sent)
    await importer.run(made.id)
    return made.id
  })
  await db.system((tx) => layOn(tx, upload.moment, since))
  if (!upload.applied) return
  const applied = upload.applied
  const before = await db.system(databaseNow)
  await standingAt(applied, async () => {
    await db.system((tx) =>
      new Stage(tx, table).act(upload.login, routes, 'POST /api/v1/enterprise-imports/:id/apply', {
        params: { id },
      }),
    )
    await importer.run(id)
  })
  await db.system((tx) => layOn(tx, applied, before))
}

async function* rowsOf(rows: readonly Cell[][]): AsyncGenerator<Cell[]> {
  yield* rows
}

function plan(enterprises: readonly DemoEnterprise[], day: LocalDate, dice: Dice): Upload[] {
  const year = day.slice(0, 4)
  const known = enterprises.filter(({ values }) => values.creditCode && values.operatingState === 'producing')
  const inCounty = (code: string) => known.filter(({ gridCode }) => gridCode.startsWith(code))
  const zone = inCounty('370571').slice(12, 40)
  const county = inCounty('370523').filter((_, at) => at % 31 === 5)
  return [
    {
      login: 'city-officer',
      filename: `${year}年重点企业联系人核对表.xlsx`,
      heads: HEADS,
      rows: [
        ...zone.map((one, at) => rowOf(one, at, dice)),
        ...inCounty('370502')
          .slice(20, 32)
          .map((one) => rowOf(one, 0, dice)),
      ],
      moment: momentOf(workdaysBefore(day, 1), '17:02'),
      applied: momentOf(workdaysBefore(day, 1), '17:09'),
    },
    {
      login: 'guangrao-officer',
      filename: '广饶县秋季走访企业信息表.xlsx'.replace('秋季', `${Math.ceil(Number(day.slice(5, 7)) / 3)}季度`),
      heads: HEADS,
      rows: [...county.map((one, at) => rowOf(one, at, dice)), ...faultyRows(county, dice)],
      moment: momentOf(workdaysBefore(day, 1), '17:24'),
    },
    {
      login: 'city-officer',
      filename: '危化科留存台账.xlsx',
      heads: ['厂家', '证照号', '管区', '联络人', '手机号'],
      rows: inCounty('370505')
        .slice(3, 25)
        .map(({ values, village }) => [
          String(values.name),
          String(values.creditCode),
          village.town,
          String(values.contact),
          String(values.contactPhone),
        ]),
      moment: momentOf(workdaysBefore(day, 1), '17:36'),
    },
  ]
}

/** A row as offices write it: most say what the register says, some know of more people, some of another contact. */
function rowOf({ values, village }: DemoEnterprise, at: number, dice: Dice): Cell[] {
  const staff = Number(values.staffCount)
  const newContact = at % 7 === 3
  return [
    String(values.name),
    String(values.creditCode),
    village.county,
    village.town,
    newContact ? personName(dice) : String(values.contact),
    newContact ? mobile(dice) : String(values.contactPhone),
    at % 3 === 1 ? staff + dice.whole(1, 9) : staff,
    '正常生产',
  ]
}

/** Rows somebody has to correct: a code with a wrong digit, a telephone too short, an unknown town; and near names without a code. */
function faultyRows(known: readonly DemoEnterprise[], dice: Dice): Cell[][] {
  const [a, b, c, d, e] = known as [DemoEnterprise, DemoEnterprise, DemoEnterprise, DemoEnterprise, DemoEnterprise]
  const base = (one: DemoEnterprise) => rowOf(one, 0, dice)
  const wrongCode = String(a.values.creditCode).replace(/.$/, (last) => (last === '7' ? '8' : '7'))
  return [
    base(a).with(0, '广饶鸿运橡塑制品有限公司').with(1, wrongCode),
    base(b).with(0, '广饶泰山路物流有限公司').with(1, '').with(5, '1385461'),
    base(c).with(0, '广饶富民粮油加工厂').with(1, '').with(3, '王庄镇'),
    base(d).with(0, '广饶县宏图包装厂').with(1, '').with(6, '约三十'),
    base(d).with(0, String(d.values.name).replace('有限公司', '有限责任公司')).with(1, ''),
    base(e).with(0, String(e.values.name).replace('有限公司', '厂')).with(1, ''),
  ]
}
