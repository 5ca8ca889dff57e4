import { read } from '#kernel/ui/api.ts'
import type { FieldLimits } from '../model/grade.ts'
import { type DeviceState, type FieldPerson, fieldDb, type StampLine } from './db.ts'
import { newId } from './new-id.ts'

/** One life of the app: the monotonic clock counts from its start, and no setting of the device moves it. */
export const BOOT = crypto.randomUUID()

/** What the device knows of itself; made on first use. */
export async function deviceState(): Promise<DeviceState> {
  const known = await fieldDb.device.get('device')
  if (known) return known
  const made: DeviceState = { key: 'device', deviceId: newId(), person: null, limits: null }
  await fieldDb.device.add(made).catch(() => {})
  return (await fieldDb.device.get('device')) ?? made
}

/** Notes who works here. */
export async function rememberPerson(person: FieldPerson | null): Promise<void> {
  await deviceState()
  await fieldDb.device.update('device', { person })
}

/** The line of stamps of an account; a new one begins at nothing. */
export const lineOf = async (accountId: string): Promise<StampLine> =>
  (await fieldDb.lines.get(accountId)) ?? { accountId, seq: 0, previous: null, challenge: null }

/** Asks the server for its clock, so that what is written down without a network can prove when. @throws ApiProblem */
export async function askChallenge(accountId: string): Promise<void> {
  const { deviceId } = await deviceState()
  const asked = performance.now()
  const { token, limits } = await read<{ token: string; at: string; limits: FieldLimits }>(
    `/sync/challenge?deviceId=${deviceId}&accountId=${accountId}`,
  )
  // The instant lies between asking and hearing; the later bound makes no record look younger than it is.
  const heard = performance.now()
  const challenge = {
    token,
    boot: BOOT,
    monotonicMs: (asked + heard) / 2,
    wallAt: new Date().toISOString(),
  }
  await fieldDb.transaction('rw', fieldDb.lines, fieldDb.device, async () => {
    await fieldDb.lines.put({ ...(await lineOf(accountId)), challenge })
    await fieldDb.device.update('device', { limits })
  })
}
