import { type Allotment, type FieldPerson, fieldDb } from '#kernel/sync/field/db.ts'
import { deviceState } from '#kernel/sync/field/device.ts'
import { send } from '#kernel/ui/api.ts'
import type { DeviceNumber } from '../model/schema.ts'

type Whose = Pick<FieldPerson, 'accountId'>

const KIND = 'legal-number'
const kindOf = (word: string, year: number): string => `${KIND} ${word} ${year}`

/** What an allotment is called on the device. */
export const numberKey = ({ accountId }: Whose, { blockId, n }: Pick<DeviceNumber, 'blockId' | 'n'>): string =>
  `${accountId} ${KIND} ${blockId} ${n}`

/** What the desk reads of this device where it says who holds which numbers. */
export const deviceName = (deviceId: string): string => `现场设备 ${deviceId.slice(-4).toUpperCase()}`

const numbersOf = ({ accountId }: Whose): Promise<Allotment[]> =>
  fieldDb.allotments.filter((one) => one.accountId === accountId && one.kind.startsWith(KIND)).toArray()

/** Numbers of a word and a year that stand on no paper yet, the lowest first. */
export async function freeNumbers({ accountId }: Whose, word: string, year: number): Promise<DeviceNumber[]> {
  const free = await fieldDb.allotments
    .where('[accountId+kind+state]')
    .equals([accountId, kindOf(word, year), 'free'])
    .sortBy('order')
  return free.map(({ body }) => body as DeviceNumber)
}

/** How many numbers of each word this device still has for this year. */
export async function countFree(whose: Whose, year: number): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { state, body } of await numbersOf(whose)) {
    const { word, year: of } = body as DeviceNumber
    if (of === year) counts.set(word, (counts.get(word) ?? 0) + (state === 'free' ? 1 : 0))
  }
  return counts
}

/**
 * Lets the server fill up the numbers of this device. What it does not name any more was voided at a desk and is used no more.
 * @throws ApiProblem
 */
export async function fillNumbers(whose: Whose, words: readonly string[]): Promise<void> {
  const { deviceId } = await deviceState()
  const before = await numbersOf(whose)
  const spent = before.filter(({ state }) => state === 'spent').map(({ body }) => nameOf(body as DeviceNumber))
  const { items } = await send<{ items: DeviceNumber[] }>('POST', '/device-numbers', {
    body: { deviceId, accountId: whose.accountId, device: deviceName(deviceId), words, spent: spent.slice(-500) },
  })
  const named = new Set(items.map((one) => numberKey(whose, one)))
  await fieldDb.transaction('rw', fieldDb.allotments, async () => {
    for (const body of items) {
      const key = numberKey(whose, body)
      // One that was used meanwhile stays used.
      if (!(await fieldDb.allotments.get(key))) await fieldDb.allotments.add(allotmentOf(whose, key, body))
    }
    for (const { key } of before.filter((one) => !named.has(one.key))) {
      const now = await fieldDb.allotments.get(key)
      if (now?.state === 'free') await fieldDb.allotments.update(key, GONE)
    }
  })
}

const GONE = { state: 'gone' as const }

const nameOf = ({ blockId, n }: DeviceNumber) => ({ blockId, n })

const allotmentOf = ({ accountId }: Whose, key: string, body: DeviceNumber): Allotment => ({
  ...{ key, accountId, body, order: body.n, operationId: null },
  kind: kindOf(body.word, body.year),
  state: 'free',
})

/**
 * Gives back what this device did not use. It is out of use here before the server hears of it, and in use again if the server does not.
 * @returns how many
 * @throws ApiProblem
 */
export async function handBackNumbers(whose: Whose, reason: string): Promise<number> {
  const free = await fieldDb.transaction('rw', fieldDb.allotments, async () => {
    const own = (await numbersOf(whose)).filter(({ state }) => state === 'free')
    for (const { key } of own) await fieldDb.allotments.update(key, GONE)
    return own
  })
  if (free.length === 0) return 0
  const { deviceId } = await deviceState()
  try {
    const numbers = free.map(({ body }) => nameOf(body as DeviceNumber))
    await send('POST', '/device-numbers/return', {
      body: { deviceId, accountId: whose.accountId, numbers, reason },
    })
  } catch (error) {
    for (const { key } of free) await fieldDb.allotments.update(key, { state: 'free' })
    throw error
  }
  await fieldDb.allotments.bulkDelete(free.map(({ key }) => key))
  return free.length
}
