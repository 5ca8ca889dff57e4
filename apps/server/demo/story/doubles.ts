import type { Database } from '#kernel/db/db.ts'
import type { PermissionTable } from '#kernel/identity/permissions.ts'
import { subtree, wholeTree } from '#kernel/scope/scope.ts'
import { findDoubles } from '#modules/enterprise/server/doubles/service.ts'
import { countDoubles } from '#modules/enterprise/server/doubles/store.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, notAhead } from '../calendar.ts'
import { Stage, standingAt } from '../stage.ts'
import { databaseNow, layOn } from '../store.ts'

/** Last night's search for doubles over the whole register, and what it tells who may join files. @returns pairs found */
export async function playDoubles(db: Database, table: PermissionTable, day: LocalDate): Promise<number> {
  const moment = notAhead(momentOf(day, '02:30'))
  const since = await db.system(databaseNow)
  await standingAt(moment, () => findDoubles(db))
  return db.system(async (tx) => {
    const stage = new Stage(tx, table)
    const found = await countDoubles(tx, wholeTree, 'open')
    const inCounty = await countDoubles(tx, subtree('370523'), 'open')
    const tell = (logins: readonly string[], where: string, count: number) =>
      stage.tell(logins, {
        kind: 'enterprise.doubles-found',
        title: `昨夜查重：${where}有 ${count} 对企业像是重复登记`,
        text: '请对照地址、电话和信用代码，合并或标明是两家。',
        link: '/enterprise-doubles',
      })
    await standingAt(moment, async () => {
      await tell(['city-officer', 'city-admin'], '全市', found)
      await tell(['guangrao-officer'], '全县', inCounty)
    })
    await layOn(tx, moment, since)
    return found
  })
}
