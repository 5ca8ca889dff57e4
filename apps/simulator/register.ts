import { appendAudit } from '#kernel/audit/audit.ts'
import type { Tx } from '#kernel/db/db.ts'
import {
  findCredentials,
  forgetSecret,
  insertDevice,
  type NewDevice,
  type Protocol,
  rotateSecret,
} from '#kernel/telemetry/devices.ts'
import { countyOf, phoneOf, plateOf, stationCode, tankCode } from './codes.ts'
import { STATIONS, stationKind } from './model/station.ts'
import type { TankGateway } from './model/tank.ts'
import { listInstallationSites } from './store.ts'

const SIMULATOR = { accountId: null, actor: { name: '设备模拟', account: 'angrid' } }

/** Makes vehicles that are not there yet and lets all of them register anew. @returns their numbers */
export async function registerVehicles(tx: Tx, count: number): Promise<string[]> {
  const devices = Array.from({ length: count }, (_, at) => ({
    ...{ code: phoneOf(at), protocol: 'jt808' as const, name: `模拟车辆 ${plateOf(at)}`, gridCode: countyOf(at) },
    objectId: null,
  }))
  await ensure(tx, 'jt808', devices)
  for (const { code } of devices) await forgetSecret(tx, code)
  return devices.map(({ code }) => code)
}

export interface LoggerSecret {
  mn: string
  password: string
}

/** Makes stations that are not there yet and gives all of them new passwords, which are written down nowhere. */
export async function registerStations(tx: Tx, count: number): Promise<LoggerSecret[]> {
  const devices = Array.from({ length: count }, (_, at) => ({
    ...{ code: stationCode(at), protocol: 'hj212' as const, gridCode: countyOf(at), objectId: null },
    name: `模拟${STATIONS[stationKind(at)].name} ${Math.floor(at / 3) + 1}`,
  }))
  await ensure(tx, 'hj212', devices)
  const loggers = []
  for (const { code } of devices) loggers.push({ mn: code, password: await rotateSecret(tx, code) })
  return loggers
}

/** Gateways of the most dangerous installations, made where they are not there yet, with new secrets; fewer when there are fewer installations. */
export async function registerTanks(tx: Tx, count: number): Promise<(TankGateway & { secret: string })[]> {
  const sites = await listInstallationSites(tx, count)
  const devices = sites.map(({ creditCode, number, enterpriseId, gridCode, installation }) => ({
    ...{ code: tankCode(creditCode, number), protocol: 'mqtt' as const, name: `${installation} 采集网关` },
    ...{ gridCode, objectId: enterpriseId },
  }))
  await ensure(tx, 'mqtt', devices)
  const gateways = []
  for (const [at, { code }] of devices.entries()) {
    const { lng, lat } = sites[at] as (typeof sites)[number]
    gateways.push({ code, lng: lng ?? 0, lat: lat ?? 0, secret: await rotateSecret(tx, code) })
  }
  return gateways
}

/** Enters those that are not there yet; what is done to all of them stands in the audit, in one line each. */
async function ensure(tx: Tx, protocol: Protocol, devices: readonly NewDevice[]): Promise<void> {
  const codes = devices.map(({ code }) => code)
  if (codes.length === 0) return
  const known = await findCredentials(tx, codes)
  const missing = devices.filter(({ code }) => !known.has(code))
  for (const device of missing) await insertDevice(tx, device)
  const said = (some: readonly string[]) => (some.length > 1 ? `${some[0]} 等 ${some.length} 台` : some[0])
  const note = (action: string, some: readonly string[]) =>
    appendAudit(tx, { action, ...SIMULATOR, objectType: 'device', detail: { code: said(some), protocol } })
  const names = missing.map(({ code }) => code)
  if (names.length > 0) await note('device.added', names)
  await note('device.secret-changed', codes)
}
