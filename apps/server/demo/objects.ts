import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { insertPlace, insertResponsibility } from '#modules/grid/server/boundary/object-store.ts'
import type { DemoEnterprise } from './register/enterprises.ts'
import { listTowns } from './store.ts'

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
export async function loadDemoObjects(tx: Tx, day: string, large: readonly DemoEnterprise[]): Promise<number> {
  return (await loadPlaces(tx, day)) + (await loadGroups(tx, day, large))
}

async function loadPlaces(tx: Tx, fromOn: string): Promise<number> {
  let made = 0
  for (const { name: town, village: gridCode, lng, lat, first } of await listTowns(tx)) {
    for (const { kind, suffix } of [...everywhere, ...(first ? inTheSeat : [])]) {
      const name = `${town.replace(/(街道|镇|乡).*$/, '$1')}${suffix}`
      await insertPlace(tx, { id: newId(), kind, name, gridCode, address: null, lng, lat, principal: null, fromOn })
      made++
    }
  }
  return made
}

/** Large enterprises of the register stand in for head offices and what belongs to them; who belongs to whom is made up. */
async function loadGroups(tx: Tx, fromOn: string, large: readonly DemoEnterprise[]): Promise<number> {
  const queue = [...large]
  let made = 0
  const add = async (
    one: DemoEnterprise,
    kind: 'subsidiary' | (typeof heads)[number]['kind'],
    parentId: string | null,
  ) => {
    const id = newId()
    const { name, creditCode } = one.values
    const known = { name: String(name), creditCode: String(creditCode), objectId: one.id, gridCode: one.gridCode }
    await insertResponsibility(tx, { id, parentId, kind, seatId: null, fromOn, ...known })
    made++
    return id
  }
  for (const { kind, units } of heads) {
    const head = queue.shift()
    if (!head) break
    const parentId = await add(head, kind, null)
    for (const unit of queue.splice(0, units)) await add(unit, 'subsidiary', parentId)
  }
  return made
}
