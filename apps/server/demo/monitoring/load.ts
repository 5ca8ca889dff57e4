import { tankCode } from '#apps/simulator/codes.ts'
import { TANK_POINTS, type TankPoint, tankValues } from '#apps/simulator/model/tank.ts'
import { listInstallationSites } from '#apps/simulator/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { insertDevice } from '#kernel/telemetry/devices.ts'
import { insertReadings, keepDays, numberSeries, type ReadingRow } from '#kernel/telemetry/store.ts'
import { watchSeries } from '#kernel/telemetry/watched.ts'
import type { PointRule } from '#modules/monitoring/model/judge.ts'
import { findTemplate, type PointTemplate } from '#modules/monitoring/model/templates.ts'
import { insertPoints, type NewPointRow } from '#modules/monitoring/server/store/point.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'

const [GATEWAYS, MINUTES, MINUTE_MS] = [20, 120, 60_000]
/** The seed simulated tanks have unless told otherwise: what was measured before the start goes on after it. */
const SEED = 1

type Kind = 'level' | 'temp' | 'pressure' | 'lel'

/** How each kind of point of the simulated tanks is judged; atmospheric tanks have kilopascals. */
const JUDGED: Record<Kind, { template: string; name: string; rule: Partial<PointRule> }> = {
  level: {
    template: 'tank-level',
    name: '液位',
    rule: { lowLow: 1.2, low: 1.8, high: 10, highHigh: 10.8, deadBand: 0.2 },
  },
  temp: { template: 'tank-temp', name: '温度', rule: { high: 45, highHigh: 55 } },
  pressure: { template: 'tank-pressure', name: '压力', rule: { high: 2.5, highHigh: 3.5, deadBand: 0.1 } },
  lel: { template: 'gas-lel', name: '可燃气体', rule: {} },
}

/** What happened lately: which gateway, which point, how high it went, so many minutes ago. */
const EVENTS: readonly { gateway: number; point: TankPoint; top: number; from: number; to: number }[] = [
  { gateway: 0, point: 'GD01.lel', top: 33, from: 95, to: 84 },
  { gateway: 2, point: 'TK101.level', top: 10.4, from: 70, to: 41 },
  { gateway: 3, point: 'GD02.lel', top: 58, from: 32, to: 20 },
  { gateway: 5, point: 'TK102.pressure', top: 2.8, from: 58, to: 52 },
]
/** A limit of last winter that nobody changed: its alarm stands. */
const FORGOTTEN = { gateway: 6, point: 'TK101.temp', high: 5, highHigh: 60 }

const kindOf = (point: string) => point.split('.')[1] as Kind

/** Points of the simulated tanks with what they said in the last two hours; the worker judges it as soon as it runs. @returns how many points */
export async function loadMonitoring(tx: Tx, now: Date): Promise<number> {
  const today = localDateOf(now)
  await keepDays(tx, addDays(today, -1), addDays(today, 2))
  let made = 0
  for (const [gateway, site] of (await listInstallationSites(tx, GATEWAYS)).entries()) {
    const code = tankCode(site.creditCode, site.number)
    const name = `${site.installation} 采集网关`
    const at = { gridCode: site.gridCode, objectId: site.enterpriseId }
    const { id: deviceId } = await insertDevice(tx, { code, protocol: 'mqtt', name, ...at })
    const nos = await numberSeries(
      tx,
      TANK_POINTS.map(({ point }) => ({ deviceId, code: point })),
    )
    const rows = TANK_POINTS.map(({ point, range }, index) =>
      pointOf({ ...at, deviceId, seriesNo: nos[index] as number }, site.installation, point, range, gateway),
    )
    made += (await insertPoints(tx, rows)).length
    await watchSeries(tx, nos)
    await insertHistory(tx, code, gateway, nos, now)
  }
  return made
}

function pointOf(
  about: Pick<NewPointRow, 'gridCode' | 'objectId' | 'deviceId' | 'seriesNo'>,
  installation: string,
  point: TankPoint,
  [rangeLow, rangeHigh]: readonly [number, number],
  gateway: number,
): NewPointRow {
  const { template: id, name, rule } = JUDGED[kindOf(point)]
  const template = findTemplate(id) as PointTemplate
  const [unit = ''] = point.split('.')
  const isGas = unit.startsWith('GD')
  const isForgotten = gateway === FORGOTTEN.gateway && point === FORGOTTEN.point
  const own = isForgotten ? { high: FORGOTTEN.high, highHigh: FORGOTTEN.highHigh } : {}
  return {
    ...{
      ...about,
      id: newId(),
      name: isGas ? `${unit} ${name}` : name,
      parameter: template.parameter,
      template: id,
      medium: null,
      isDangerous: true,
    },
    unitName: isGas ? `${installation} 气体探测器` : `${installation} 储罐 ${unit}`,
    unit: TANK_POINTS.find((one) => one.point === point)?.unit.replace('°C', '℃') ?? template.unit,
    ...{ rangeLow, rangeHigh, rule: { ...template.rule, ...rule, ...own }, staleMinutes: template.staleMinutes },
  }
}

/** A reading of each point each minute; what came in the same minute it was measured is in time. */
async function insertHistory(tx: Tx, code: string, gateway: number, nos: readonly number[], now: Date): Promise<void> {
  const start = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS
  for (let ago = MINUTES; ago > 0; ago--) {
    const at = new Date(start - ago * MINUTE_MS)
    const values = tankValues(SEED, code, at.getTime())
    const rows = TANK_POINTS.map(({ point }, index): ReadingRow => {
      const event = EVENTS.find(
        (one) => one.gateway === gateway && one.point === point && ago <= one.from && ago >= one.to,
      )
      return {
        no: nos[index] as number,
        at,
        value: event ? Math.max(event.top, values[point]) : values[point],
        quality: 'good',
      }
    })
    await insertReadings(tx, rows, at)
  }
}
