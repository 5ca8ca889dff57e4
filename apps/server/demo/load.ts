import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { hashPassword, today } from '#kernel/identity/service.ts'
import * as identity from '#kernel/identity/store.ts'
import { drawDemoBoundaries, type Outline } from '#modules/grid/server/demo.ts'
import { loadCity } from '#modules/grid/server/load.ts'
import { countGrids, type NewGrid, upsertGrids } from '#modules/grid/server/store.ts'
import { demoAccounts } from './accounts.ts'
import { loadDemoDuties } from './duties.ts'
import { loadDemoEnterprises } from './enterprises.ts'
import { loadDemoObjects } from './objects.ts'
import { loadDemoWork } from './work.ts'

const CITY = '3705'

/** The statistical bureau calls it by its longer name of today; the city's report and its people say it so. */
const ECONOMIC_ZONE: NewGrid = {
  code: '370571',
  name: '东营经济开发区',
  level: 'county',
  parentCode: CITY,
  kind: 'zone',
}

/** Loads the demo city into an empty database: grid, bodies, seats, people, enterprises. One transaction, all or nothing. */
export async function loadDemo(
  db: Database,
  password: string,
  date: string | null,
  say: (line: string) => void,
): Promise<boolean> {
  const empty = await db.system(async (tx) => (await countGrids(tx)) === 0)
  if (!empty) return false
  const day = date ?? today()
  say(`装入演示城市东营（报告日 2017-02-15 对应 ${day}）…`)
  await db.system(async (tx) => {
    const nodes = await loadCity(tx, CITY, '2016-01-01')
    await upsertGrids(tx, [ECONOMIC_ZONE], '2016-01-01')
    say(`  区划 ${nodes} 个`)
    await drawDemoBoundaries(tx, CITY, outlines(), say)
    const enterprises = await loadDemoEnterprises(tx, day, say)
    say(`  企业 ${enterprises.length} 家`)
    const accounts = await loadPeople(tx, password)
    say(`  岗位责任 ${await loadDemoDuties(tx, day, accounts)} 项`)
    say(`  其他监管对象和责任网格 ${await loadDemoObjects(tx, '2016-07-01')} 个`)
    say(`  台账 ${await loadDemoWork(tx, enterprises, day)} 条`)
    await sql`analyze`.execute(tx)
  })
  return true
}

function outlines(): Outline[] {
  const file = JSON.parse(readFileSync(new URL('./dongying-outline.json', import.meta.url), 'utf8'))
  return file.features.map((feature: { id: string; geometry: Outline['geometry'] }) => ({
    code: feature.id,
    geometry: feature.geometry,
  }))
}

/** The demo accounts and their seats. @returns seats by grid, permission role and role in a duty */
async function loadPeople(tx: Tx, password: string): Promise<Map<string, string>> {
  const seats = new Map<string, string>()
  const secret = await hashPassword(password)
  const village = await sql<{ code: string }>`
    select g.code from grid_node g join grid_tally t on t.grid_code = g.code
    where starts_with(g.code, '370523107') and g.level = 'village' order by t.enterprises desc, g.code limit 1`.execute(
    tx,
  )
  const enterprise = await sql<{ id: string; gridCode: string; name: string }>`
    select id, grid_code, name from enterprise where starts_with(grid_code, '370523107') and has_major_hazard order by credit_code limit 1`.execute(
    tx,
  )
  const bodies = new Map<string, string>()
  for (const account of demoAccounts) {
    const own = account.body === 'enterprise' ? enterprise.rows[0] : undefined
    const gridCode =
      own?.gridCode ?? (account.role === 'grid_officer' ? (village.rows[0]?.code as string) : account.grid)
    if (!bodies.has(account.body)) bodies.set(account.body, await addBody(tx, account.body, own?.name, gridCode))
    const person = { id: newId(), name: account.name, phone: null }
    const seatId = newId()
    await identity.insertPerson(tx, person)
    await identity.insertAccount(tx, {
      id: newId(),
      personId: person.id,
      login: account.login,
      passwordHash: secret,
      mustChangePassword: false,
    })
    await identity.insertSeat(tx, {
      id: seatId,
      bodyId: bodies.get(account.body) as string,
      title: account.title,
      role: account.role,
      gridCode,
      objectId: own?.id ?? null,
      fromOn: '2016-07-01',
    })
    await identity.insertHolding(tx, { id: newId(), seatId, personId: person.id, fromOn: '2016-07-01' })
    seats.set(`${gridCode} ${account.role} ${account.role === 'grid_officer' ? 'grid_staff' : 'officer'}`, seatId)
  }
  return seats
}

async function addBody(tx: Tx, key: string, enterpriseName: string | undefined, gridCode: string): Promise<string> {
  const names: Record<string, [string, string]> = {
    city: ['东营市应急管理局', '市应急局'],
    '370523': ['广饶县应急管理局', '广饶县应急局'],
    '370523107': ['大码头镇应急管理办公室', '大码头镇应急办'],
  }
  const [name, shortName] = enterpriseName ? [enterpriseName, enterpriseName] : (names[key] as [string, string])
  const id = newId()
  await identity.insertBody(tx, { id, name, shortName, kind: enterpriseName ? 'enterprise' : 'government', gridCode })
  return id
}
