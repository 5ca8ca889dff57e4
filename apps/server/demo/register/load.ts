import type { Tx } from '#kernel/db/db.ts'
import type { Area } from '#kernel/geo/polygon.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { insertMajorHazards, refreshMajorHazardFlag } from '#modules/enterprise/server/store/major-hazard.ts'
import { insertEnterprises } from '#modules/enterprise/server/store/write-many.ts'
import { listNodes } from '#modules/grid/server/boundary/store.ts'
import type { NewGrid } from '#modules/grid/server/store.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { diceOf } from '../dice.ts'
import type { DemoRecord } from '../store.ts'
import { insertPastRecords } from '../store.ts'
import { plantDoubles } from './doubles.ts'
import { AREAS, type DemoEnterprise, makeEnterprises, type Village } from './enterprises.ts'
import { type Installation, makeInstallations } from './installations.ts'
import { makeLedgers } from './ledgers.ts'

/** The register of the demo city as it was made, before the story begins. */
export interface Register {
  enterprises: DemoEnterprise[]
  installations: Installation[]
  /** Pairs of files that are one enterprise. */
  doubles: [string, string][]
  ledgers: DemoRecord[]
}

const DEMO_ACT = { name: 'imported', by: { name: '系统', seat: '演示数据', body: '' }, reason: null }

/** Makes the register: the same for the same day and the same villages. Writes nothing. */
export function makeRegister(day: LocalDate, villagesOf: (area: string) => readonly Village[]): Register {
  const dice = diceOf(seededRandom(20170215))
  const enterprises = makeEnterprises(dice, day, villagesOf)
  const doubles = plantDoubles(enterprises)
  const installations = makeInstallations(dice, enterprises, day)
  const ledgers = makeLedgers(dice, enterprises, installations, day)
  return { enterprises, doubles, installations, ledgers }
}

/** Fills the city with its 2,359 enterprises, their installations and ledgers. */
export async function loadRegister(tx: Tx, register: Register, say: (line: string) => void): Promise<void> {
  const { enterprises, installations, ledgers } = register
  await inParts(enterprises, 500, (part) => insertEnterprises(tx, part, DEMO_ACT))
  say(`  企业 ${enterprises.length} 家`)
  await insertMajorHazards(tx, installations)
  await refreshMajorHazardFlag(tx, [...new Set(installations.map(({ enterpriseId }) => enterpriseId))])
  say(`  重大危险源 ${installations.length} 个`)
  const touched = new Map(enterprises.map((one) => [one.id, lastTouched(one)]))
  await inParts(ledgers, 4000, (part) =>
    insertPastRecords(
      tx,
      part.map((row) => ({ ...row, updatedAt: touched.get(row.enterpriseId) as Date })),
    ),
  )
  say(`  台账 ${ledgers.length} 条`)
}

/** A file was last worked on when the last of its key fields was confirmed. */
const lastTouched = ({ facts, createdAt }: DemoEnterprise): Date =>
  new Date(Math.max(createdAt.getTime(), ...Object.values(facts).map(({ at }) => Date.parse(at))))

/** Villages with boundary and the names above them, by area. */
export async function villagesIn(tx: Tx, nodes: readonly NewGrid[]): Promise<Map<string, Village[]>> {
  const names = new Map(nodes.map(({ code, name }) => [code, name]))
  const codes = nodes.filter(({ level }) => level === 'village').map(({ code }) => code)
  const shapes = new Map((await listNodes(tx, codes)).map(({ code, geometry }) => [code, geometry as Area]))
  const villages = codes.map((code) => ({
    code,
    name: String(names.get(code)).replace(/(村委会|居委会|村民委员会|居民委员会|社区居委会|村)$/, ''),
    town: String(names.get(code.slice(0, 9))),
    county: String(names.get(code.slice(0, 6))),
    shape: shapes.get(code) as Area,
  }))
  return new Map(AREAS.map(({ code }) => [code, villages.filter((village) => village.code.startsWith(code))]))
}

async function inParts<T>(rows: readonly T[], size: number, write: (part: T[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < rows.length; at += size) await write(rows.slice(at, at + size))
}
