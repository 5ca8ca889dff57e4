import { countyOf, phoneOf, plateOf } from '#apps/simulator/codes.ts'
import type { Tx } from '#kernel/db/db.ts'
import { ensureTerminal } from '#kernel/telemetry/devices.ts'
import { track } from '#kernel/telemetry/tracked.ts'
import type { HazardClass } from '#modules/vehicle/model/codes.ts'
import { insertFence } from '#modules/vehicle/server/store/fence.ts'
import { insertVehicle } from '#modules/vehicle/server/store/vehicle.ts'
import { type CrewRow, insertCrew, insertWaybill, startWaybill } from '#modules/vehicle/server/store/waybill.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import { idsFrom } from '../people.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { personName } from '../register/names.ts'
import { demoFences } from './fences.ts'

const DEMO_VEHICLES = 12

interface Cargo {
  unNumber: string
  cargo: string
  hazardClass: HazardClass
}

const CARGOES: readonly Cargo[] = [
  { unNumber: '1203', cargo: '汽油', hazardClass: '3' },
  { unNumber: '1202', cargo: '柴油', hazardClass: '3' },
  { unNumber: '1075', cargo: '液化石油气', hazardClass: '2.1' },
  { unNumber: '1005', cargo: '液氨', hazardClass: '2.3' },
  { unNumber: '1830', cargo: '硫酸', hazardClass: '8' },
  { unNumber: '1824', cargo: '氢氧化钠溶液', hazardClass: '8' },
]
/** Of so many vehicles one drives empty. */
const EMPTY_EVERY = 4

/** Vehicles of makers of hazardous chemicals with crews and waybills under way, and fences along their roads. @returns how many vehicles */
export async function loadVehicles(
  tx: Tx,
  enterprises: readonly DemoEnterprise[],
  own: DemoEnterprise,
  day: LocalDate,
  dice: Dice,
): Promise<number> {
  const nextId = idsFrom(momentOf(addDays(day, -200), '10:00').getTime())
  for (const fence of demoFences) await insertFence(tx, nextId(), fence)
  for (let index = 0; index < DEMO_VEHICLES; index++) {
    const owner = ownerAt(enterprises, own, index)
    const at = { objectId: owner.id, gridCode: owner.gridCode }
    const cargo = CARGOES[index % CARGOES.length] as Cargo
    const vehicleId = nextId()
    const [plate, phone] = [plateOf(index), phoneOf(index)]
    const deviceId = await ensureTerminal(tx, { code: phone, name: plate, ...at })
    if (deviceId) await track(tx, deviceId)
    await insertVehicle(tx, {
      ...{ id: vehicleId, ...at, plate, plateColor: 2, kind: cargo.hazardClass === '2.1' ? 'tube' : 'tanker' },
      ...{
        permit: `鲁交运管许可东字${3_705_000 + index}`,
        permitUntil: addDays(day, 300 + 20 * index),
        loadTonnes: 24 + (index % 5),
      },
      ...{ hazardClass: cargo.hazardClass, phone, deviceId, speedLimitKmh: null },
      profile: {
        cutWord: index % 2 === 0 ? 0x64 : null,
        restoreWord: index % 2 === 0 ? 0x65 : null,
        canListen: true,
        hasCamera: true,
      },
    })
    const member = async (duty: CrewRow['duty']): Promise<string> => {
      const id = nextId()
      const certificate = `37052319${String(70 + index)}${duty === 'driver' ? '01' : '02'}`
      const row = { ...at, id, duty, name: personName(dice), phone: null, certificate }
      await insertCrew(tx, { ...row, certifiedUntil: addDays(day, 90 + 31 * index) })
      return id
    }
    const [driverId, escortId] = [await member('driver'), await member('escort')]
    if (index % EMPTY_EVERY === EMPTY_EVERY - 1) continue
    const waybillId = nextId()
    await insertWaybill(tx, {
      ...{
        id: waybillId,
        vehicleId,
        ...at,
        ...cargo,
        number: `YD${day.replaceAll('-', '')}${String(index + 1).padStart(3, '0')}`,
      },
      ...{ tonnes: 20 + (index % 5), shipper: String(owner.values.name), consignee: '东营石化销售有限公司（演示）' },
      ...{ origin: '厂区装车台', destination: '开发区仓储园', route: null, corridorM: 300, driverId, escortId },
      ...{ leavesAt: momentOf(day, '06:30'), arrivesAt: momentOf(day, '18:30') },
    })
    await startWaybill(tx, waybillId)
  }
  return DEMO_VEHICLES
}

/** A maker of hazardous chemicals of the county, the demo's own enterprise for the first one of its county. */
function ownerAt(enterprises: readonly DemoEnterprise[], own: DemoEnterprise, index: number): DemoEnterprise {
  const county = countyOf(index)
  if (own.gridCode.startsWith(county)) return own
  const able = enterprises.filter(
    ({ gridCode, values }) =>
      gridCode.startsWith(county) &&
      (values.regulatorClasses as string[]).includes('hazchem') &&
      values.operatingState === 'producing',
  )
  return (able[index] ?? able[0] ?? own) as DemoEnterprise
}
