import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { insertPlace, insertResponsibility } from '#modules/grid/server/boundary/object-store.ts'

interface Town {
  name: string
  village: string
  lng: number
  lat: number
}

/** What every town of the demo has, and what only the first town of a county has. */
const everywhere = [{ kind: 'school', suffix: '中心小学' }] as const
const inTheSeat = [
  { kind: 'hospital', suffix: '中心卫生院' },
  { kind: 'market', suffix: '农贸市场' },
] as const

const heads = [
  { kind: 'city_direct', units: 2 },
  { kind: 'province', units: 3 },
  { kind: 'central', units: 4 },
] as const

/** Schools, hospitals and markets, and three group companies with what belongs to them. @returns how many places and units */
export async function loadDemoObjects(tx: Tx, day: string): Promise<number> {
  return (await loadPlaces(tx, day)) + (await loadGroups(tx, day))
}

async function loadPlaces(tx: Tx, day: string): Promise<number> {
  const towns = await sql<Town & { first: boolean }>`
    select t.name, v.code as village, v.label_lng as lng, v.label_lat as lat,
      t.code = (select min(o.code) from grid_node o where o.parent_code = t.parent_code) as first
    from grid_node t join lateral (
      select code, label_lng, label_lat from grid_node v
      where v.parent_code = t.code and v.label_lng is not null order by v.code limit 1
    ) v on true
    where t.level = 'town' order by t.code`.execute(tx)
  let made = 0
  for (const town of towns.rows) {
    for (const { kind, suffix } of [...everywhere, ...(town.first ? inTheSeat : [])]) {
      const name = `${town.name.replace(/(街道|镇|乡).*$/, '$1')}${suffix}`
      const { village: gridCode, lng, lat } = town
      await insertPlace(tx, {
        id: newId(),
        kind,
        name,
        gridCode,
        address: null,
        lng,
        lat,
        principal: null,
        fromOn: day,
      })
      made++
    }
  }
  return made
}

/** Large enterprises of the register stand in for head offices and what belongs to them; who belongs to whom is made up. */
async function loadGroups(tx: Tx, day: string): Promise<number> {
  const wanted = heads.reduce((sum, { units }) => sum + units + 1, 0)
  const large = await sql<{ id: string; name: string; creditCode: string; gridCode: string }>`
    select id, name, credit_code, grid_code from enterprise
    where has_major_hazard and credit_code is not null and merged_into is null order by credit_code limit ${wanted}`.execute(
    tx,
  )
  const queue = [...large.rows]
  for (const { kind, units } of heads) {
    const head = queue.shift()
    if (!head) break
    const parentId = newId()
    const row = { seatId: null, fromOn: day, creditCode: head.creditCode, objectId: head.id, gridCode: head.gridCode }
    await insertResponsibility(tx, { ...row, id: parentId, parentId: null, name: head.name, kind })
    for (const unit of queue.splice(0, units)) {
      const { name, creditCode, gridCode } = unit
      const below = {
        id: newId(),
        parentId,
        name,
        kind: 'subsidiary' as const,
        creditCode,
        objectId: unit.id,
        gridCode,
      }
      await insertResponsibility(tx, { ...below, seatId: null, fromOn: day })
    }
  }
  return large.rows.length
}
